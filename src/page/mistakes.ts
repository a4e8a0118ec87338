// Mistakes in gated markup that nobody would hear of: what never loads, and what the gate around it does not hold.

import { attempt } from "./attempt"
import { ADDRESSES, markup, matches, named, OURS } from "./gate"
import type { EmbedKit } from "./kit"

/** What shows nothing without an address. */
const LOADING = "iframe,img,embed,object"

/** Attributes by which something within an element loads from elsewhere. */
const LIVE = ["src", "data"]

const isElsewhere = (address: string): boolean => attempt(() => new URL(address, document.baseURI).origin != location.origin) ?? false

/** Names each mistake of each gated element once. */
export const mistakes = (...kit: EmbedKit) => {
  const granted = kit[8]
  const report = kit[21]
  const seen = new WeakSet<Element>()

  const look = (element: Element): void => {
    if (!named(element)[0]) report("gateless", markup(element))
    const lazy = ADDRESSES.filter((name) => element.hasAttribute("data-" + name))
    // That of `src` is named where it is found.
    for (const name of lazy) if (name != "src") report("lazy", markup(element), name)
    const hasAddress = ADDRESSES.some((name) => element.hasAttribute(OURS + name))
    if (matches(element, LOADING) && !lazy[0] && !hasAddress) report("empty", markup(element))
    // A vendor that was let in has filled its box.
    if (named(element).every(granted)) return
    for (const name of LIVE) {
      for (const inner of element.querySelectorAll(`[${name}]:not([data-samtycke])`)) {
        if (isElsewhere(inner.getAttribute(name) ?? "")) report("inner", name, markup(inner))
      }
    }
  }

  return (): void => {
    for (const element of document.querySelectorAll("[data-samtycke]")) {
      if (!seen.has(element)) look(element)
      seen.add(element)
    }
  }
}
