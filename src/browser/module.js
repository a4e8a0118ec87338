// The ES module: the same functions, once its default export has loaded the WebAssembly. xtask
// bundles it; `./core.js` is what wasm-pack makes.

import load, { act } from "./core.js"
import { attach } from "./visit.js"

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
  await load(from)
  attach(act, new URL(".", import.meta.url).href)
}
