// The inspector of the development build: tells it what the page is like, and does what it asks for.
// What it says, and how it looks, is in the crate `dev/`.

import { Inspector } from "dev.js"
import { api } from "./api"
import { attempt } from "./attempt"
import { isCompiled } from "./compiler"
import { nameOfOurs, writeChoice } from "./cookie"
import { choice, holds, now, SetOf } from "./core"
import { isDeclared, services, signal, site } from "./declaration"
import { EVENTS, listen } from "./events"
import { RECEIPTS } from "./receipts"
import type { Consent } from "./snapshot"
import { type Names, stored } from "./stores"
import { onThings, things } from "./things"

const NAME = "samtycke-inspector"

/** The events so far, the oldest first. */
const events: { at: string; name: string; text: string; code: string }[] = []
const MOST_EVENTS = 100

/** What is stored, as it was listed last. */
let names: Names[] = []

const gate = (id: string) => ({ id, granted: holds(SetOf.Granted, id), ruledOut: holds(SetOf.RuledOut, id) })

const declaration = () => {
  const { version, categories } = site()
  return {
    version,
    own: [
      { kind: "cookie", name: nameOfOurs() },
      { kind: "localStorage", name: RECEIPTS },
    ],
    categories: categories.map(({ id, required }) => ({ ...gate(id), required: required === true, asked: holds(SetOf.Asked, id) })),
    services: services().map(({ id, category, cookies = [] }) => ({
      ...gate(id),
      categories: [category].flat(),
      stores: cookies.filter(({ party }) => party == "first").map(({ kind, name }) => ({ kind, name })),
    })),
  }
}

/** What `dev/src/facts.rs` reads. */
const facts = () => {
  const [, , time = "", , how = ""] = choice().split(".")
  return {
    build: VERSION,
    path: location.pathname,
    browser: navigator.userAgent,
    now: now(),
    site: isDeclared() ? declaration() : undefined,
    signal: (isDeclared() && signal()) || undefined,
    choice: time ? { how, time: Number(time) } : undefined,
    things: isDeclared() ? things() : [],
    stored: names,
    events,
  }
}

/** What is said of an event. */
const words = (name: string, detail: any): string => {
  if (name == "error") return detail.message
  const { granted, how } = detail as Consent
  return name == "ready" || name == "change" ? `granted: ${granted.join(", ") || "nothing"}${how ? `, by ${how}` : ""}` : ""
}

const note = (name: string, detail: any): void => {
  const at = new Date()
  const text = words(name, detail)
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":")
  events.push({ at: `${time}.${String(at.getMilliseconds()).padStart(3, "0")}`, name, text, code: detail?.code ?? "" })
  if (events.length > MOST_EVENTS) events.shift()
}

/** A day longer than any choice lives, in seconds. */
const LONGEST = 401 * 86_400

const ACTS: { [what: string]: () => void } = {
  look: () => void look(),
  withdraw: api.withdraw,
  // By the cookie itself, so that the next page finds what a visitor of then would have.
  expire: () => {
    const parts = choice().split(".")
    parts[2] = String(Number(parts[2]) - LONGEST)
    writeChoice(parts.join("."))
    location.reload()
  },
}

let inspector: Inspector | undefined
let isDue = false

/** Lists what is stored, and shows the page. */
const look = async (): Promise<void> => {
  names = await stored()
  attempt(() => inspector?.show(facts()))
}

/** The same soon, once for all that changes meanwhile. */
const lookSoon = (): void => {
  if (isDue || !inspector) return
  isDue = true
  setTimeout(() => {
    isDue = false
    void look()
  }, 100)
}

/** How often it is put back: a page that never tires of taking it away has its way. */
let returns = 9

/** Markup of ours that this run did not make goes, and ours comes back where the page's content was replaced. */
const onMutations = (): void => {
  const host = inspector?.host() as HTMLElement
  for (const copy of [...document.getElementsByTagName(NAME)]) if (copy != host) copy.remove()
  if (!host.isConnected && document.body && returns-- > 0) document.documentElement.append(host)
  inspector?.place()
  lookSoon()
}

const start = (): void => {
  inspector = new Inspector((what) => ACTS[what]?.())
  onMutations()
  new MutationObserver(onMutations).observe(document, { childList: true, subtree: true, attributeFilter: ["data-samtycke"] })
  onThings(lookSoon)
  // Other people's scripts store things without a word.
  setInterval(() => inspector?.is_open() && lookSoon(), 1000)
  void look().then(() => inspector?.restore())
}

/** Whether the page above has an inspector. */
const isInspectedAbove = (): boolean => window != top && !!attempt(() => (top as Window).samtycke?.has)

if (isCompiled && window.samtycke?.has == api.has && !isInspectedAbove()) {
  for (const name of EVENTS) {
    listen(name, (detail) => {
      note(name, detail)
      lookSoon()
    })
  }
  const begin = () => {
    try {
      start()
    } catch (why) {
      console.warn("Samtycke: this browser lacks what the inspector needs (shadow roots and constructed style sheets).", why)
    }
  }
  if (document.body) begin()
  else document.addEventListener("DOMContentLoaded", begin)
}
