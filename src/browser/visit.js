// The visit: tells the model what happens and carries out what it answers, one effect at a time.
// Decides nothing.

import { report, send } from "./events.js"
import { attempt, connect, declare, hide, look, run, show, unknownTag } from "./page.js"
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
    report("broken", `it broke, so nothing more is loaded: ${thrown}`)
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
      report("broken", why)
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
      ? ask(Say.Start, now(), [config, ...facts(), cookies(), receipts()[0]])
      : "JSON is broken"
  if (typeof first == "string") return first
  started = config
  connect(config)
  carryOut(first)
  look([])
}

export const now = () => Math.floor(Date.now() / 1000)

/** `document.cookie`, whatever else of the page is named so; empty where the browser denies it. */
export const cookies = () => attempt(() => Reflect.get(Document.prototype, "cookie", document)) || ""

const setCookie = (line) => attempt(() => Reflect.set(Document.prototype, "cookie", line, document))

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

const RECEIPTS = "samtycke.receipts"

/** The decisions made in this browser, newest first. */
export const receipts = () => {
  const list = attempt(() => JSON.parse(localStorage.getItem(RECEIPTS)))
  return Array.isArray(list) ? list : []
}

/** Keeps a receipt (GDPR article 7(1)), and of the older ones as many as 16 KB hold. */
const keep = () => {
  const list = [consent(), ...receipts()]
  while (list.length > 1 && JSON.stringify(list).length > 16384) list.pop()
  const kept = attempt(() => (localStorage.setItem(RECEIPTS, JSON.stringify(list)), true))
  if (!kept) report("no-receipt", "storage is full or blocked, so `receipts()` lacks this choice.")
}

/** The service workers that were listed last, and what they are known by. */
let workers
const address = ({ active }) => active?.scriptURL.slice(location.origin.length)

/** Kinds of storage: the names of what is there, and what deletes one. */
const stores = [
  ["cookie", () => cookies().split("; ").map((pair) => pair.split("=")[0]), setCookie],
  ...["localStorage", "sessionStorage"].map((kind) => [
    kind,
    () => Object.keys(window[kind]),
    (name) => window[kind].removeItem(name),
  ]),
  [
    "indexedDb",
    // Where databases cannot be listed, those that are declared by their whole names.
    async () =>
      ((await indexedDB.databases?.()) || started.services.flatMap(({ cookies }) => cookies || [])).map(
        ({ name }) => name,
      ),
    (name) => new Promise((done) => (indexedDB.deleteDatabase(name).onsuccess = done)),
  ],
  ["cacheStorage", () => caches.keys(), (name) => caches.delete(name)],
  [
    "serviceWorker",
    async () => (workers = await navigator.serviceWorker.getRegistrations()).map(address),
    (name) => workers.map((worker) => address(worker) == name && worker.unregister()),
  ],
]

/** The end of the latest sweep. */
let swept

/** Deletes what services that may keep nothing have stored. A kind that is blocked or not there
 * stops no other. */
export const sweep = () => {
  swept = Promise.allSettled(
    stores.map(async ([kind, list, remove]) => {
      let names = list()
      // What is listed at once is deleted at once, before anyone hears of the change.
      if (names.then) names = await names
      return Promise.all(ask(Say.Gone, 0, [kind, ...names]).flatMap(remove))
    }),
  )
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

/** A constructable style sheet is not subject to the page's `style-src`. */
export const addStyle = (text) =>
  attempt(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    document.adoptedStyleSheets.push(sheet)
  })

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
]
