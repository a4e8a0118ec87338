// The page: runs scripts, shows surfaces, and hears what happens. Decides nothing.

import style from "first.css"
import { report } from "./events.js"
import { act, addStyle, ask, cookies, giveWay, now, receipts, sweep } from "./visit.js"
import { Say, Surface } from "./wire.ts"

/** Scripts by their number: those that services declare, as the configuration has them, then the
 * gated tags of the page. */
let scripts
/** Surfaces by number: elements on the page, or descriptions that wait for its body. */
const surfaces = []
/** Our root. An element of the page's may have its id. */
let holder

/** Calls a function once the page has nothing to do. */
const idle = window.requestIdleCallback || setTimeout

/** What a function says, or nothing where it throws, as for blocked storage. */
export const attempt = (get) => {
  try {
    return get()
  } catch {}
}

/** Under Trusted Types: signs what the configuration and gated tags hold. No code of the page
 * reaches it. Where there are none, or the page forbids the name, a text stays as it is. */
const keep = (text) => text
const rules = { createScript: keep, createScriptURL: keep }
const signed = attempt(() => trustedTypes.createPolicy("samtycke", rules)) || rules

/** Puts a script on the page, and tells `settled` of its element, or `failed` why it did not load. */
export const insert = (script, settled, failed) => {
  const element = document.createElement("script")
  try {
    // Any other element stays where it is, and is given its addresses. `javascript:` would be code,
    // and what cleans HTML up lets `data-` attributes stand.
    if (script.tagName && !script.matches("script")) {
      // Put in by script: Firefox fills a frame of the markup from its history, also after a no.
      script.replaceWith(script)
      for (const entry of Object.entries(script.dataset)) {
        if (/^(src|srcset|href|action|ping),(http|\/)/.test(entry)) script.setAttribute(...entry)
      }
      return
    }
    let { inline, attributes, ...rest } = script
    if (script.tagName) {
      rest = {}
      for (const { name, value } of script.attributes) {
        if (name != "type") rest[name.replace(/^data-(src|type)$/, "$1")] = value
      }
      inline = script.textContent
      attributes = {}
    }
    for (const [name, value] of Object.entries({ ...rest, ...attributes })) {
      // The type that `src` has to have; others take it as the text that it is.
      if (value !== false && value !== null) element.setAttribute(name, signed.createScriptURL(value === true ? "" : value))
    }
    if (inline) element.text = signed.createScript(inline)
    // Browsers hide a nonce from attributes, so it is read and set as a property.
    element.nonce = script.nonce || document.querySelector("script[nonce]")?.nonce || ""
    element.onload = () => settled(element)
    element.onerror = () => failed(element.src)
    if (script.tagName) script.replaceWith(element)
    // Behind a tag that is still being parsed it would look like something that follows it.
    else document.head.prepend(element)
  } catch (thrown) {
    failed(thrown)
  }
}

/** Runs a script, or lets a gated element load. */
export const run = (number) => {
  const script = scripts[number]
  const settled = () => act(Say.Settled, number)
  // Taken from the page while it waited: should it come again, it is found again.
  if (script.isConnected === false) return known.delete(script), settled()
  insert(script, settled, (why) => {
    report("script-failed", `the script ${why} did not load; the network panel says why.`)
    settled()
  })
}

/** Builds what view.rs describes: `[tag, attributes, what is inside…]`. */
export const build = ([tag, attributes, ...inside]) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...inside.map((part) => (part.map ? build(part) : part)))
  return element
}

/** Puts a surface on the page, once that has a body. */
export const show = (number, description) => {
  hide(number)
  surfaces[number] = description
  if (!document.body) return
  const element = (surfaces[number] = build(description))
  root().append(element)
  // Who is asked may want the settings next; so they are fetched once the page has nothing to do.
  if (number == Surface.Banner) idle(() => act(Say.Idle))
  if (element.showModal) {
    element.onclose = () => surfaces[number] == element && act(Say.Close, number)
    element.showModal()
    // Unseen, as behind a filter list's `#samtycke`, it would hold the page and nobody could close it.
    element.offsetWidth || element.close()
  }
}

/** Takes a surface from the page. A dialog is closed first, which gives the focus back. */
export const hide = (number) => {
  const element = surfaces[number]
  surfaces[number] = 0
  element?.close?.()
  element?.remove?.()
}

/** Our root. It stands first in the body, so that whoever goes by keyboard or by ear meets the
 * banner before the page; the focus is left alone. */
const root = () => {
  if (!holder?.isConnected) {
    if (!holder) addStyle(style)
    holder = document.createElement("div")
    holder.id = "samtycke"
    document.body.prepend(holder)
  }
  return holder
}

