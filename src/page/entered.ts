// What was let in, and whether it is still what it was.

import type { Declared } from "./door"
import { ADDRESSES, OURS } from "./gate"

/** What was let in of an element, by its addresses; nothing of the page is held. */
export const inside = new WeakMap<Element | Declared["script"], string>()

/** Elements that were let in: what is out of the page during a withdrawal may be put back later. */
export const known: WeakRef<Element>[] = []

/** What would be let in of an element, and what is: it changes with its addresses, and with an inline script's code. */
export const contents = (element: Element): string =>
  element.localName == "script"
    ? `${element.getAttribute(OURS + "src")} ${element.textContent}`
    : ADDRESSES.map((name) => [element.getAttribute(OURS + name), element.hasAttribute(name)]).join()

/** Whether an element is inside as it stands now. */
export const isInside = (element: Element): boolean => inside.has(element) && inside.get(element) == contents(element)
