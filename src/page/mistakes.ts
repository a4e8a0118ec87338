// Mistakes in gated markup that nobody would hear of: what never loads, and what the gate around it does not hold.

import { attempt } from "./attempt"
import { SetOf } from "./core"
import { ADDRESSES, listed, markup, matches, named, OURS } from "./gate"
import type { EmbedKit } from "./kit"

/** What shows nothing without an address. */
const LOADING = "iframe,img,embed,object"

/** What loads from elsewhere by an attribute, without a gate of its own. */
const LIVE = ":is([src],[srcset],[data],[poster],link[href],image[href],use[href]):not([data-samtycke])"

/** An address that waits, and no gate: the element never loads, and a form is sent to the page's own address. */
const GATELESS = ADDRESSES.map((name) => `[${OURS}${CSS.escape(name)}]:not([data-samtycke])`).join()

/** Those whose address says whose they are. */
const RECOGNISED = "[data-samtycke-src]:not(script,link)"

const isElsewhere = (address: string): boolean => attempt(() => new URL(address, document.baseURI).origin != location.origin) ?? false

/** Names each mistake of each gated element once. */
export const mistakes = (...kit: EmbedKit) => {
  const granted = (id: string): boolean => kit[8](SetOf.Granted, id)
  const report = kit[19]
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
    // The browser may take one of the pictures beside it.
    const beside = element.parentElement?.localName == "picture" ? element.parentElement.querySelectorAll(LIVE) : []
    for (const inner of [...element.querySelectorAll(LIVE), ...beside]) {
      const live = ADDRESSES.find((name) => listed(name, inner.getAttribute(name) ?? "").some((one) => one && isElsewhere(one)))
      if (live) report("inner", live, markup(inner))
    }
    if (element.localName == "style") report("style-gate", markup(element))
    const target = element.getAttribute("name")
    const opener = target && document.querySelector(`:is(a,form)[target="${CSS.escape(target)}"]:not([data-samtycke])`)
    if (opener) report("target", markup(opener), markup(element))
  }

  return (): void => {
    for (const element of document.querySelectorAll(`[data-samtycke],${GATELESS}`)) {
      if (!seen.has(element)) matches(element, "[data-samtycke]") ? look(element) : matches(element, RECOGNISED) || report("gateless", markup(element))
      seen.add(element)
    }
  }
}
