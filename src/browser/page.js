// The page: runs scripts, shows surfaces, and hears what happens. Decides nothing.

import style from "first.css"
import { report } from "./events.js"
import { act, addStyle, ask, cookies, now, sweep } from "./visit.js"
import { Say, Surface } from "./wire.ts"

/** Scripts by their number: those that services declare, as the configuration has them, then the
 * gated tags of the page. */
let scripts
/** Surfaces by number: their descriptions, and their elements once the page has a body. */
const surfaces = []
const elements = []
/** How often a page may take one away before it stays away: some never tire of it. */
let patience = 99
/** Our root. An element of the page's may have its id. */
let holder

/** What a function says, or nothing where it throws, as for blocked storage. */
export const attempt = (get) => {
  try {
    return get()
  } catch {}
}

/** Runs a script. */
export const run = (number) => {
  const script = scripts[number]
  const element = document.createElement("script")
  const settled = () => act(Say.Settled, number)
  const failed = (why) => {
    report("script-failed", `the script ${why} did not load; the network panel says why.`)
    settled()
  }
  try {
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
      if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : value)
    }
    if (inline) element.append(inline)
    // Browsers hide a nonce from attributes, so it is read and set as a property.
    element.nonce = script.nonce || document.querySelector("script[nonce]")?.nonce || ""
    element.onload = settled
    element.onerror = () => failed(element.src)
    if (script.tagName) script.replaceWith(element)
    // Behind a tag that is still being parsed it would look like something that follows it.
    else document.head.prepend(element)
  } catch (thrown) {
    failed(thrown)
  }
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
  if (document.readyState == "loading") return
  const element = (elements[number] = build(description))
  root().append(element)
  // Who is asked may want the settings next; so they are fetched once the page has nothing to do.
  if (number == Surface.Banner) (window.requestIdleCallback || setTimeout)(() => act(Say.Idle))
  if (element.showModal) {
    element.onclose = () => elements[number] == element && act(Say.Close, number)
    element.showModal()
  }
}

/** Takes a surface from the page. A dialog is closed first, which gives the focus back. */
export const hide = (number) => {
  const element = elements[number]
  surfaces[number] = elements[number] = null
  element?.close?.()
  element?.remove()
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

const GATED = 'script[type="text/plain"][data-samtycke]'

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

/** Looks at what has been added to the page: gated tags, places for the declaration; and shows
 * surfaces that have waited for its body, or that the page has taken away, as one does that puts
 * another body in place. Settings that are gone are closed. */
export const look = (mutations) => {
  for (const { addedNodes } of mutations) addedNodes.forEach(collect)
  const parsing = document.readyState == "loading"
  for (let tag; (tag = queue[0]); ) {
    const fetched = tag.dataset.src || tag.src
    // An inline tag's text may have arrived in part only: it is whole once something follows.
    if (parsing && !fetched && !isFollowed(tag)) return
    queue.shift()
    scripts.push(tag)
    const gate = tag.dataset.samtycke
    if (!ask(Say.Known, 0, gate)) unknown(gate)
    act(Say.Found, +!!(fetched && !tag.hasAttribute("async")), gate)
  }
  if (parsing) return
  for (const place of document.querySelectorAll(DECLARATION)) {
    if (!known.has(place)) act(Say.Place)
    known.add(place)
  }
  surfaces.forEach((one, number) => {
    const element = elements[number]
    if (!one || element?.isConnected || patience-- < 1) return
    element?.close ? act(Say.Close, number) : show(number, one)
  })
}

const isFollowed = (node) => node && (node.nextSibling || isFollowed(node.parentNode))

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

/** Begins to hear what happens on the page. */
export const connect = (config) => {
  scripts = config.services.flatMap((service) => service.scripts || [])
  const listen = (target, event, hear) => target.addEventListener(event, hear, true)
  listen(document, "click", (event) => {
    const element = event.target.closest?.("[data-samtycke-click]")
    if (!element) return
    const meaning = element.getAttribute("data-samtycke-click")
    if (meaning == "toggle") return act(Say.Toggle, +element.checked, element.name)
    event.preventDefault()
    if (Object.hasOwn(clicks, meaning)) clicks[meaning]()
    else report("", `data-samtycke-click="${meaning}" is none of settings, accept, reject, withdraw.`)
  })
  // Another tab, or another page before a return in history, may have decided since.
  const returned = () => act(Say.Return, now(), cookies())
  listen(document, "visibilitychange", returned)
  listen(window, "pageshow", returned)
  // What was deleted on withdrawal, a script that is still running may have written again.
  listen(window, "pagehide", () => ask(Say.Leaving) && sweep())
  listen(document, "DOMContentLoaded", () => look([]))
  new MutationObserver(look).observe(document, { childList: true, subtree: true })
  collect(document)
}
