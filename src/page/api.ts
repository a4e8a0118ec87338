// The functions of `window.samtycke` and of the ES module.

import { holds, How, numberOf, SetOf, What } from "./core"
import { type Answers, decide, isReady } from "./decision"
import { ifDeclared, isDeclared } from "./declaration"
import { call, EVENTS, listen, type Listener } from "./events"
import { whenGranted } from "./promises"
import { receipts } from "./receipts"
import { latest, report, unknown } from "./report"
import { consent } from "./snapshot"
import { closeBanner, closeSettings, openBanner, openSettings, redraw } from "./surfaces"
import { setWanted } from "./words"

/** Whether a category or service is granted now. Unknown ids are not, and are named. */
const has = (id: string): boolean => {
  if (isDeclared() && numberOf(id) < 0) unknown(String(id))
  return holds(SetOf.Granted, id)
}

/** Decides by code. Unknown ids are named; if no other is there, nothing is decided. */
const byCode = (answers: Answers): void =>
  ifDeclared(() => {
    const known = answers.filter(([id]) => {
      if (numberOf(id) < 0) unknown(id)
      return numberOf(id) >= 0
    })
    for (const [id, yes] of known) {
      if (yes && holds(SetOf.RuledOut, id)) report("signal", id)
    }
    if (known[0]) decide(What.These, How.Api, known)
  })

/** Ids, one after another or in an array; nothing for what is a mistake. */
const idsOf = (ids: unknown[]): string[] | undefined => {
  const list = ids.flat()
  if (list.every((id) => typeof id == "string")) return list as string[]
  report("ids", "accept or reject", ...ids)
  return
}

const answer = (yes: boolean, all: What) => (...ids: unknown[]): void => {
  if (!ids.length) return decide(all, How.Api)
  const list = idsOf(ids)
  if (list) byCode(list.map((id) => [id, yes]))
}

const accept = answer(true, What.All)

const reject = answer(false, What.None)

const withdraw = (): void => decide(What.None, How.Api)

/** Decides by id; anything but `true` is a no. */
const set = (answers: { [id: string]: boolean }): void => {
  if (typeof answers != "object" || !answers || Array.isArray(answers)) report("ids", "set", answers)
  else byCode(Object.entries(answers).map(([id, yes]) => [id, yes === true]))
}

const open = (): void => ifDeclared(openBanner)

const settings = (): void => ifDeclared(() => void openSettings())

const close = (): void => {
  closeSettings()
  closeBanner()
}

/** A promise that is kept once an id is granted. */
const when = (id: string): Promise<void> => {
  has(id)
  return new Promise((keep) => whenGranted(id, keep))
}

/** Adds a listener; the answer takes it away. Late listeners are told of `ready`, and of the latest `error` while no declaration is in effect. */
const on = (event: string, listener: Listener): (() => void) => {
  if (!EVENTS.includes(event) || typeof listener != "function") {
    report("listener", event)
    return () => {}
  }
  if (event == "ready" && isReady) call(listener, consent())
  if (event == "error" && latest && !isDeclared()) call(listener, latest)
  return listen(event, listener)
}

/** Speaks another language from now on: a BCP 47 tag. */
const setLanguage = async (tag: string): Promise<void> => {
  setWanted(`${tag}`)
  await redraw()
}

/** All of them, as `window.samtycke` has them. */
export const api = { accept, close, consent, has, on, open, receipts, reject, set, setLanguage, settings, when, withdraw }
