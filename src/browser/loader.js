// What the classic script does beside the module: puts `window.samtycke` in place, and fetches the
// configuration that its tag names. xtask bundles it.

import { accept, close, consent, has, init, on, open, receipts, refuse, reject, set, settings, when, withdraw } from "./api.js"
import { report } from "./events.js"
import { attempt } from "./page.js"
import { attach, get } from "./visit.js"

// Only there while the script runs.
const tag = document.currentScript

/** Runs a module, a character a byte, at once; returns its `act`. */
const instantiate = (module) => {
  // By way of base64 where the browser can: that takes a fifth of the time.
  const bytes = Uint8Array.fromBase64
    ? Uint8Array.fromBase64(btoa(module))
    : Uint8Array.from(module, (character) => character.charCodeAt())
  const { memory, room, act_on, length } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports
  return (kind, number, message) => {
    const bytes = new TextEncoder().encode(message)
    const place = room(bytes.length)
    // The memory may have grown for it.
    new Uint8Array(memory.buffer).set(bytes, place)
    const answer = act_on(kind, number)
    return new TextDecoder().decode(new Uint8Array(memory.buffer, answer, length()))
  }
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
  try {
    // xtask writes the module in here. No variable keeps it: it is 34 KB.
    attach(instantiate("@module@"), tag ? tag.src.replace(/[^/]*$/, "") : "")
  } catch (why) {
    samtycke.init = () => {}
    report(
      "webassembly",
      `WebAssembly is off or refused (${why}), so nothing third-party is loaded. ` +
        "Does the page's Content-Security-Policy lack 'wasm-unsafe-eval' in script-src?",
    )
    return
  }
  const url = tag && tag.dataset.config
  if (window.samtyckeConfig) begin(window.samtyckeConfig)
  else if (url) fetchConfig(url)
}

load()
