// The ES module. Importing it touches no page, so a server can import it too.

import { api } from "./api"
import { connect } from "./connect"
import { setAddresses } from "./parts"
import type { Site } from "./site"
import { init as start } from "./start"

export { accept, close, consent, has, on, open, receipts, reject, set, setLanguage, settings, when, withdraw } from "./api"

/** The one start of this page. */
let loading: Promise<void> | undefined

// Written out, so that every bundler finds the files and takes them along.
const ADDRESSES: { [file: string]: () => string } = {
  "samtycke.settings.js": () => new URL("./samtycke.settings.js", import.meta.url).href,
  "samtycke.nowasm.js": () => new URL("./samtycke.nowasm.js", import.meta.url).href,
  "samtycke.messages.js": () => new URL("./samtycke.messages.js", import.meta.url).href,
  "samtycke.en.json": () => new URL("./samtycke.en.json", import.meta.url).href,
  "samtycke.sv.json": () => new URL("./samtycke.sv.json", import.meta.url).href,
}

/**
 * Starts the core. A second call gets the same promise. `base` is the folder of the later files, where
 * a bundler does not find them. Rejects on a server, and where neither WebAssembly nor its stand-in runs.
 */
export default function load({ base }: { base?: string } = {}): Promise<void> {
  if (typeof document == "undefined") return Promise.reject(new Error("Samtycke: load() needs a page; on a server nothing is granted."))
  return (loading ??= (() => {
    setAddresses((file) => (base ? new URL(file, new URL(base, location.href)).href : (ADDRESSES[file]?.() ?? file)))
    window.samtycke ??= { ...api, init }
    return connect()
  })())
}

/** Starts under a declaration, and loads the core if nothing has. Does nothing on a server. */
export function init(declaration: Site | string): void {
  if (typeof document == "undefined") return
  load().catch(() => {})
  start(declaration)
}
