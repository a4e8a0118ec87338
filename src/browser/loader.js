// What the classic script does beside the module: puts `window.samtycke` in place, and fetches the
// configuration that its tag names. xtask bundles it.

import { accept, close, consent, has, init, on, open, receipts, refuse, reject, set, settings, when, withdraw } from "./api.js"
import { attempt } from "./attempt.js"
import { report } from "./events.js"
import { insert } from "./gated.js"
import { attach, get } from "./visit.js"

// Only there while the script runs.
const tag = document.currentScript

/** Runs the module at once; returns what it exports. */
const instantiate = () => {
  // A character a byte; xtask puts it in the place of the name, of which nothing is known that could
  // be worked out beforehand.
  const text = MODULE
  // By way of base64 where the browser can: it does that faster than code of ours looks at each.
  const bytes = Uint8Array.fromBase64
    ? Uint8Array.fromBase64(btoa(text))
    : Uint8Array.from(text, (character) => character.charCodeAt())
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports
}

/** The `act` of what a module exports. */
const acting =
  ({ memory, room, act_on, length }) =>
  (kind, number, message) => {
    const bytes = new TextEncoder().encode(message)
    const place = room(bytes.length)
    // The memory may have grown for it.
    new Uint8Array(memory.buffer).set(bytes, place)
    const answer = act_on(kind, number)
    return new TextDecoder().decode(new Uint8Array(memory.buffer, answer, length()))
  }

/** Starts under a configuration. `init` has reported what is wrong with it. */
const begin = (config) => attempt(() => init(config))

/** Starts under the configuration at an address. */
const fetchConfig = (url) =>
  get(url).then(begin, (why) =>
    refuse(`data-config="${url}" could not be fetched as JSON (${why}), so nothing third-party is loaded.`),
  )

const load = () => {
  // An element with that id would be found under the name too.
  if (window.samtycke?.has) return report("", "its script is on this page twice; remove one of the tags.")
  window.samtycke = { init, has, consent, accept, reject, set, withdraw, open, settings, close, when, on, receipts }
  const folder = tag ? tag.src.replace(/[^/]*$/, "") : ""
  const go = (module) => {
    attach(acting(module), folder)
    const url = tag && tag.dataset.config
    if (window.samtyckeConfig) begin(window.samtyckeConfig)
    else if (url) fetchConfig(url)
  }
  try {
    go(instantiate())
  } catch (why) {
    withoutWebAssembly(`${folder}samtycke.nowasm.js`, why, go)
  }
}

/** Fetches the same module made JavaScript, which is there where the site offers it; until then
 * nothing is granted. */
const withoutWebAssembly = (url, why, go) => {
  // As always, the first configuration counts; only one can resolve it.
  const handed = new Promise((resolve) => (samtycke.init = resolve))
  const failed = () =>
    report(
      "webassembly",
      `WebAssembly is off or refused (${why}) and ${url} did not load, so nothing third-party is loaded. ` +
        "Does the page's Content-Security-Policy lack 'wasm-unsafe-eval' in script-src?",
    )
  // What the page vouches for has to be that: `integrity` of our tag is about this script alone.
  insert({ src: url, integrity: tag?.dataset.nowasm, crossorigin: tag?.crossOrigin }, ({ module }) => {
    if (!module) return failed()
    samtycke.init = init
    go(module)
    handed.then(begin)
  }, failed)
}

load()
