// The ES module. Importing it touches no page, so a server can import it too.

import { api } from "./api"
import { connect } from "./connect"
import { setAddresses, setImported } from "./parts"
import type { Site } from "./site"
import { init as start } from "./start"

type Api = typeof api & { init: typeof start }

const nothing = (): void => {}

/** What a server gets: nothing is granted there, and nothing happens. */
const SERVER: Api = {
  accept: nothing,
  close: nothing,
  consent: api.consent,
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

const own: Api = { ...api, init: start }

/**
 * What is on the page already: by the script tag, or by another copy of this module. It is not what this
 * module exports, which a page may have put there; and an element with that id is found under the name too.
 */
const there = (): Api | undefined => {
  const found = window.samtycke?.has
  return typeof found == "function" && found != has ? window.samtycke : undefined
}

/** The one Samtycke of the page. */
const one = (): Api => (isServer() ? SERVER : (there() ?? own))

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

const HINT = ". Its later files are missing: samtycke.js imports them from the folder `module` beside it. Deploy that folder too, or name one with all files of the package by load({ base })."

/**
 * Starts the core, unless the page has one. A second call gets the same promise. The later files are
 * imported; `base` names a folder to fetch them from instead, with their digests. Rejects on a server, and
 * where neither WebAssembly nor its stand-in runs.
 */
export default function load({ base }: { base?: string } = {}): Promise<void> {
  if (isServer()) return Promise.reject(new Error("Samtycke: load() needs a page; on a server nothing is granted."))
  return (loading ??= (async () => {
    if (there()) return
    if (base) setAddresses((file) => new URL(file, new URL(base, location.href)).href)
    else {
      setAddresses((file) => file || "the folder `module` of the package")
      setImported(HINT)
    }
    if (typeof window.samtycke?.has != "function") window.samtycke = own
    return connect()
  })())
}

/** Starts under a declaration, and loads the core if nothing has. Does nothing on a server. */
export function init(declaration: Site | string): void {
  if (isServer()) return
  load().catch(() => {})
  one().init(declaration)
}