/** Fills the page's empty places for the declaration. */
export const declare = (_, description) => {
  for (const place of document.querySelectorAll(DECLARATION)) place.append(build(description))
}

const DECLARATION = "[data-samtycke-declaration]:empty"

const GATED = '[data-samtycke]:not(script:not([type="text/plain"]))'

/** Gated tags that wait to be told of, in the order they came in. */
const queue = []
/** All gated tags and places that were ever seen. */
const known = new Set()

const collect = (node) => {
  const tags = node.matches?.(GATED) ? [node] : node.querySelectorAll?.(GATED) || []
  for (const tag of tags) {
    if (!known.has(tag)) queue.push(tag)
    known.add(tag)
  }
}

/** Looks at what has been added to the page: gated tags, places for the declaration; shows surfaces
 * that have waited for its body, and knows those as closed that others have taken away. */
export const look = (mutations) => {
  for (const { addedNodes, attributeName, target } of mutations) (attributeName ? [target] : addedNodes).forEach(collect)
  const parsing = document.readyState == "loading"
  const found = []
  for (let tag; (tag = queue[0]); queue.shift()) {
    const fetched = tag.dataset.src || tag.src
    // An inline tag's text may have arrived in part only: it is whole once something follows.
    if (parsing && !fetched && !isFollowed(tag)) break
    scripts.push(tag)
    found.push(!!fetched && tag.matches("script:not([async])"), tag.dataset.samtycke)
  }
  if (found[0] != null) act(Say.Found, 0, found)
  surfaces.forEach((one, number) => {
    if (one.map) return show(number, one)
    // Of a number, which stands where none is, both fields are undefined.
    if (one.isConnected != false) return
    // What went with the whole body, where a page puts another in place, comes again; what was taken
    // away by itself, as tools do that visitors have, stays away.
    const swept = one.parentNode?.parentNode
    act(Say.Close, number)
    if (swept && !one.showModal) act(Say.Open, number)
  })
  if (parsing) return
  for (const place of document.querySelectorAll(DECLARATION)) {
    if (!known.has(place)) act(Say.Place)
    known.add(place)
  }
}

const isFollowed = (node) => node && (node.nextSibling || isFollowed(node.parentNode))

/** Names what a gated tag names, by the tag's number. */
export const unknownTag = (number) => unknown(scripts[number].dataset.samtycke)

/** Names an id that the configuration does not know. */
export const unknown = (id) =>
  report("", `no category and no service of the configuration has the id "${id}", so it is not granted.`)

/** The decision that an answer comes to: `true` is yes to all, `false` no, `null` as the switches
 * stand. */
export const decide = (answer, ids, byCode) =>
  act(Say.Decide, now(), [answer, ids, byCode, ...crypto.getRandomValues(new Uint8Array(16))])

const clicks = {
  accept: () => decide(true),
  reject: () => decide(false),
  withdraw: () => decide(false),
  save: () => decide(null),
  settings: () => act(Say.Open, Surface.Settings),
  close: () => act(Say.Close, Surface.Settings),
}

/** Draws what a section of the settings holds, the first time that it is opened. */
const unfold = (section) => {
  const id = section?.dataset.samtyckeServices
  if (id && !section.children[1]) section.append(build(ask(Say.Services, 0, id)))
}

/** Begins to hear what happens on the page. */
export const connect = (config) => {
  scripts = config.services.flatMap((service) => service.scripts || [])
  const listen = (target, event, hear) => target.addEventListener(event, hear, true)
  listen(document, "click", (event) => {
    unfold(event.target.closest?.("details"))
    const element = event.target.closest?.("[data-samtycke-click]")
    if (!element) return
    const meaning = element.getAttribute("data-samtycke-click")
    if (meaning == "toggle") return act(Say.Toggle, +element.checked, element.name)
    event.preventDefault()
    if (Object.hasOwn(clicks, meaning)) giveWay(clicks[meaning])
    else report("", `data-samtycke-click="${meaning}" is none of settings, accept, reject, withdraw.`)
  })
  // Another tab, or another page before a return in history, may have decided since; not before the
  // page was first shown. A window beside this one is heard at once, by the receipt that it keeps; in
  // WebKit only after a look at those.
  const returned = ({ persisted }) =>
    document.hidden || persisted == false || act(Say.Return, now(), cookies())
  listen(document, "visibilitychange", returned)
  listen(window, "pageshow", returned)
  listen(window, "storage", returned)
  idle(receipts)
  // What was deleted on withdrawal, a script that is still running may have written again.
  listen(window, "pagehide", () => ask(Say.Leaving) && sweep())
  listen(document, "DOMContentLoaded", () => look([]))
  // By the browser's search, or by code.
  listen(document, "toggle", (event) => unfold(event.target))
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributeFilter: ["type", "data-samtycke"] })
  collect(document)
}
