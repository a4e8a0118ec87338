// The visit: tells the model what happens and has carried out what it answers, one effect at a time.
// Decides nothing.

import { report, unknown } from "./report.js"
import { Effect, Say } from "./wire.ts"

/** The module's `act`: what kind of thing, a number and a text in, a text out. Without it nothing is
 * known, and nothing granted. */
let core = () => "null"
/** What carries out each effect, by its number. */
let hands = []
/** Where the second layer is fetched from. */
export let base
/** The configuration, once it is in effect. */
export let started

/** Taken before the page can put others in their place. */
const { parse, stringify } = JSON

/** Takes the module's `act`, what carries out its answers, and the folder that the second layer is in. */
export const equip = (act, effects, folder) => {
  core = act
  hands = effects
  base = folder
}

/** What most likely is the reason, in words. */
const redefined = "; has the page redefined it? "

/** Asks the model. Should the module ever break, nothing is granted any more; what is no JSON, and so
 * the page's mistake, is thrown. */
export const ask = (kind, number = 0, what = "") => {
  const text = stringify(what)
  try {
    // A `toJSON` of the page's on every array would make another message of this one.
    if (what?.map && what.toJSON) throw "toJSON"
    return parse(core(kind, number, text))
  } catch (thrown) {
    core = () => "null"
    started = undefined
    report("broken", "it broke, so nothing more is loaded" + redefined + thrown)
    return null
  }
}

/** Tells the model what happened, and does what follows. */
export const act = (kind, number, what) => carryOut(ask(kind, number, what))

/** What fails, as where the page has redefined what it takes, stops nothing else; what is no effect
 * ends it. */
const carryOut = (effect) => {
  for (let hand; (hand = hands[effect?.[0]]); effect = ask(Say.Next)) {
    try {
      hand(effect[1], effect[2])
    } catch (why) {
      report("broken", "something broke" + redefined + why)
    }
    if (effect[0] == Effect.Run && performance.now() > end) {
      return setTimeout(() => giveWay(() => carryOut(ask(Say.Next))))
    }
  }
}

/** When scripts stop to run on for the moment. */
let end = Infinity

/** Carries out what a click means, but with a break after 25 ms, so that what comes of it is seen
 * within 50 however many scripts there are. Who decides by code has all of it done on return. */
export const giveWay = (carryOut) => {
  end = performance.now() + 25
  carryOut()
  end = Infinity
}

/** Starts under a configuration, of a page that is as the facts say; `connect` begins to hear it. Returns
 * what is wrong with the configuration, if anything is. */
export const start = (config, facts, connect) => {
  // Before the start everything is `null`, unless the page has redefined what reads the answers.
  const first =
    ask(Say.Has) === null ? ask(Say.Start, now(), [config, ...facts]) : "JSON is broken" + redefined
  if (typeof first == "string") return first
  started = config
  connect(config)
  carryOut(first)
}

export const now = () => Math.floor(Date.now() / 1000)

/** Whether a category or service is granted now. */
export const has = (name) => {
  const id = String(name)
  const granted = started && ask(Say.Has, 0, id)
  if (granted === null) unknown(id)
  return !!granted
}

/** What is granted now, and how that came; before the start nothing is. */
export const consent = () => {
  const { version = null, categories = [], services = [] } = started || {}
  const [time, id, how, signal, language, ids, ...remains] = ask(Say.Consent) || [null, null, null, null, null, []]
  const named = (wanted) => categories.map(({ id }) => id).filter((id) => ids.includes(id) == wanted)
  return {
    version,
    decided: !!time,
    granted: named(true),
    denied: named(false),
    services: Object.fromEntries(services.map(({ id }) => [id, ids.includes(id)])),
    signal,
    id,
    time,
    how,
    language,
    remains,
  }
}
