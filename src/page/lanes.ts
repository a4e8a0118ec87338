// Lanes: what is granted is let in through the door in order, one gate's beside the others', and gives way to the page.

import { type Declared, letIn } from "./door"
import { contents, inside, isInside, known } from "./entered"
import { isElement, OURS } from "./gate"
import { watcher } from "./watch"
import { unshield } from "./writes"

type Lane = { busy: boolean; waiting: (Element | Declared)[] }

/** What runs behind one gate, in order. */
const lanes = new Map<string, Lane>()

/** Inline scripts may still grow while the page is parsed. */
const isWhole = (thing: Element | Declared): boolean =>
  document.readyState != "loading" || !isElement(thing) || thing.hasAttribute(OURS + "src") || thing.localName != "script"

/** The lane of a gate, or of several at once. Elements other than scripts have one of their own. */
export const laneOf = (gates: string): Lane => {
  const lane = lanes.get(gates) ?? { busy: false, waiting: [] }
  lanes.set(gates, lane)
  return lane
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

/** What is paused, and what comes next, waits until the page has had another turn. */
export const giveWay = (): void => {
  const then = paused
  isDrawn = false
  pause(() => then?.())
}

/** Whether what runs has decided: it ends the stretch in which it runs. */
let isCut = false

/** Somebody decides meanwhile: what is left to run comes after that, if it is still granted. */
export const cutShort = (): void => {
  const then = paused
  isCut = running
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
  isCut = false
  while (again) {
    again = false
    for (const lane of lanes.values()) {
      while (!lane.busy && lane.waiting[0] && isWhole(lane.waiting[0])) {
        if (isCut || performance.now() - start > (isDrawn ? STRETCH : BREATH)) {
          running = false
          unshield()
          pause(then)
          return isCut ? cutShort() : undefined
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
  const isTag = isElement(thing)
  // A script that has run loads nothing when it is put back.
  const isLasting = isTag && thing.localName != "script"
  if (isTag) {
    if (!thing.isConnected || isInside(thing)) return
    if (isLasting && !inside.has(thing)) known.push(new WeakRef(thing))
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
    if (isLasting && inside.has(thing)) inside.set(thing, contents(thing))
    return
  }
  inside.delete(isTag ? thing : thing.script)
  done()
}
