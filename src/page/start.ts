// From a declaration to a page under it.

import { mistake } from "./check"
import { isConnected } from "./core"
import { begin, breakOff } from "./decision"
import { declare, keep, services, site } from "./declaration"
import { collectAll, run } from "./gated"
import { connectPage } from "./page"
import { address, fetchMessages } from "./parts"
import { report } from "./report"
import type { Site } from "./site"
import { connectVendors, waitsForSteps } from "./vendors"

/** The check of a development build: refuses a declaration with all that is wrong, or expands its presets. */
type Check = (declaration: unknown, refuse: (code: string, why: unknown) => never) => unknown

let checkAll: Check | undefined
export const setCheck = (check: Check): void => void (checkAll = check)

/** Whether a declaration was given, right or wrong. */
export let isGiven = false

/** Whether a declaration was taken; it may wait for the module. */
let isTaken = false

/** Starts under the declaration that was taken, once it and the module are there. */
export const startTogether = (): void => {
  if (!isTaken || !isConnected()) return
  try {
    const signals = declare(site())
    connectPage()
    begin(signals)
  } catch (why) {
    breakOff(why)
  }
}

/** Starts under a declaration that is known to be right. */
export const take = (site: Site): void => {
  keep(site)
  isTaken = true
  startTogether()
}

const refuse = (code: string, why: unknown): never => {
  void report(code, why)
  throw new Error(`Samtycke: ${code} ${why}`)
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (why) {
    return refuse("json", why)
  }
}

/**
 * Starts under a declaration: an object, or its JSON. The same one again changes nothing.
 *
 * Throws where the declaration is wrong; then nothing third-party is loaded.
 */
export const init = (declaration: Site | string): void => {
  isGiven = true
  const given = (typeof declaration == "string" ? parse(declaration) : declaration) as Site
  const expanded = (checkAll?.(given, refuse) ?? given) as Site
  if (isTaken) {
    if (JSON.stringify(expanded) != JSON.stringify(site())) void report("again")
    return
  }
  const place = mistake(expanded)
  if (place) refuse("declaration", place)
  take(expanded)
  if (services().some(waitsForSteps)) void takeSteps()
}

/** Fetches the steps part: what waits for it runs then. */
const takeSteps = async (): Promise<void> => {
  const messages = await fetchMessages()
  if (!messages) return void report("steps", address(""))
  connectVendors(messages.steps)
  collectAll()
  run()
}
