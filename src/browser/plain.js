// The module with plain exports: as the classic script has it inside, and made JavaScript where
// WebAssembly is refused.

import { insert } from "./gated.js"
import { report } from "./report.js"

/** The `act` of what such a module exports. */
export const acting =
  ({ memory, room, act_on, length }) =>
  (kind, number, message) => {
    const bytes = new TextEncoder().encode(message)
    const place = room(bytes.length)
    // The memory may have grown for it.
    new Uint8Array(memory.buffer).set(bytes, place)
    const answer = act_on(kind, number)
    return new TextDecoder().decode(new Uint8Array(memory.buffer, answer, length()))
  }

/** Fetches the same module made JavaScript, which is there where the site offers it, and tells `come` of
 * its `act`; until then nothing is granted. `failed` is told that there is none, once it is reported;
 * `why` there is no WebAssembly is part of that. */
export const fetchOther = (folder, why, tag, come, failed) => {
  const src = `${folder}samtycke.nowasm.js`
  const missing = () => {
    report(
      "webassembly",
      `WebAssembly is off or refused (${why}) and ${src} did not load, so nothing third-party is loaded. ` +
        "Does the page's Content-Security-Policy lack 'wasm-unsafe-eval' in script-src?",
    )
    failed?.(why)
  }
  // What the page vouches for has to be that: `integrity` of our tag is about this script alone.
  insert(
    { src, integrity: tag?.dataset.nowasm, crossorigin: tag?.crossOrigin },
    ({ module }) => (module ? come(acting(module)) : missing()),
    missing,
  )
}
