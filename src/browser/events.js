// What code of the page waits for: events of the visit, and promises.

import { call, fire, listeners, problem, report } from "./report.js"
import { consent, has, started } from "./visit.js"

/** `[id, resolve]` pairs. */
let promised = []

/** Tells of an event of the visit, and keeps the promises that can be kept. */
export const send = (event) => {
  promised = promised.filter(([id, resolve]) => !has(id) || resolve())
  fire(event, consent())
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
    listeners.add(one)
  }
  return () => listeners.delete(one)
}
