// What the development build sees of the page layer, and changes in it. Every use lies behind IS_DEV, so
// no other build has a byte of it.

import type { Declared } from "./door"

export type Thing = Element | Declared

export type Watcher = {
  /** The declaration to start under, in place of the one that was given. */
  prepare: (declaration: unknown) => unknown
  /** A gated element was found on the page. */
  found: (element: Element) => void
  /** What is wrong with an element: `live` with the attribute, `unknown` with the id, `ungated`. */
  wrong: (element: Element, state: "live" | "unknown" | "ungated", why: string) => void
  /** For how long a thing is held up before it is let in, in milliseconds. */
  delay: (thing: Thing) => number
  /** A thing is let in, from here to `left`. */
  enters: (thing: Thing) => void
  left: () => void
  /** What was let in waits for an answer; the answer is called with whether that came. */
  waits: () => (isLoaded: boolean) => void
  /** Something was reported. */
  reported: (code: string) => void
}

export let watcher: Watcher | undefined
export const watch = (one: Watcher): void => void (watcher = one)
