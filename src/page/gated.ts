// What waits on the page for a grant: found, put in its lane, and shut again.

import { holds, numberOf, SetOf } from "./core"
import { services } from "./declaration"
import { gatesOf, isGranted, shut } from "./door"
import { inside, isInside, known } from "./entered"
import { ADDRESSES, isElement, markup, matches, OURS, recognised } from "./gate"
import { giveWay, laneOf } from "./lanes"
import { report, unknown } from "./report"
import { waitsForSteps } from "./vendors"
import { watcher } from "./watch"

/** Attributes of gated elements, for the observer of the page. */
export const WATCHED = ["data-samtycke", "type", ...ADDRESSES, ...ADDRESSES.map((name) => OURS + name)]

const GATED = "[data-samtycke]"

/** Whether an element waits for no grant. */
export const isLetIn = (element: Element): boolean => !matches(element, GATED) || isGranted(gatesOf(element))

/** Looks at a part of the page for gated elements: puts the granted ones in their lanes, and shuts the others. */
export const collect = (node: Node): void => {
  if (!isElement(node)) return
  if (matches(node, GATED)) take(node)
  if (node.firstElementChild) node.querySelectorAll(GATED).forEach(take)
}

/** Scripts that were named since they ran without a grant. */
const ungated = new WeakSet<Element>()

const take = (element: Element): void => {
  const address = recognised.get(element)
  if (address !== undefined && address != element.getAttribute(OURS + "src")) {
    // Frameworks use an element again for another embed: the gate was that of the old address.
    recognised.delete(element)
    close(element)
    return element.removeAttribute("data-samtycke")
  }
  const gates = gatesOf(element)
  if (IS_DEV) watcher?.found(element)
  for (const id of gates) {
    if (numberOf(id) < 0) {
      if (IS_DEV) watcher?.wrong(element, "unknown", id)
      unknown(id)
      return close(element)
    }
  }
  if (element.hasAttribute("data-src")) void report("lazy", markup(element))
  if (element.localName == "script" && !/^text\/plain$/i.test(element.getAttribute("type") ?? "")) {
    if (!ungated.has(element)) {
      ungated.add(element)
      if (IS_DEV) watcher?.wrong(element, "ungated", "")
      void report("ungated", markup(element))
    }
    // The browser has run this one; a copy of it is not to load again.
    return isGranted(gates) ? undefined : void shut(element)
  }
  // Of what can have a stand-in the embeds part names it.
  if (!gates[0] && element.localName == "script") void report("gateless", markup(element))
  // No browser has loaded it, and nothing would.
  if (matches(element, "script[src],script[href]")) close(element)
  if (!isGranted(gates)) return close(element)
  // Only scripts wait for those before them: a form would be sent to where it must not, and a film not shown.
  const lane = laneOf((element.localName == "script" ? "" : "+") + gates.join(" "))
  if (!isInside(element) && !lane.waiting.includes(element)) lane.waiting.push(element)
}

/** Whether something waits, or has waited, for which there can be a stand-in. */
export let hasWaited = false

/** Takes the addresses of an element without a grant. Those that are not from us are named. */
const close = (element: Element): void => {
  hasWaited ||= !matches(element, "script,link")
  const live = shut(element)
  if (live[0] && !inside.delete(element)) {
    if (IS_DEV) watcher?.wrong(element, "live", live[0])
    void report("live", live[0], markup(element))
  }
}

/** Looks at the whole page anew, as after a decision. */
export const collectAll = (): void => {
  for (const service of services()) {
    const { id, scripts = [] } = service
    if (!holds(SetOf.Granted, id) || (!IS_BUILT && waitsForSteps(service))) continue
    const { waiting } = laneOf(id)
    for (const script of scripts) {
      if (inside.has(script)) continue
      inside.set(script, "")
      waiting.push({ service: id, script })
    }
  }
  document.querySelectorAll(GATED).forEach(take)
  for (const one of known.splice(0)) {
    const element = one.deref()
    if (!element) continue
    known.push(one)
    if (!element.isConnected) take(element)
  }
}

/** Gives every element but scripts its gated form back for a moment, since somebody keeps the page's markup. */
export const closeAll = (): void => {
  for (const element of document.querySelectorAll(GATED)) {
    if (element.localName == "script") continue
    inside.delete(element)
    shut(element)
  }
  // What is shut is seen by the observer, and put in its lane again. The markup is kept first, and what waits goes on then.
  giveWay()
}
