// The ES module: the same functions, once its default export has loaded the WebAssembly, or what takes
// its place. xtask bundles it; `./core.js` is what wasm-pack makes.

import load, { act } from "./core.js"
import { attach, init as begin } from "./api.js"
import { fetchOther } from "./plain.js"

export {
  accept,
  close,
  consent,
  has,
  on,
  open,
  receipts,
  reject,
  set,
  settings,
  when,
  withdraw,
} from "./api.js"

/** Whether the default export has loaded the module. */
let loaded

export const init = (config) => {
  if (!loaded) throw new Error("Samtycke: the module has not loaded; `await` the default export before `init`.")
  begin(config)
}

export default async (from) => {
  const folder = new URL(".", import.meta.url).href
  let other
  try {
    await load(from)
  } catch (why) {
    other = await new Promise((come, failed) => fetchOther(folder, why, null, come, failed))
  }
  attach(other || act, folder)
  loaded = true
}
