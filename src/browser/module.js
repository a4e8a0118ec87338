// The ES module: the same functions, once its default export has loaded the WebAssembly, or what takes
// its place. xtask bundles it; `./core.js` is what wasm-pack makes.

import load, { act } from "./core.js"
// Before what imports it: the files know each other in circles, and its list of hands has to find them made.
import { attach } from "./visit.js"
import { fetchOther } from "./plain.js"

export {
  accept,
  close,
  consent,
  has,
  init,
  on,
  open,
  receipts,
  reject,
  set,
  settings,
  when,
  withdraw,
} from "./api.js"

export default async (from) => {
  const folder = new URL(".", import.meta.url).href
  let other
  try {
    await load(from)
  } catch (why) {
    other = await new Promise((come, failed) => fetchOther(folder, why, null, come, failed))
  }
  attach(other || act, folder)
}
