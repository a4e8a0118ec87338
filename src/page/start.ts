// From a declaration to a page under it.

import { mistake } from "./check"
import { isConnected } from "./core"
import { begin, breakOff } from "./decision"
import { declare, keep, services, site } from "./declaration"
import { collectAll } from "./gated"
import { run } from "./lanes"
import { connectPage } from "./page"
import { address, fetchMessages } from "./parts"
import { report } from "./report"
import type { Site } from "./site"
import { openSettings } from "./surfaces"
import { PLACE } from "./trigger"
import { connectVendors, waitsForSteps } from "./vendors"
import { watcher } from "./watch"

/** What a development build finds wrong with a declaration or its text: all of it, in words. */
type Check = (declaration: unknown) => string[]
/** Expands the presets of a declaration, in a development build. */
type Expand = (declaration: unknown) => unknown

let checkAll: Check | undefined
let expandAll: Expand | undefined
export const setCheck = (check: Check, expand: Expand): void => {
  checkAll = check
  expandAll = expand
}

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
    if (location.hash == PLACE) void openSettings()
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
    if (IS_DEV) checkAll?.(text)
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
  let given = (typeof declaration == "string" ? parse(declaration) : declaration) as Site
  if (IS_DEV && watcher) given = watcher.prepare(given) as Site
  const expanded = ((IS_DEV && expandAll?.(given)) || given) as Site
  if (isTaken) {
    if (JSON.stringify(expanded) != JSON.stringify(site())) void report("again")
    return
  }
  const problems = IS_DEV && checkAll?.(declaration)
  if (problems && problems[0]) refuse("declaration", "\n" + problems.join("\n"))
  const place = mistake(expanded)
  if (place) refuse("declaration", place)
  take(expanded)
  if (services().some(waitsForSteps)) void takeSteps()
}

/** Fetches the steps part; what waits for it runs then. */
const takeSteps = async (): Promise<void> => {
  const messages = await fetchMessages()
  if (!messages) return void report("steps", address(""))
  connectVendors(messages.steps)
  collectAll()
  run()
}
