// The declaration as the page layer reads it: the shape that src/page/check.ts makes sure of.

import type { Text } from "./kit"

export type Category = { id: string; required?: boolean; revision?: number; name?: Text; description?: Text }

export type Script = {
  src?: string
  inline?: string
  async?: boolean
  defer?: boolean
  type?: string
  integrity?: string
  crossorigin?: string
  referrerpolicy?: string
  attributes?: { [name: string]: string }
  /** In place of code. */
  steps?: Step[]
  /** Runs once a page, whichever service is first. */
  once?: string
}

/** One of `let`, `set`, `queue`, `methods`, `call`, `push` and `construct`, with what goes with it. */
export type Step = {
  let?: string
  set?: string
  queue?: string
  methods?: string[]
  call?: string
  push?: string
  construct?: string
  be?: unknown
  during?: string
  args?: unknown[]
  items?: unknown[]
  into?: string
  on?: string
  as?: "arguments" | "array"
  handoff?: string
  extra?: { [name: string]: unknown }
  alias?: string[]
  self?: string[]
  of?: string
}

export type Stored = {
  name: string
  /** Missing in a built site until its details have come where it is a cookie. */
  kind: "cookie" | "localStorage" | "sessionStorage" | "indexedDb" | "cacheStorage" | "serviceWorker" | "pixel"
  /** Missing in the same way where it is the site itself. */
  party: "first" | "third"
  host?: string
  httpOnly?: boolean
  keep?: boolean
  lifetime?: string
  purpose: Text
}

export type Service = {
  id: string
  category: string | string[]
  name: Text
  provider?: Text
  policyUrl?: Text
  reason?: Text
  scripts?: Script[]
  consent?: { group?: string; default?: Step[]; update?: Step[]; withdraw?: Step[]; grant?: Step[] }
  cookies?: Stored[]
  /** Addresses of its embeds. */
  embeds?: string[]
  /** Beginnings of those addresses, and what takes their place. */
  rewrites?: { [from: string]: string }
  /** Opens its chat; with it there is a stand-in. */
  chat?: Step[]
  /** Only the compiler knows it. */
  preset?: string
}

type SignalRule = { allow?: string[]; binding?: boolean }

type Colors = { [name: string]: string }

export type Site = {
  version: number
  controller: { name: Text; policyUrl: Text; contact?: Text }
  cookie?: { name?: string; days?: number; refusalDays?: number; domain?: string; path?: string; sameSite?: string; secure?: boolean }
  signals?: { doNotTrack?: SignalRule; globalPrivacyControl?: SignalRule }
  categories: Category[]
  services?: Service[]
  external?: { name: Text; host: string; policyUrl?: Text; description?: Text }[]
  texts?: { [language: string]: { [key: string]: string } }
  ui?: { layout?: string; position?: string; theme?: string; colors?: Colors; darkColors?: Colors; reopen?: boolean; reopenAs?: string; reopenPosition?: string; block?: boolean; reload?: boolean }
}
