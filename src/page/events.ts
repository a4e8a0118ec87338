// Code of the page that listens to events.

import { attempt } from "./attempt"

export type Listener = (detail: any) => void

export const EVENTS = ["ready", "change", "open", "close", "error"]

const listeners = new Set<[event: string, listener: Listener]>()

/** Calls a function of the page. What it throws goes to the console and stops nothing. */
export const call = (listener: Listener, detail: unknown): void => {
  try {
    listener(detail)
  } catch (thrown) {
    console.error(thrown)
  }
}

/** Tells every listener, each of what is true when its turn comes. */
export const fire = (event: string, detail: () => unknown): void => {
  // One that is added by a listener waits for the next event.
  for (const [name, listener] of [...listeners]) if (name == event) call(listener, detail())
  attempt(() => document.dispatchEvent(new CustomEvent("samtycke:" + event, { detail: detail() })))
}

/** Adds a listener; the answer takes it away again. */
export const listen = (event: string, listener: Listener): (() => void) => {
  const entry: [string, Listener] = [event, listener]
  listeners.add(entry)
  return () => void listeners.delete(entry)
}
