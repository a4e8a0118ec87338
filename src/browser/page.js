// The hands and eyes of the module: everything that touches the page, each a few lines that decide
// nothing. In JavaScript because a call into the DOM is one expression here and many
// instructions in WebAssembly, which every visitor would download.

/** What `connect` gave: tells the model what happened; the configuration it has checked; our style. */
let heard, config, style
/** The snapshot that listeners were told last. */
let snapshot
/** Gated tags by their number, and those known. */
const tags = []
/** Surfaces by number: elements on the page, or texts that wait for its body. */
const surfaces = []
/** `[event, listener]` pairs. */
let listeners = []
/** `[id, resolve]` pairs. */
let promised = []
/** What was said on the console. */
const said = new Set()

/** What a getter says, or nothing where it throws, as for blocked storage. */
const attempt = (get) => {
  try {
    return get()
  } catch {}
}

/** What is heard; the same numbers stand in heard.rs. */
const CLICKED = 0
const TURNED = 1
const CLOSED = 2
const RETURNED = 3
const LEFT = 4
const FOUND = 5
const LOADED = 6
const FAILED = 7
const EMPTY = 8

/** Where the page is, the languages wanted, and the signals, one a line. */
export const facts = () =>
  [
    location.origin,
    location.hostname,
    location.pathname,
    [document.documentElement.lang, ...(navigator.languages || [])],
    attempt(() => navigator.doNotTrack),
    attempt(() => window.doNotTrack),
    attempt(() => navigator.msDoNotTrack),
    attempt(() => navigator.globalPrivacyControl),
  ].join("\n")

export const now = () => Date.now() / 1000

/** 32 random bits; unlike `randomUUID` this is there on plain http too. */
export const random = () => crypto.getRandomValues(new Uint32Array(1))[0]

export const cookies = () => attempt(() => document.cookie) || ""

/** Assigns a line to `document.cookie`; whether the browser kept it is seen by reading. */
export const setCookie = (line) => attempt(() => (document.cookie = line))

/** A stored text; empty where there is none, or storage is blocked. */
export const stored = (key) => attempt(() => localStorage.getItem(key)) || ""

/** Whether the browser stored it. */
export const store = (key, text) => attempt(() => (localStorage.setItem(key, text), true)) || false

/** The names of what a storage holds, a NUL between them: no other character is safe. */
export const stores = (kind) => attempt(() => Object.keys(window[kind]).join("\0")) || ""

/** Deletes one thing: a key of a storage, or a database. */
export const unstore = (kind, name) =>
  attempt(() =>
    kind == "indexedDb" ? indexedDB.deleteDatabase(name) : window[kind].removeItem(name),
  )

export const parse = JSON.parse

/** A configuration, or ids, as JSON. A clone first: it refuses functions, which JSON drops. */
export const json = (value) => (typeof value == "string" ? value : JSON.stringify(structuredClone(value)) || "")

/** Reports what went wrong: on the console once, and with a code as an `error` event. */
export const report = (code, message) => {
  if (!said.has(message)) {
    said.add(message)
    console.error(message)
  }
  if (code) send("error", { code, message })
}

const send = (event, detail) => {
  for (const [name, listener] of listeners.slice()) {
    if (name == event) call(listener, detail)
  }
  document.dispatchEvent(new CustomEvent("samtycke:" + event, { detail }))
}

/** Calls a function of the page's; what it throws stops nothing. */
const call = (listener, detail) => {
  try {
    listener(detail)
  } catch (thrown) {
    console.error(thrown)
  }
}

/** Tells listeners of an event, and keeps the promises that can be kept. */
export const tell = (event, text) => {
  snapshot = parse(text)
  promised = promised.filter(([id, resolve]) => !is_granted(id) || resolve())
  send(event, snapshot)
}

const is_granted = (id) => snapshot && (snapshot.granted.includes(id) || snapshot.services[id])

export const when = (id) =>
  new Promise((resolve) => (is_granted(id) ? resolve() : promised.push([id, resolve])))

const EVENTS = ["ready", "change", "open", "close", "error"]

export const on = (event, listener) => {
  const one = [event, listener]
  if (!EVENTS.includes(event) || typeof listener != "function") {
    report("", `Samtycke: \`on\` takes one of ${EVENTS.join(", ")} and a function; nothing was done.`)
  } else {
    if (event == "ready" && snapshot) call(listener, snapshot)
    listeners.push(one)
  }
  return () => {
    listeners = listeners.filter((other) => other != one)
  }
}

/** Runs a script of a service. */
export const runDeclared = (number, service, index) => {
  const { inline, attributes, ...rest } = config.services[service].scripts[index]
  run(number, { ...rest, ...attributes }, inline, (script) =>
    // Behind a tag that is still being parsed it would look like something that follows it.
    document.head.prepend(script),
  )
}

