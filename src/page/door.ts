// The one door: nothing on the page loads or runs but through this file.

import { isSafeLink, source } from "./address"
import { attempt } from "./attempt"
import { core, holds, numberOf, SetOf } from "./core"
import { h } from "./element"
import { ADDRESSES, isElement, listed, markup, named, OURS } from "./gate"
import { report } from "./report"
import type { Script } from "./site"
import { vendors } from "./vendors"
import { watcher } from "./watch"
import { shield } from "./writes"

/** A script that a service declares. */
export type Declared = { service: string; script: Script }

const texts = { createScript: (text: string) => text, createScriptURL: (text: string) => text, createHTML: (text: string) => text }

/** Signs texts where Trusted Types are enforced. No code of the page reaches it. A page may forbid the name. */
const policy = attempt(() => (window as any).trustedTypes.createPolicy("samtycke", texts) as typeof texts) ?? texts

/** The gates of a thing, read at this moment: all of them have to be granted. */
export const gatesOf = (thing: Element | Declared): string[] =>
  // Not by its fields: those of a form are fields of its element too.
  isElement(thing) ? named(thing) : [thing.service]

/** Whether all gates of a thing are granted; without one nothing is. */
export const isGranted = (gates: string[]): boolean => !!gates[0] && gates.every((id) => holds(SetOf.Granted, id))

// All are asked first, since a gate that runs is remembered.
const mayRun = (gates: string[]): boolean => isGranted(gates) && gates.every((id) => core().may_run(numberOf(id)))

/**
 * Lets a thing in if its gates are granted now: a script runs, another element gets its addresses.
 * Returns whether it was let in; `done` is called once what follows it may run.
 */
export const letIn = (thing: Element | Declared, done: () => void): boolean => {
  if (!mayRun(gatesOf(thing))) return false
  if (IS_DEV) watcher?.enters(thing)
  try {
    if (!isElement(thing)) {
      const { inline = "", attributes, ...fields } = thing.script
      if (vendors?.enter(thing.service, thing.script)) done()
      else run({ ...fields, ...attributes }, inline, done)
    } else if (thing.localName == "script") {
      runTag(thing as HTMLScriptElement, done)
    } else {
      renew(thing)
      for (const name of ADDRESSES) give(thing, name)
      reload(thing)
      done()
    }
  } catch (why) {
    void report("script", markup(thing as Element), why)
    done()
  }
  if (IS_DEV) watcher?.left()
  return true
}

/** Films and sounds follow their addresses only where they are told to. */
const reload = (element: Element): void => {
  const film = element.localName == "source" ? element.parentNode : element
  if (film instanceof HTMLMediaElement) film.load()
}

const putAgain = (element: Element): void => void element.parentNode?.insertBefore(element, element.nextSibling)

const give = (element: Element, name: string): void => {
  const address = element.getAttribute(OURS + name)
  if (address === null) return
  // A document of its own is no address.
  if (name == "srcdoc" || listed(name, address).every((one) => source(one, document.baseURI))) {
    const isCode = name == "data" || element.localName == "embed"
    const signed = name == "srcdoc" ? policy.createHTML(address) : isCode ? policy.createScriptURL(address) : address
    // An attribute of that name, set like this, would be none of XLink's.
    element.setAttribute(name.replace("xlink:", ""), signed)
  } else void report("address", OURS + name, address)
}

// Browsers fill a frame that came with the page's markup from their history, also after a no. One that a
// script has put in starts empty.
const renew = (element: Element): void => {
  if (element.localName == "iframe" && !element.hasAttribute("src")) putAgain(element)
}

/** The nonce of the page's scripts: while the page is parsed the first of them may be yet to come. */
export const pageNonce = (): string => {
  const found = nonce ?? document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? ""
  if (found || document.readyState != "loading") nonce = found
  return found
}
let nonce: string | undefined

const runTag = (tag: HTMLScriptElement, done: () => void): void => {
  // Else any markup that is injected into a page with nonces would run by ours.
  if (pageNonce() && tag.nonce != pageNonce()) {
    void report("nonce", markup(tag))
    return done()
  }
  const fields: { [name: string]: string } = {}
  for (const name of tag.getAttributeNames()) {
    const value = tag.getAttribute(name) as string
    if (name.startsWith(OURS)) fields[name.slice(OURS.length)] = value
    else if (name != "type" && name != "src" && name != "data-samtycke") fields[name] = value
  }
  run(fields, tag.textContent ?? "", done, tag)
}

