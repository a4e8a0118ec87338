// The ES module. Importing it touches no page, so a server can import it too.

import { api, consent as snapshot } from "./api"
import { connect } from "./connect"
import { setAddresses } from "./parts"
import type { Site } from "./site"
import { init as start } from "./start"

type Api = typeof api & { init: typeof start }

const nothing = (): void => {}

/** What a server gets: nothing is granted there, and nothing happens. */
const SERVER: Api = {
  accept: nothing,
  close: nothing,
  consent: snapshot,
  has: () => false,
  init: nothing,
  on: () => nothing,
  open: nothing,
  receipts: () => [],
  reject: nothing,
  set: nothing,
  setLanguage: async () => {},
  settings: nothing,
  when: () => new Promise(nothing),
  withdraw: nothing,
}

const isServer = (): boolean => typeof document == "undefined"

/** What is on the page: by the script tag, by this module, or by another copy of it. An element with that id is found under the name too. */
const there = (): Api | undefined => (typeof window.samtycke?.has == "function" ? window.samtycke : undefined)

/** The one Samtycke of the page. */
const one = (): Api => (isServer() ? SERVER : (there() ?? { ...api, init: start }))

export const accept: Api["accept"] = (...ids) => one().accept(...ids)
export const close: Api["close"] = () => one().close()
export const consent: Api["consent"] = () => one().consent()
export const has: Api["has"] = (id) => one().has(id)
export const on: Api["on"] = (event, listener) => one().on(event, listener)
export const open: Api["open"] = () => one().open()
export const receipts: Api["receipts"] = () => one().receipts()
export const reject: Api["reject"] = (...ids) => one().reject(...ids)
export const set: Api["set"] = (answers) => one().set(answers)
export const setLanguage: Api["setLanguage"] = (tag) => one().setLanguage(tag)
export const settings: Api["settings"] = () => one().settings()
export const when: Api["when"] = (id) => one().when(id)
export const withdraw: Api["withdraw"] = () => one().withdraw()

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
 * Starts the core, unless the page has one. A second call gets the same promise. `base` is the folder of
 * the later files, where a bundler does not find them. Rejects on a server, and where neither WebAssembly
 * nor its stand-in runs.
 */
export default function load({ base }: { base?: string } = {}): Promise<void> {
  if (isServer()) return Promise.reject(new Error("Samtycke: load() needs a page; on a server nothing is granted."))
  return (loading ??= (async () => {
    if (there()) return
    const folder = new URL(base ?? ".", base ? location.href : ADDRESSES["samtycke.settings.js"]?.())
    setAddresses((file) => (!base && ADDRESSES[file]?.()) || new URL(file, folder).href)
    window.samtycke = { ...api, init: start }
    return connect()
  })())
}

/** Starts under a declaration, and loads the core if nothing has. Does nothing on a server. */
export function init(declaration: Site | string): void {
  if (isServer()) return
  load().catch(() => {})
  one().init(declaration)
}
