// The visit: tells the model what happens and carries out what it answers, one effect at a time.
// Decides nothing.

import { attempt } from "./attempt.js"
import { report, send } from "./events.js"
import { run, unknownTag } from "./gated.js"
import { connect, look } from "./page.js"
import { cookies, keep, receipts, setCookie, sweep, swept } from "./storage.js"
import { addStyle, declare, hide, show } from "./surfaces.js"
import { Effect, Say } from "./wire.ts"

/** The module's `act`: what kind of thing, a number and a text in, a text out. Without it nothing is
 * known, and nothing granted. */
let core = () => "null"
/** Where the second layer is fetched from. */
let base
/** The configuration, once it is in effect. */
export let started

/** Taken before the page can put others in their place. */
const { parse, stringify } = JSON

/** Takes the module's `act`, and the folder that the second layer is in. */
export const attach = (act, folder) => {
  core = act
  base = folder
}

/** What most likely is the reason, in words. */
const page = "; has the page redefined it? "

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
    report("broken", "it broke, so nothing more is loaded" + page + thrown)
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
      report("broken", "something broke" + page + why)
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

/** Starts; returns what is wrong with the configuration, if anything is. */
export const start = (config) => {
  // Before the start everything is `null`, unless the page has redefined what reads the answers.
  const first =
    ask(Say.Has) === null
      ? ask(Say.Start, now(), [config, ...facts(), cookies()])
      : "JSON is broken" + page
  if (typeof first == "string") return first
  started = config
  connect(config)
  carryOut(first)
  look([])
}

export const now = () => Math.floor(Date.now() / 1000)

/** Where the page is, the languages wanted, and the signals. */
const facts = () => [
  location.origin,
  location.hostname,
  location.pathname,
  [document.documentElement.lang, ...(navigator.languages || [])].join(),
  // Internet Explorer's third spelling is left out: it has no WebAssembly.
  [attempt(() => navigator.doNotTrack), attempt(() => window.doNotTrack)].join(),
  String(attempt(() => navigator.globalPrivacyControl)),
]

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

/** What is at an address; throws the status where that is none of success. */
export const get = async (url) => {
  const answer = await fetch(url)
  if (!answer.ok) throw answer.status
  return answer.json()
}

/** Fetches the second layer: the settings, the declaration and their style. */
const fetchMore = async (_, language) => {
  const url = `${base}samtycke.${language}.json`
  let more = null
  try {
    more = await get(url)
    addStyle(more.css)
  } catch (why) {
    report("layer", `${url}, which belongs beside the script, cannot be fetched (${why}): no settings.`)
  }
  act(Say.More, 0, more)
}

/** What carries out each effect, in the order of their numbers (`Effect::numbers`). */
const hands = [
  (_, line) => {
    setCookie(line)
    act(Say.Stored, now(), cookies())
  },
  keep,
  sweep,
  run,
  fetchMore,
  show,
  hide,
  (_, ids) => {
    for (const input of document.querySelectorAll("#samtycke input")) input.checked = ids.includes(input.name)
  },
  declare,
  (event) => send(["ready", "change", "open", "close"][event]),
  () =>
    report("not-stored", "the browser did not keep the cookie, so the choice is not in effect. Are cookies off?"),
  (_, id) => report("", `the browser's signal rules out "${id}", so it was not granted.`),
  unknownTag,
  // Not before all is deleted, but a deletion that hangs holds nobody up.
  () => Promise.race([swept, new Promise((late) => setTimeout(late, 1000))]).then(() => location.reload()),
  () => act(Say.More, 1, receipts()[0]),
]
