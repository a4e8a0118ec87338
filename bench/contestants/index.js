/**
 * Everyone that is measured, and what a contestant is:
 *
 * - `name`; `package`, its npm package, and the `folder` of it that is served at the root of its site
 *   (`root` where it is no package, or several);
 * - `html(model)`: its part of the page's head and the end of the body, with a button that opens its
 *   settings, as every site has to have one;
 * - `accept`, `reject`, `settings`, `dialog`: selectors of what a visitor sees (` >>> ` goes into a
 *   shadow root); `listensAfter`, how many ms after showing its banner it acts on clicks, where it does
 *   not at once;
 * - `isFar`, where it takes several times what the best take, so that fewer rounds say enough;
 * - `notes(model)`: what a reader of the results has to know.
 */
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import blank from "./blank.js"
import floors from "./floors.js"
import cookiecraft from "./cookiecraft.js"
import klaro from "./klaro.js"
import orejime from "./orejime.js"
import samtycke from "./samtycke.js"
import tarteaucitron from "./tarteaucitron.js"
import vanilla from "./vanilla-cookieconsent.js"
import zest from "./zest.js"

export const BLANK = blank
export const CONTESTANTS = [samtycke, vanilla, orejime, cookiecraft, zest, klaro, tarteaucitron]

const modules = fileURLToPath(new URL("../node_modules/", import.meta.url))

export const FLOORS = floors

/** The folders whose files a contestant's site serves, if any. */
export const rootsOf = ({ root, package: name, folder }) => [root ?? (name ? `${modules}${name}/${folder}` : [])].flat()

/** The version that is measured. */
export const versionOf = (contestant) => {
  const folder = contestant.ours ? `${contestant.root}/` : `${modules}${contestant.package}/`
  return JSON.parse(readFileSync(`${folder}package.json`)).version
}
