// What visitors meet: banner, settings, floating button, and the declaration in a page.

import style from "first.css"
import { attempt } from "./attempt.js"
import { idle } from "./idle.js"
import { act, ask } from "./visit.js"
import { Say, Surface } from "./wire.ts"

/** Surfaces by number: elements on the page, or descriptions that wait for its body. */
const surfaces = []
/** Our root. An element of the page's may have its id. */
let holder

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
  // Who is asked may want the settings next; so they are fetched once the banner has been drawn and the
  // page has nothing to do.
  if (number == Surface.Banner) setTimeout(() => idle(() => act(Say.Idle)), 99)
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

/** All places for the declaration that were ever seen. */
const places = new Set()

/** Tells of places for the declaration. */
export const tellPlaces = () => {
  for (const place of document.querySelectorAll(DECLARATION)) {
    if (!places.has(place)) act(Say.Place)
    places.add(place)
  }
}

/** Shows surfaces that have waited for the page's body, and knows those as closed that others have
 * taken away. */
export const keepUp = () =>
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

/** Draws what a section of the settings holds, the first time that it is opened. */
export const unfold = (section) => {
  const id = section?.dataset.samtyckeServices
  if (id && !section.children[1]) section.append(build(ask(Say.Services, 0, id)))
}

/** A constructable style sheet is not subject to the page's `style-src`. */
export const addStyle = (text) =>
  attempt(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    document.adoptedStyleSheets.push(sheet)
  })
