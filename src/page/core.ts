// The core: its functions with named values. Numbers go in and come out; the ids and the cookie's
// values are the only text.

/** What the module exports; src/exports.rs says what each function does. */
export type Module = {
  memory: WebAssembly.Memory
  text: () => number
  site: (version: number, days: number, refusalDays: number) => void
  gate: (categories: number, flags: number, revision: number) => void
  candidate: (length: number, now: number) => void
  start: (signals: number) => number
  answer: (gate: number, yes: number) => void
  decide: (what: number, how: number, now: number) => number
  observe: () => number
  max_age: (now: number) => number
  value: () => number
  may_run: (gate: number) => number
  holds: (set: number, gate: number) => number
}

export const enum Flag {
  Required = 1,
  DntAllows = 2,
  GpcAllows = 4,
}

export const enum Signal {
  DoNotTrack = 1,
  GlobalPrivacyControl = 2,
  DntBinding = 4,
  GpcBinding = 8,
}

export const enum What {
  None,
  All,
  AskedNone,
  AskedAll,
  These,
  Once,
}

export const enum How {
  Visitor,
  Api,
  Embed,
}

export const enum SetOf {
  Granted,
  RuledOut,
  Asked,
  Ran,
  Once,
}

export const enum Status {
  Ask = 1,
  Changed = 2,
  Reload = 4,
  NotStored = 8,
  Rewrite = 16,
}

/** Where a cookie's value lies behind the ids. */
const VALUE = 16_384

/** Room for a value. What lies behind it is the core's own. */
const LONGEST = 512

/** The most that the core has room for. */
export const MOST = { categories: 32, gates: 1024, ids: VALUE }

/** Absent until a module is connected, and again once one has failed: then nothing is granted. */
let module: Module | undefined
let buffer = 0
/** Numbers of the gates by id. */
let numbers = new Map<string, number>()

export const connectModule = (connected: Module | undefined): void => {
  module = connected
  buffer = module ? module.text() : 0
}

export const isConnected = (): boolean => !!module

/** The functions of the module; `undefined` where it has none. */
export const core = (): Module => module as Module

const bytes = (at: number, length: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(core().memory.buffer as ArrayBuffer, buffer + at, length)

/** Gives the core the ids of the gates: they are numbered in this order. */
export const setIds = (ids: string[]): void => {
  // A page may have redefined how arrays iterate: then there are none.
  if (!ids[0]) throw "ids"
  numbers = new Map(ids.map((id, number) => [id, number]))
  write([...ids, ""].join(), 0)
}

const write = (ascii: string, at: number): number => new TextEncoder().encodeInto(ascii, bytes(at, at ? LONGEST : VALUE)).written

/** The number of a category or service; below zero for an unknown id, which the core grants nothing. */
export const numberOf = (id: string): number => numbers.get(id) ?? -1

/** All ids, by number. */
export const ids = (): string[] => [...numbers.keys()]

export const now = (): number => Math.floor(Date.now() / 1000)

/** Whether a category or service is in a set; unknown ids are in none. */
export const holds = (set: SetOf, id: string): boolean => !!module?.holds(set, numberOf(id))

/** Offers a value of our cookie; every other one of the same moment narrows what is granted. */
export const offer = (value: string): void => core().candidate(write(value, VALUE), now())

/** The choice in effect as a cookie's value; empty for none. */
export const choice = (): string => (module ? read(module.value()) : "")

/** A value that the core has written. */
export const read = (length: number): string => String.fromCharCode(...bytes(VALUE, length))

/** Room for the random bytes of a choice's id. */
export const random = (): void => void crypto.getRandomValues(bytes(VALUE, 16))
