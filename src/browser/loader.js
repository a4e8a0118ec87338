// What the classic script does beside the module: puts `window.samtycke` in place, and fetches the
// configuration that its tag names. xtask bundles it.

// In this order the bundle compresses to 19 bytes less than in that of the alphabet (`make size`).
import { get } from "./effects.js"
import { report } from "./report.js"
import { acting, fetchOther } from "./plain.js"
import { attempt } from "./attempt.js"
import { accept, attach, close, consent, has, init, on, open, receipts, refuse, reject, set, settings, when, withdraw } from "./api.js"

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
  const go = (act) => {
    attach(act, folder)
    const url = tag && tag.dataset.config
    if (window.samtyckeConfig) begin(window.samtyckeConfig)
    else if (url) fetchConfig(url)
  }
  try {
    go(acting(instantiate()))
  } catch (why) {
    // As always, the first configuration counts; only one can resolve it.
    const handed = new Promise((resolve) => (samtycke.init = resolve))
    fetchOther(folder, why, tag, (act) => {
      samtycke.init = init
      go(act)
      handed.then(begin)
    })
  }
}

load()