/** Replaces a gated tag by a copy that runs, with all its attributes. */
export const runTag = (number, tag) => {
  const element = tags[tag]
  const attributes = {}
  for (const { name, value } of element.attributes) {
    if (name != "type") attributes[name.replace(/^data-(src|type)$/, "$1")] = value
  }
  run(number, attributes, element.textContent, (script) => element.replaceWith(script), element.nonce)
}

const run = (number, attributes, code, insert, nonce) => {
  try {
    const script = document.createElement("script")
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== false && value !== null) script.setAttribute(name, value === true ? "" : value)
    }
    if (code) script.append(code)
    // Browsers hide a nonce from attributes, so it is read and set as a property.
    script.nonce = nonce || document.querySelector("script[nonce]")?.nonce || ""
    script.onload = () => heard(LOADED, number, "")
    script.onerror = () => heard(FAILED, number, script.src)
    insert(script)
  } catch (thrown) {
    heard(FAILED, number, String(thrown))
  }
}

/** Builds elements inside `parent` from what view.rs has written, and returns the last outermost. */
const build = (parent, text) => {
  const outermost = parent
  for (const part of text.split("\x1f")) {
    const rest = part.slice(1)
    const space = rest.indexOf(" ")
    if (part[0] == "<") parent = parent.appendChild(document.createElement(rest))
    else if (part[0] == "=") parent.setAttribute(rest.slice(0, space), rest.slice(space + 1))
    else if (part[0] == '"') parent.append(rest)
    else if (part) parent = parent.parentNode
  }
  return outermost.lastElementChild
}

/** Puts a surface on the page, once that has a body; the text says what is in it. */
export const show = (number, text) => {
  hide(number)
  surfaces[number] = text
  if (document.readyState == "loading") return
  const element = (surfaces[number] = build(root(), text))
  if (element.showModal) {
    element.onclose = () => surfaces[number] == element && heard(CLOSED, number, "")
    element.showModal()
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
  let element = document.getElementById("samtycke")
  if (!element) {
    element = document.createElement("div")
    element.id = "samtycke"
    document.body.prepend(element)
    if (style) {
      // Constructable style sheets are not subject to the page's `style-src`.
      attempt(() => {
        const sheet = new CSSStyleSheet()
        sheet.replaceSync(style)
        document.adoptedStyleSheets.push(sheet)
      })
      style = ""
    }
  }
  return element
}

/** Sets the switches of the open settings: on, whose name stands between the commas. */
export const align = (names) => {
  for (const input of document.querySelectorAll("#samtycke input")) {
    input.checked = names.includes(`,${input.name},`)
  }
}

/** Fills the page's empty places for the declaration. */
export const declare = (text) => {
  for (const place of document.querySelectorAll(DECLARATION)) build(place, text)
}

const DECLARATION = "[data-samtycke-declaration]:empty"
const GATED = 'script[type="text/plain"][data-samtycke]'

/** Finds gated tags in document order, places for the declaration, and surfaces that wait. */
export const look = () => {
  const parsing = document.readyState == "loading"
  for (const tag of document.querySelectorAll(GATED)) {
    if (tags.includes(tag)) continue
    const fetched = tag.dataset.src || tag.src
    // An inline tag's text may have arrived in part only: it is whole once something follows.
    if (parsing && !fetched && !is_followed(tag)) break
    tags.push(tag)
    heard(FOUND, +!!(fetched && !tag.hasAttribute("async")), tag.dataset.samtycke)
  }
  if (parsing) return
  if (document.querySelector(DECLARATION)) heard(EMPTY, 0, "")
  surfaces.forEach((text, number) => typeof text == "string" && show(number, text))
}

const is_followed = (node) => node && (node.nextSibling || is_followed(node.parentNode))

export const reload = () => location.reload()

/** Connects the model with the page. */
export const connect = (listener, text, css) => {
  heard = listener
  config = parse(text)
  style = css
  const listen = (target, event, act) => target.addEventListener(event, act, true)
  listen(document, "click", (event) => {
    const element = event.target.closest?.("[data-samtycke-click]")
    if (!element) return
    const meaning = element.getAttribute("data-samtycke-click")
    if (meaning == "toggle") return heard(TURNED, +element.checked, element.name)
    event.preventDefault()
    heard(CLICKED, 0, meaning)
  })
  // Another tab, or another page before a return in history, may have decided since.
  const returned = () => heard(RETURNED, 0, "")
  listen(document, "visibilitychange", returned)
  listen(window, "pageshow", returned)
  listen(window, "pagehide", () => heard(LEFT, 0, ""))
  listen(document, "DOMContentLoaded", look)
  new MutationObserver(look).observe(document, { childList: true, subtree: true })
}

