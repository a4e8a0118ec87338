// What the classic script does beside the module: puts `window.samtycke` in place, and fetches the
// configuration that its tag names. xtask bundles it; "glue" is what it makes of wasm-bindgen's.

import { accept, close, consent, has, init, on, open, receipts, reject, set, settings, start, when, withdraw } from "glue"
import { report } from "./browser/page.js"

/** The module, a character a byte; xtask writes it in here. */
const MODULE = "@module@"

// Only there while the script runs.
const tag = document.currentScript

/** The bytes of a text with one in each character. */
const bytesOf = (text) => {
  const bytes = new Uint8Array(text.length)
  // A loop: `Uint8Array.from` calls a function for each of the many.
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  return bytes
}

const nothing = () => {}

/** In place of the module where WebAssembly is not to be had: grants nothing, does nothing. */
const withoutModule = (problem) => ({
  init: nothing,
  has: () => false,
  consent: () => ({
    version: null,
    decided: false,
    granted: [],
    denied: [],
    services: {},
    signal: null,
    id: null,
    time: null,
    how: null,
    language: null,
  }),
  accept: nothing,
  reject: nothing,
  set: nothing,
  withdraw: nothing,
  open: nothing,
  settings: nothing,
  close: nothing,
  when: () => new Promise(nothing),
  // The problem is older than any listener, so each is told of it.
  on: (event, listener) => {
    if (event == "error") listener(problem)
    return nothing
  },
  receipts: () => [],
})

/** Starts under a configuration. `init` has said what is wrong with it; a trap has not. */
const begin = (config) => {
  try {
    init(config)
  } catch (thrown) {
    if (thrown instanceof WebAssembly.RuntimeError) console.error(thrown)
  }
}

/** Starts under the configuration at an address. */
const fetchConfig = async (url) => {
  let text
  try {
    const answer = await fetch(url, { credentials: "same-origin" })
    if (!answer.ok) throw answer.status
    text = await answer.text()
  } catch (why) {
    report(
      "configuration",
      `Samtycke: the configuration ${url} could not be fetched (${why}), so nothing that needs consent loads. ` +
        "Set data-config of the script tag to an address that answers with the JSON.",
    )
    return
  }
  begin(text)
}

const load = () => {
  // An element with that id would be found under the name too.
  if (window.samtycke && window.samtycke.has) {
    console.warn("Samtycke: its script is on this page twice; the second does nothing. Remove one of the tags.")
    return
  }
  try {
    start(bytesOf(MODULE))
  } catch (why) {
    const message =
      `Samtycke: WebAssembly is off in this browser or refused by this page (${why}), so nothing that needs consent ` +
      "loads. Where the page has a Content-Security-Policy, add 'wasm-unsafe-eval' to its script-src."
    window.samtycke = withoutModule({ code: "webassembly", message })
    report("webassembly", message)
    return
  }
  window.samtycke = { init, has, consent, accept, reject, set, withdraw, open, settings, close, when, on, receipts }
  const url = tag && tag.dataset.config
  if (window.samtyckeConfig) begin(window.samtyckeConfig)
  else if (url) fetchConfig(url)
}

load()