/** A script element; one with an address is taken out again once it has loaded or failed, which `end` hears of. */
const create = (fields: { [name: string]: unknown }, end?: (isLoaded: boolean) => void): HTMLScriptElement => {
  const element = h("script", {})
  // First, so that a tag's own `onload` runs before what waits for the tag.
  for (const [name, value] of Object.entries(fields)) {
    const text = value === true ? "" : `${value}`
    if (name != "src" && value !== false && value != null) element.setAttribute(name, name.startsWith("on") ? policy.createScript(text) : text)
  }
  element.nonce = pageNonce()
  if (end) {
    const onEnd = ({ type }: Event) => {
      element.remove()
      end(type == "load")
    }
    element.addEventListener("load", onEnd)
    element.addEventListener("error", onEnd)
  }
  return element
}

const place = (element: Element): void => (document.head ?? document.documentElement).append(element)

/** What never answers holds nothing up for longer, in milliseconds. */
const PATIENCE = 10_000

/** Runs a script in the head, and takes it out again: no markup keeps a grant. */
const run = (fields: { [name: string]: unknown }, inline: string, done: () => void, tag?: Element): void => {
  // A script of SVG has its address in `href`.
  const { src = fields.href, type = "", async: isAsync, nomodule } = fields
  if (src === undefined) {
    const element = create(fields)
    element.text = policy.createScript(inline) as string
    shield(tag)
    place(element)
    // A module runs all the same, later and without an event. Rules hold as long as they are there.
    if (type != "speculationrules") element.remove()
    return done()
  }
  const address = source(`${src}`, tag ? document.baseURI : location.href)
  // No event comes of what no browser executes (HTML, "prepare the script element").
  if (!address || nomodule !== undefined || (type && !/javascript|ecmascript|^module$/i.test(`${type}`))) {
    // The half of a pair that is for older browsers is none.
    if (!address) report("address", "src", src)
    else if (nomodule === undefined) report("silent", src)
    return done()
  }
  // Not by `async = false`: in that order all scripts of the page wait for each other.
  if (isAsync === undefined || isAsync === false) setTimeout(done, PATIENCE)
  else done()
  const ends = IS_DEV && watcher?.waits()
  const element = create(fields, (isLoaded) => {
    if (ends) ends(isLoaded)
    if (!isLoaded) void report("script", src, "")
    done()
  })
  element.src = policy.createScriptURL(address)
  place(element)
}

/** What loads nothing: a place in the page, and a picture within its address. */
const HARMLESS = /^#|^data:image/

/** Elements in which a picture is a document, and may load more. */
const DOCUMENTS = /^(i?frame|object|embed)$/

/** Takes the addresses from an element that has no grant; says which it had of its own. */
export const shut = (element: Element): string[] => {
  const live = ADDRESSES.filter((name) => {
    const address = element.getAttribute(name)
    if (address === null || (HARMLESS.test(address) && !DOCUMENTS.test(element.localName))) return false
    if (!element.hasAttribute(OURS + name)) element.setAttribute(OURS + name, address)
    element.removeAttribute(name)
    return true
  })
  if (live[0]) reload(element)
  // Browsers keep showing what these have until they are inserted again.
  if (live[0] && /^(object|embed)$/.test(element.localName)) putAgain(element)
  return live
}

type PartOf = HTMLScriptElement["samtyckePart"]

/** Fetches a script of ours; nothing comes where it fails, hangs, or is of another build. */
export const fetchPart = (address: string, integrity: string): Promise<PartOf> =>
  new Promise((come) => {
    const end = () => come(element.samtyckePart)
    const element = create({}, end)
    element.integrity = integrity
    // Without this, the digest of a script on another host cannot be compared.
    element.crossOrigin = "anonymous"
    // A page's policy may refuse it: then it does not come.
    if (!attempt(() => (element.src = policy.createScriptURL(address)))) return come(undefined)
    // By what refers to the element: WebKit forgets the listeners of one that is in no document and that no code holds.
    setTimeout(end, PATIENCE)
    place(element)
    // It loads and runs all the same, and markup that somebody saves meanwhile has no script of ours (HTML,
    // "execute the script element", asks for the document alone).
    element.remove()
  })

/** A link, as to the policy: nothing is loaded before a visitor follows it. */
export const link = (address: string, text: string, label?: string): HTMLAnchorElement => {
  const element = h("a", label ? { "aria-label": label } : {}, text)
  // Not against a `<base>`, as its check.
  if (isSafeLink(address)) element.href = new URL(address, location.href).href
  return element
}
