// A decision, and what follows from one, in this order: surfaces away, vendors told, leftovers deleted, what
// is granted run, the receipt kept, listeners told, the page loaded anew.

import { attempt } from "./attempt"
import { choice, connectModule, core, How, isConnected, now, numberOf, random, read, Status, What } from "./core"
import { cookies, deleteCookie, nameOfOurs, ours, put, readChoice, writeChoice } from "./cookie"
import { ifDeclared, isDeclared } from "./declaration"
import { stepEmbeds } from "./embedded"
import { fire } from "./events"
import { collectAll } from "./gated"
import { cutShort, onBreak, run } from "./lanes"
import { keepPromises } from "./promises"
import { keepReceipt } from "./receipts"
import { reload, runsOn } from "./reload"
import { noteGrants, remaining } from "./remains"
import { report } from "./report"
import { consent } from "./snapshot"
import { sweep } from "./storage"
import { ask, closeBanner, closeSettings, offerSettings } from "./surfaces"
import { tellVendors } from "./vendors"

/** What is told to other tabs and frames of the site. */
let channel: BroadcastChannel | undefined

/** Decisions that wait: one made by a listener comes after the others have heard of the first. */
const queue: { [number: number]: () => void } = {}
let first = 0
let last = 0
let busy = false

// By number, since a page may have redefined what arrays do.
const inTurn = (act: () => void): void => {
  queue[last++] = act
  cutShort()
  if (!busy) next()
}

const next = (): void => {
  busy = false
  const act = queue[first]
  if (!act) return
  delete queue[first++]
  busy = true
  try {
    act()
  } catch (why) {
    breakOff(why)
  }
}

/** Ends everything: nothing is granted any more, and no banner is left that cannot be answered. */
export const breakOff = (why: unknown): void => {
  connectModule(undefined)
  first = last
  busy = false
  attempt(() => close(0))
  void report("broken", why)
}

// Also where it goes on after a pause.
onBreak(breakOff)

export type Answers = [id: string, yes: boolean][]

/** Who said no before anything could take it in; a visitor's counts for more. */
let refused: How | undefined

/** A value of ours that holds a yes, whatever the name of its cookie. */
const YES = /^1(\.\d+){2}\.[\w-]{22}\./

/** A no needs no module and no declaration: without our cookie nothing is granted. */
const forget = (how: How): void => {
  refused = Math.min(refused ?? how, how)
  deleteCookie(nameOfOurs())
  if (isDeclared()) return
  for (const [name, value] of cookies()) if (YES.test(value)) deleteCookie(name)
}

/** Decides, from the cookies of this moment. Whatever breaks on the way, a no stands. */
export const decide = (what: What, how: How, answers: Answers = []): void => inTurn(() => {
  const isNo = what == What.None || what == What.AskedNone || (attempt(() => answers.some(([, yes]) => !yes)) ?? true)
  if (!isConnected() || !isDeclared()) {
    if (isNo) forget(how)
    ifDeclared(() => {
      close(0)
      if (isNo) reload(undefined, true)
    })
    return next()
  }
  try {
    takeIn(what, how, answers, isNo)
  } catch (why) {
    if (isNo) forget(how)
    throw why
  }
})

const takeIn = (what: What, how: How, answers: Answers, isNo: boolean): void => {
  const start = performance.now()
  readChoice()
  for (const [id, yes] of answers) core().answer(numberOf(id), +yes)
  const had = isYes()
  // A refusal identifies nobody.
  if (what != What.None) random()
  const length = core().decide(what, how, now())
  if (length) writeChoice(read(length))
  const status = core().observe()
  // What is said holds already.
  if (!length && !(status & Status.Changed)) {
    close(status)
    if (runsOn()) reload(undefined, true)
    return next()
  }
  if (status & Status.NotStored) {
    // What the jar still has may be an older yes.
    if (isNo) deleteCookie(nameOfOurs())
    void report("cookie")
  } else hearOthers()?.postMessage(0)
  // A refusal identifies nobody, so it leaves no receipt (EDPB-EDPS Joint Opinion 2/2026, paragraph 106).
  // A grant for one view is not an answer, so no receipt is kept of it.
  follow(status, true, what != What.Once && (had || isYes()), false, start)
}

/** Whether the choice in effect grants something: a refusal has the id `_`, with which a random one may begin. */
const isYes = (): boolean => !/^(\d+\.){3}_\.|^$/.test(choice())

/** Takes in a choice that was made elsewhere: in another tab, in a frame, before a return in history. */
export const observe = (): void => {
  // What still runs is not cut short for nothing.
  if (!isConnected() || attempt(() => choice() == ours())) return
  inTurn(() => {
    readChoice()
    const status = core().observe()
    // What is void here may count where a newer declaration is in effect, so it stays.
    if (status & Status.Changed) follow(status, false, false)
    else next()
  })
}

/** Puts the choice that the page was opened with in effect. */
export const begin = (signals: number): void => inTurn(() => {
  // Only the declaration says what our cookie is called.
  if (refused !== undefined) deleteCookie(nameOfOurs())
  readChoice()
  follow(core().start(signals), false, false, true)
  if (refused == How.Visitor) decide(What.None, How.Visitor)
})

/** Takes the settings away, and the banner where it has nothing left to ask. */
const close = (status: number): void => {
  closeSettings()
  if (!(status & Status.Ask)) closeBanner()
}

const follow = (status: number, isDecision: boolean, needsReceipt: boolean, isStart = false, start?: number): void => {
  // Takes out a yes that no longer counts. Not twins of our name: a visit answers nothing, and another site below the same domain may have written them.
  if (isStart && status & Status.Rewrite) put(choice())
  if (isDecision || !(status & Status.Ask)) close(status)
  // A start is no decision: the stored choice is what vendors are told first.
  if (!isStart) tellVendors()
  const swept = sweep()
  noteGrants()
  stepEmbeds()
  collectAll()
  run(() => {
    if (needsReceipt) keepReceipt(remaining())
    if (status & Status.Ask) ask()
    offer()
    isReady = true
    fire(isStart ? "ready" : "change", consent)
    if (status & Status.Reload || (isDecision && runsOn())) reload(swept, isDecision)
    next()
    // A listener may have decided otherwise.
    keepPromises()
  }, start)
}

/** Whether `ready` has been told. */
export let isReady = false

/** The button is not looked for before the page is there. */
const offer = (): void => {
  if (document.readyState != "loading") offerSettings()
}

/** A page that is kept for a return in history is thrown away if it is told something meanwhile. */
export const hearNobody = (): void => {
  channel?.close()
  channel = undefined
}

// The word may come before the cookie does, from another process; so it is looked for twice.
const hear = (): void => {
  observe()
  setTimeout(observe, 500)
}

/** Hears of decisions in other tabs and frames from now on, and can tell of one. */
export const hearOthers = (): BroadcastChannel | undefined => {
  channel ??= attempt(() => new BroadcastChannel(nameOfOurs()))
  if (channel) channel.onmessage = hear
  return channel
}
