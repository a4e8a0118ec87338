// What services have stored: deleted wherever the service is not granted.

import { cookies, deleteCookie, nameOfOurs } from "./cookie"
import { holds, SetOf } from "./core"
import { services } from "./declaration"
import { RECEIPTS } from "./receipts"
import type { Stored } from "./site"

type Kind = Exclude<Stored["kind"], "pixel">

type Store = {
  list: () => string[] | Promise<string[]>
  remove: (name: string) => unknown
}

const webStorage = (storage: () => Storage): Store => ({
  list: () => Object.keys(storage()),
  remove: (name) => storage().removeItem(name),
})

/** Service workers are known by the path of their script. */
const address = ({ active, waiting, installing }: ServiceWorkerRegistration): string =>
  (active ?? waiting ?? installing)?.scriptURL.slice(location.origin.length) ?? ""

const workers = () => navigator.serviceWorker.getRegistrations()

const STORES: { [kind in Kind]: Store } = {
  cookie: { list: () => cookies().map(([name]) => name), remove: deleteCookie },
  localStorage: webStorage(() => localStorage),
  sessionStorage: webStorage(() => sessionStorage),
  indexedDb: {
    // Where databases cannot be listed, those that are declared by their whole names.
    list: async () => (await indexedDB.databases?.())?.map(({ name }) => name ?? "") ?? declared("indexedDb").map(([{ name }]) => name),
    remove: (name) => new Promise((done) => (indexedDB.deleteDatabase(name).onsuccess = done)),
  },
  cacheStorage: { list: () => caches.keys(), remove: (name) => caches.delete(name) },
  serviceWorker: {
    list: async () => (await workers()).map(address),
    remove: async (name) => Promise.all((await workers()).map((one) => address(one) == name && one.unregister())),
  },
}

/** What is declared of a kind, each with whether its service is granted. */
const declared = (kind: Kind): [Stored, boolean][] =>
  services().flatMap(({ id, cookies = [] }) => {
    const ofKind = cookies.filter((one) => one.kind == kind && one.party == "first" && one.httpOnly !== true)
    return ofKind.map((one): [Stored, boolean] => [one, holds(SetOf.Granted, id)])
  })

const pattern = (names: string[]): RegExp =>
  new RegExp(`^(${names.map((name) => name.replace(/[^*\w]/g, "\\$&").replace(/\*+/g, ".*")).join("|") || "(?!)"})$`, "s")

const sweepKind = async (kind: Kind): Promise<void> => {
  const all = declared(kind)
  const names = (kept: boolean) => all.filter(([, granted]) => granted == kept).map(([{ name }]) => name)
  const lost = names(false)
  // A kind that no service without a grant declares is not opened.
  if (!lost[0]) return
  const { list, remove } = STORES[kind]
  let found = list()
  // What can be listed at once is deleted at once, before anyone hears of the change.
  if (found instanceof Promise) found = await found
  const [goes, stays] = [pattern(lost), pattern([...names(true), nameOfOurs(), RECEIPTS])]
  await Promise.all(found.filter((name) => goes.test(name) && !stays.test(name)).map(remove))
}

/** Deletes what services without a grant have stored. A kind that is blocked stops no other. */
export const sweep = (): Promise<unknown> => Promise.allSettled((Object.keys(STORES) as Kind[]).map(sweepKind))
