// What is kept in the browser: our cookie, the receipts, and what services have stored, which is
// deleted on withdrawal.

import { attempt } from "./attempt.js"
import { report } from "./report.js"
import { ask, consent, started } from "./visit.js"
import { Say } from "./wire.ts"

/** `document.cookie`, whatever else of the page is named so; empty where the browser denies it. */
export const cookies = () => attempt(() => Reflect.get(Document.prototype, "cookie", document)) || ""

export const setCookie = (line) => attempt(() => Reflect.set(Document.prototype, "cookie", line, document))

const RECEIPTS = "samtycke.receipts"

/** The decisions made in this browser, newest first. */
export const receipts = () => {
  const list = attempt(() => JSON.parse(localStorage.getItem(RECEIPTS)))
  return Array.isArray(list) ? list : []
}

/** Keeps a receipt (GDPR article 7(1)), and of the older ones as many as 16 KB hold. */
export const keep = () => {
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
export let swept

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
