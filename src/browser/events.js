// What code of the page hears: events, promises, and words on the console.

import { has } from "./api.js"
import { consent, started } from "./visit.js"

/** `[event, listener]` pairs. */
let listeners = []
/** `[id, resolve]` pairs. */
let promised = []
/** What went wrong last, for listeners that come later than the start. */
let problem
/** What was said on the console. */
const said = new Set()

/** Reports what went wrong: on the console once, and with a code as an `error` event. */
export const report = (code, text) => {
  const message = "Samtycke: " + text
  if (!said.has(message)) {
    said.add(message)
    console.error(message)
  }
  if (code) fire("error", (problem = { code, message }))
}

/** Tells of an event of the visit, and keeps the promises that can be kept. */
export const send = (event) => {
  promised = promised.filter(([id, resolve]) => !has(id) || resolve())
  fire(event, consent())
}

const fire = (event, detail) => {
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

/** A promise that is kept once the id is granted. */
export const when = (id) =>
  new Promise((resolve) => (has(id) ? resolve() : promised.push([id, resolve])))

/** Adds a listener and returns the function that takes it away. */
export const on = (event, listener) => {
  const one = [event, listener]
  if (!/^(ready|change|open|close|error)$/.test(event) || typeof listener != "function") {
    report("", "`on` takes ready, change, open, close or error, and a function.")
  } else {
    // Before there is a configuration only what failed at the start can have gone wrong.
    if (event == "ready" && started) call(listener, consent())
    if (event == "error" && problem && !started) call(listener, problem)
    listeners.push(one)
  }
  return () => {
    listeners = listeners.filter((other) => other != one)
  }
}
