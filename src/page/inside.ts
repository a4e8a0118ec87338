// What `samtycke build` has put into the script: the declaration, and the words of the banner by language.

import type { Site } from "./site"

type Words = { [language: string]: { [key: string]: string } }

const inside: [Site, Words] = JSON.parse(INSIDE)

export const declaration = inside[0]
/** Imported as `first.json`; see xtask/src/bundle.rs. @public */
export default inside[1]
