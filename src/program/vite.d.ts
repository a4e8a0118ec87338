/** The parts of a Vite plugin that this one has. */
export interface SamtyckePlugin {
  name: "samtycke"
}

export interface Options {
  /** The declaration, from the root of the project on. `samtycke.json` by default. */
  declaration?: string
  /** The site's address, for the cookie's domain and addresses without https. */
  site?: string
  /** The file for the evidence of a build, from the root of the project on. None is written by default. */
  evidence?: string
}

/** Checks the declaration, builds the script of the site, and puts its tag first into the `<head>` of each page. */
export default function samtycke(options?: Options): SamtyckePlugin
