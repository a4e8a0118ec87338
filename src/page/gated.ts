// What waits on the page for a grant: found, let in through the door in order, and shut again.

import { holds, numberOf, SetOf } from "./core"
import { services } from "./declaration"
import { type Declared, gatesOf, isGranted, letIn, shut, unshield } from "./door"
import { contents, inside, isInside } from "./entered"
import { ADDRESSES, markup, OURS } from "./gate"
import { report, unknown } from "./report"
import { waitsForSteps } from "./vendors"
import { watcher } from "./watch"

/** Attributes of gated elements, for the observer of the page. */
export const WATCHED = ["data-samtycke", "type", ...ADDRESSES, ...ADDRESSES.map((name) => OURS + name)]

const GATED = "[data-samtycke]"

type Lane = { busy: boolean; waiting: (Element | Declared)[] }

/** What runs behind one gate, in order. */
const lanes = new Map<string, Lane>()

/** Inline scripts may still grow while the page is parsed. */
const isWhole = (thing: Element | Declared): boolean =>
  document.readyState != "loading" || !(thing instanceof Element) || thing.hasAttribute(OURS + "src") || thing.localName != "script"

/** Whether an element waits for no grant. */
export const isLetIn = (element: Element): boolean => !element.matches(GATED) || isGranted(gatesOf(element))

/** Looks at a part of the page for gated elements: puts the granted ones in their lanes, and shuts the others. */
export const collect = (node: Node): void => {
  if (!(node instanceof Element)) return
  if (node.matches(GATED)) take(node)
  if (node.firstElementChild) node.querySelectorAll(GATED).forEach(take)
}

const take = (element: Element): void => {
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
  if (element.localName == "script" && element.getAttribute("type") != "text/plain") {
    if (IS_DEV) watcher?.wrong(element, "ungated", "")
    return void report("ungated", markup(element))
  }
  // No browser has loaded it, and nothing would.
  if (element.matches("script[src],script[href]")) close(element)
  if (!isGranted(gates)) return close(element)
  const lane = laneOf(gates.join(" "))
  if (!isInside(element) && !lane.waiting.includes(element)) lane.waiting.push(element)
}

/** Whether something waits, or has waited, for which there can be a stand-in. */
export let hasWaited = false

/** Takes the addresses of an element without a grant. Those that are not from us are named. */
const close = (element: Element): void => {
  hasWaited ||= !element.matches("script,link")
  const live = shut(element)
  if (live[0] && !inside.delete(element)) {
    if (IS_DEV) watcher?.wrong(element, "live", live[0])
    void report("live", live[0], markup(element))
  }
}

const laneOf = (gates: string): Lane => {
  const lane = lanes.get(gates) ?? { busy: false, waiting: [] }
  lanes.set(gates, lane)
  return lane
}

/** Looks at the whole page anew, as after a decision. */
export const collectAll = (): void => {
  for (const service of services()) {
    const { id, scripts = [] } = service
    if (!holds(SetOf.Granted, id) || waitsForSteps(service)) continue
    const { waiting } = laneOf(id)
    for (const script of scripts) {
      if (inside.has(script)) continue
      inside.set(script, "")
      waiting.push({ service: id, script })
    }
  }
  document.querySelectorAll(GATED).forEach(take)
}

/** Whether something is about to be let in. */
export const isDue = (): boolean => [...lanes.values()].some(({ waiting }) => waiting[0])

/** Set once by what decides: what ends everything where the page has broken what is needed. */
let breakOff = (why: unknown): void => {
  throw why
}
export const onBreak = (listener: typeof breakOff): void => void (breakOff = listener)

/** What follows once the page has had its turn; until then nothing else runs either. */
let paused: (() => void) | undefined

/** Whether the page was drawn since this run began. */
let isDrawn = false

/**
 * Goes on once the page was drawn: what a visitor's answer has changed is seen first, and routers have kept their markup.
 * From then on a break is enough: browsers draw, and hear their visitor, in it.
 */
const pause = (then: () => void): void => {
  const goOn = () => {
    if (paused != then) return
    paused = undefined
    isDrawn = true
    try {
      run(then)
    } catch (why) {
      breakOff(why)
    }
  }
  paused = then
  if (isDrawn || document.readyState == "loading" || document.hidden) setTimeout(goOn, isDrawn ? 0 : 9)
  else requestAnimationFrame(() => setTimeout(goOn))
  // Browsers draw no frame of what nobody can see.
  setTimeout(goOn, 200)
}

/** Somebody decides meanwhile: what is left to run comes after that, if it is still granted. */
export const cutShort = (): void => {
  const then = paused
  if (!then) return
  paused = undefined
  setTimeout(() => run())
  then()
}

let running = false
let again = false

/** What a visitor's click may take before the page is drawn, and what comes in one go after that, in milliseconds. */
const BREATH = 8
const STRETCH = 20

/**
 * Lets in what can be: all that is first in its lane. Gives way to the page when that, with what was done since `start`,
 * takes long; `then` is called when nothing more can be let in for the moment.
 */
export const run = (then: () => void = () => {}, start = performance.now()): void => {
  again = true
  // Code that runs has decided or added something: the loop below goes on with that.
  if (running || paused) return then()
  running = true
  while (again) {
    again = false
    for (const lane of lanes.values()) {
      while (!lane.busy && lane.waiting[0] && isWhole(lane.waiting[0])) {
        if (performance.now() - start > (isDrawn ? STRETCH : BREATH)) {
          running = false
          unshield()
          return pause(then)
        }
        enter(lane.waiting.shift() as Element | Declared, lane)
      }
    }
  }
  running = isDrawn = false
  unshield()
  then()
}

/** Holds a thing up where the development build pretends that third parties are slow. Its gate is read after that. */
const isHeldUp = (thing: Element | Declared, lane: Lane): boolean => {
  const delay = watcher?.delay(thing)
  if (!delay) return false
  lane.busy = true
  lane.waiting.unshift(thing)
  setTimeout(() => {
    lane.busy = false
    run()
  }, delay)
  return true
}

const enter = (thing: Element | Declared, lane: Lane): void => {
  if (IS_DEV && isHeldUp(thing, lane)) return
  const isElement = thing instanceof Element
  if (isElement) {
    if (!thing.isConnected || isInside(thing)) return
    inside.set(thing, contents(thing))
  }
  lane.busy = true
  let waits = true
  const done = () => {
    if (!waits) return
    waits = lane.busy = false
    if (!running) run()
  }
  if (letIn(thing, done)) {
    // Its addresses are there now. Code that morphs markup may take them away again.
    if (isElement && inside.has(thing)) inside.set(thing, contents(thing))
    return
  }
  inside.delete(isElement ? thing : thing.script)
  done()
}

/** Gives every element but scripts its gated form back for a moment, since somebody keeps the page's markup. */
export const closeAll = (): void => {
  for (const element of document.querySelectorAll(GATED)) {
    if (element.localName == "script") continue
    inside.delete(element)
    shut(element)
  }
  // What is shut is seen by the observer, and put in its lane again. The markup is kept first, and what waits goes on then.
  const then = paused
  isDrawn = false
  pause(() => then?.())
}
