// What is stored in this browser for the page's origin: names alone, for the inspector.

import { STORES } from "./storage"

export type Names = { kind: string; names: string[] | null }

const LISTED = Object.entries(STORES)

/** The names of a kind; none where the browser does not list or denies them. */
const list = async ([kind, store]: (typeof LISTED)[0]): Promise<Names> => {
  // The list of databases would fall back to declared names.
  if (kind == "indexedDb" && !window.indexedDB?.databases) return { kind, names: null }
  try {
    const names = await store.list({ lost: [], kept: [] })
    return { kind, names: [...new Set(names)].filter((name) => name != "").sort() }
  } catch {
    return { kind, names: null }
  }
}

/** The names of every kind. */
export const stored = (): Promise<Names[]> => Promise.all(LISTED.map(list))
