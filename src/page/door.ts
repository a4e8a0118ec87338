// The one door: nothing on the page loads or runs but through this file.

import { source } from "./address"
import { attempt } from "./attempt"
import { core, holds, numberOf, SetOf } from "./core"
import { markup, report } from "./report"
import type { Script } from "./site"

/** Attributes that make an element load something. Ours have `data-samtycke-` before the name. */
export const ADDRESSES = ["src", "srcset", "href", "ping", "action", "poster", "srcdoc", "data"]

export const OURS = "data-samtycke-"

/** A script that a service declares. */
export type Declared = { service: string; script: Script }

const texts = { createScript: (text: string) => text, createScriptURL: (text: string) => text, createHTML: (text: string) => text }

/** Signs texts where Trusted Types are enforced. No code of the page reaches it. A page may forbid the name. */
const policy = attempt(() => (window as any).trustedTypes.createPolicy("samtycke", texts) as typeof texts) ?? texts

/** The gates of a thing, read at this moment: all of them have to be granted. */
export const gatesOf = (thing: Element | Declared): string[] =>
  "service" in thing ? [thing.service] : (thing.getAttribute("data-samtycke") ?? "").split(/\s+/).filter((id) => id)

// All are asked first, since a gate that runs is remembered.
const mayRun = (ids: string[]): boolean =>
  !!ids[0] && ids.every((id) => holds(SetOf.Granted, id)) && ids.every((id) => core().may_run(numberOf(id) ?? NaN))

/** Where the page uses nonces, a gated tag needs its own: else any injected markup would run by ours. */
const pageNonce = (): string => (nonce ??= document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "")

// Ours has it where the page needs one, so the first look finds it.
let nonce: string | undefined

/**
 * Lets a thing in if its gates are granted now: a script runs, another element gets its addresses.
 * Returns whether it was let in; `done` is called once what follows it may run.
 */
export const letIn = (thing: Element | Declared, done: () => void): boolean => {
  if (!mayRun(gatesOf(thing))) return false
  try {
    if ("service" in thing) {
      const { inline = "", attributes, ...fields } = thing.script
      run({ ...fields, ...attributes }, inline, pageNonce(), done)
    } else if (thing.localName == "script") {
      runTag(thing as HTMLScriptElement, done)
    } else {
      for (const name of ADDRESSES) give(thing, name)
      restore(thing)
      done()
    }
  } catch (why) {
    void report("script", markup(thing instanceof Element ? thing : undefined), why)
    done()
  }
  return true
}

const give = (element: Element, name: string): void => {
  const address = element.getAttribute(OURS + name)
  if (address === null) return
  const isList = name == "srcset" || name == "ping"
  if (name == "srcdoc") element.setAttribute(name, policy.createHTML(address))
  else if (isList || source(address, document.baseURI) || (name == "action" && !address)) element.setAttribute(name, address)
  else void report("address", OURS + name, address)
}

// Firefox fills a frame that came with the page's markup from its history, also after a no. One that a
// script has put in starts empty.
const restore = (element: Element): void => {
  if (element.localName == "iframe" && CSS.supports("-moz-appearance:none")) element.parentNode?.insertBefore(element, element.nextSibling)
}

const runTag = (tag: HTMLScriptElement, done: () => void): void => {
  const wanted = pageNonce()
  if (wanted && tag.nonce != wanted) {
    void report("nonce", markup(tag))
    return done()
  }
  const attributes: { [name: string]: string } = {}
  for (const { name, value } of tag.attributes) {
    if (name != "type" && name != "src" && !name.startsWith("data-samtycke")) attributes[name] = value
  }
  const [src, type] = [tag.getAttribute(OURS + "src"), tag.getAttribute(OURS + "type")]
  run({ ...attributes, ...(type && { type }), ...(src !== null && { src }) }, src === null ? (tag.textContent ?? "") : "", wanted, done, tag)
}

/** Puts a running script into the head, and takes it out once it has run: no markup keeps a grant. */
const run = (attributes: { [name: string]: unknown }, inline: string, nonce: string, done: () => void, tag?: Element): void => {
  const element = document.createElement("script")
  for (const [name, value] of Object.entries(attributes)) {
    if (name == "src" || value === false || value == null) continue
    element.setAttribute(name, value === true ? "" : `${value}`)
  }
  if (attributes.async === undefined) element.async = false
  element.nonce = nonce
  const { src, type = "" } = attributes
  const end = () => {
    element.remove()
    done()
  }
  const failed = () => {
    void report("script", src, "")
    end()
  }
  if (src === undefined) {
    element.text = policy.createScript(inline) as string
    shielded(() => place(element), tag)
    // A module runs later than its place, and has no event.
    if (/module/i.test(`${type}`)) return done()
    return end()
  }
  const address = source(`${src}`, tag ? document.baseURI : location.href)
  // No event comes of what is not executed (HTML, "prepare the script element").
  const isSilent = attributes.nomodule !== undefined || (type && !/javascript|ecmascript|^module$/i.test(`${type}`))
  if (!address || isSilent) {
    void (address ? report("silent", src) : report("address", "src", src))
    return done()
  }
  element.addEventListener("load", end)
  element.addEventListener("error", failed)
  // What never answers holds nothing up for longer.
  if (attributes.async === undefined || attributes.async === false) setTimeout(done, 10_000)
  else done()
  element.src = policy.createScriptURL(address)
  place(element)
}

const place = (element: Element): void => (document.head ?? document.documentElement).append(element)

/** Runs code of a tag that was written to run while the page is parsed: later, `document.write` would empty the page. */
const shielded = (act: () => void, tag?: Element): void => {
  const names = ["open", "write", "writeln"] as const
  const before = names.map((name) => Object.getOwnPropertyDescriptor(document, name))
  const value = () => void report("write", markup(tag))
  for (const name of names) Object.defineProperty(document, name, { value, configurable: true })
  try {
    act()
  } finally {
    names.forEach((name, at) => {
      delete (document as any)[name]
      const own = before[at]
      if (own) Object.defineProperty(document, name, own)
    })
  }
}

/** Takes the addresses from an element that has no grant; says which it had of its own. */
export const shut = (element: Element): string[] =>
  ADDRESSES.filter((name) => {
    const live = element.getAttribute(name)
    if (live === null) return false
    if (!element.hasAttribute(OURS + name)) element.setAttribute(OURS + name, live)
    element.removeAttribute(name)
    return true
  })

/** Fetches a script of ours. `come` gets what it hands over; `miss` is called where it fails or is of another build. */
export const fetchPart = (address: string, integrity: string, come: (part: NonNullable<HTMLScriptElement["samtyckePart"]>) => void, miss: () => void): void => {
  const element = document.createElement("script")
  let waits = true
  const end = () => {
    const part = element.samtyckePart
    element.remove()
    if (!waits) return
    waits = false
    if (part) come(part)
    else miss()
  }
  element.integrity = integrity
  // Without this, the digest of a script on another host cannot be compared.
  element.crossOrigin = "anonymous"
  element.nonce = pageNonce()
  element.addEventListener("load", end)
  element.addEventListener("error", end)
  setTimeout(end, 10_000)
  element.src = policy.createScriptURL(address)
  place(element)
}

/** A link, as to the policy: nothing is loaded before a visitor follows it. */
export const link = (address: string, text: string, label?: string): HTMLAnchorElement => {
  const element = document.createElement("a")
  element.href = address
  if (label) element.setAttribute("aria-label", label)
  element.append(text)
  return element
}
