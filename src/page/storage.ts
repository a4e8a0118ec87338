// What services have stored: deleted wherever the service is not granted.

import { cookies, deleteCookie, nameOfOurs } from "./cookie"
import { holds, SetOf } from "./core"
import { services } from "./declaration"
import { RECEIPTS } from "./receipts"
import { isOutOfReach } from "./remains"
import type { Stored } from "./site"

type Kind = Stored["kind"]

/** Names of a kind that are declared: by services without a grant, and by the others. */
type Declared = { lost: string[]; kept: string[] }

type Store = {
  list: (declared: Declared) => string[] | Promise<string[]>
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

/** How each kind is listed and deleted; a pixel is nowhere. */
export const STORES: { [kind in Kind]?: Store } = {
  cookie: { list: () => cookies().map(([name]) => name), remove: deleteCookie },
  localStorage: webStorage(() => localStorage),
  sessionStorage: webStorage(() => sessionStorage),
  indexedDb: {
    // Where databases cannot be listed, those that are declared by their whole names.
    list: async ({ lost }) => (await indexedDB.databases?.())?.map(({ name }) => name ?? "") ?? lost,
    remove: (name) => new Promise((done) => (indexedDB.deleteDatabase(name).onsuccess = done)),
  },
  cacheStorage: { list: () => caches.keys(), remove: (name) => caches.delete(name) },
  serviceWorker: {
    list: async () => (await workers()).map(address),
    remove: async (name) => Promise.all((await workers()).map((one) => address(one) == name && one.unregister())),
  },
}

const pattern = (names: string[]): RegExp =>
  new RegExp(`^(${names.map((name) => name.replace(/[^*\w]/g, "\\$&").replace(/\*+/g, ".*")).join("|")})$`, "s")

const sweepKind = async (store: Store, declared: Declared): Promise<void> => {
  let found = store.list(declared)
  // What can be listed at once is deleted at once, before anyone hears of the change.
  if (found instanceof Promise) found = await found
  const [goes, stays] = [pattern(declared.lost), pattern([...declared.kept, nameOfOurs(), RECEIPTS])]
  await Promise.all(found.map((name) => goes.test(name) && !stays.test(name) && store.remove(name)))
}

/**
 * Deletes what services without a grant have stored. A kind that none of them declares is not opened, and
 * one that is blocked stops no other.
 */
export const sweep = (): Promise<unknown> => {
  const kinds = new Map<Kind, Declared>()
  for (const { id, cookies = [] } of services()) {
    const isKept = holds(SetOf.Granted, id)
    for (const cookie of cookies) {
      if (cookie.keep || isOutOfReach(cookie)) continue
      const { name, kind = "cookie" } = cookie
      const declared = kinds.get(kind) ?? { lost: [], kept: [] }
      kinds.set(kind, declared)
      declared[isKept ? "kept" : "lost"].push(name)
    }
  }
  return Promise.allSettled([...kinds].map(([kind, declared]) => declared.lost[0] && STORES[kind] && sweepKind(STORES[kind], declared)))
}
