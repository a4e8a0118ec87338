// Receipts: what the visitor said yes to and took back in this browser (GDPR article 7(1)).

import { attempt } from "./attempt"
import { choice, now } from "./core"
import { report } from "./report"
import { language } from "./words"

export const RECEIPTS = "samtycke.receipts"

export type Receipt = {
  /** When, in whole seconds since 1970. */
  time: number
  /** The cookie's value: version, id, how, and what was granted. */
  value: string
  language: string
  /** Ids of services whose data the page cannot delete, and which may have left some; in the newest receipt, for all of them. */
  remains: string[]
}

/** The receipts, newest first; none where storage is blocked, or holds something else. */
export const receipts = (): Receipt[] => {
  const list = attempt(() => JSON.parse(localStorage.getItem(RECEIPTS) ?? "[]") as (Receipt | null)[])
  return Array.isArray(list) ? list.filter((one): one is Receipt => Array.isArray(one?.remains)) : []
}

/** Keeps one for the choice in effect, and as many older ones as 16 KB hold. */
export const keepReceipt = (remains: string[]): void => {
  const kept = attempt(() => {
    const older = receipts()
    for (const one of older) one.remains = []
    const list = [{ time: now(), value: choice(), language: language(), remains }, ...older]
    while (list.length > 1 && JSON.stringify(list).length > 16_384) list.pop()
    localStorage.setItem(RECEIPTS, JSON.stringify(list))
    return true
  })
  if (!kept) void report("receipt")
}
