// What the build puts in place of names and imports; see xtask/src/scripts.rs and bundle.rs.

/** The module, a character a byte. */
declare const CORE_BYTES: string
/** The version of this build. */
declare const VERSION: string
/** Whether this is for the ES module. */
declare const IS_MODULE: boolean
/** Whether the site speaks one language alone. */
declare const IS_ONE: boolean
/** Whether the steps part is for sites with common steps alone: `uncommon` in cli/src/build/scripts.rs. */
declare const IS_COMMON: boolean
/** Whether services may have steps and consent calls. */
declare const HAS_STEPS: boolean
/** Whether this is for a site that `samtycke build` makes. */
declare const IS_BUILT: boolean
/** The declaration and the words of a built site, as JSON. */
declare const INSIDE: string
/** A file that the ES module imports. */
type Imported<Part> = Promise<{ part: Part; build: string }>
/** Whether this is the development build. */
declare const IS_DEV: boolean
/** The imports of later scripts, by the names that those have for the script tag. Only in the ES module. */
declare const SCRIPTS: { [file: string]: () => Imported<HTMLScriptElement["samtyckePart"]> }
/** The imports of words, by language. Only in the settings part of the ES module. */
declare const WORDS: { [language: string]: () => Imported<{ [key: string]: string }> }
/** The digests of later files, as the attribute `integrity` has them. */
declare const SETTINGS_DIGEST: string
declare const MESSAGES_DIGEST: string
declare const NOWASM_DIGEST: string
declare const EMBEDS_DIGEST: string
/** The root of the tree of digests of the files `samtycke.<language>.json`; for the settings part. */
declare const TEXTS_DIGEST: string
/** The languages whose banner is not in the first script, between spaces. */
declare const LANGUAGES: string
/** The steps part of a built site. */
declare const STEPS: import("./vendors").MakeVendors

/** The words of the banner, by language, from `texts/`. */
declare module "first.json" {
  const words: { [language: string]: { [key: string]: string } }
  export default words
}

/** The minified style sheets of `src/style/`. */
declare module "banner.css" {
  const css: string
  export default css
}
declare module "settings.css" {
  const css: string
  export default css
}
declare module "embeds.css" {
  const css: string
  export default css
}

/** The module made JavaScript, by wasm2js. */
declare module "module.js" {
  type Module = import("./core").Module
  export const memory: Module["memory"]
  export const answer: Module["answer"]
  export const candidate: Module["candidate"]
  export const decide: Module["decide"]
  export const gate: Module["gate"]
  export const holds: Module["holds"]
  export const max_age: Module["max_age"]
  export const may_run: Module["may_run"]
  export const observe: Module["observe"]
  export const site: Module["site"]
  export const start: Module["start"]
  export const text: Module["text"]
  export const value: Module["value"]
}

/** The check of a declaration and the inspector, by wasm-bindgen from the crate `dev/`; only for `samtycke.dev.js`. */
declare module "dev.js" {
  type Note = { code: string; path: string; place: string; message: string; meant?: string }
  export const initSync: (options: { module: Uint8Array<ArrayBuffer> }) => object
  export const check: (declaration: unknown, origin: string, host: string, secure: boolean) => { problems: Note[]; warnings: Note[] }
  export const expand: (declaration: unknown) => unknown
  export const pretend: () => { version: number; slow: number }
  export class Inspector {
    constructor(act: (what: string) => void)
    host(): HTMLElement
    is_open(): boolean
    show(facts: unknown): void
    place(): void
    restore(): void
  }
}
/** Their module, a character a byte. */
declare const DEV_BYTES: string
