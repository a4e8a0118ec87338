// From a declaration to a page under it.

import { mistake } from "./check"
import { isConnected } from "./core"
import { begin, breakOff } from "./decision"
import { declare, keep, site } from "./declaration"
import { connectPage } from "./page"
import { address, fetchMessages } from "./parts"
import { report } from "./report"
import type { Site } from "./site"
import { connectVendors, needsSteps } from "./vendors"

/** What a development build finds wrong: all of it, in words. Else the declaration with its presets expanded. */
type Check = (declaration: unknown) => [problems: string[], expanded?: unknown]

let checkAll: Check | undefined
export const setCheck = (check: Check): void => void (checkAll = check)

/** Whether a declaration was given, right or wrong. */
export let isGiven = false

/** Whether a declaration was taken; it may wait for the module. */
let isTaken = false

/** Whether it waits for the steps part. */
let isWaiting: unknown

/** Starts under the declaration that was taken, once it and the module are there. */
export const startTogether = (): void => {
  if (!isTaken || isWaiting || !isConnected()) return
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
  const [problems = [], expanded = given] = checkAll?.(given) ?? []
  if (isTaken) {
    if (JSON.stringify(expanded) != JSON.stringify(site())) void report("again")
    return
  }
  if (problems[0]) refuse("declaration", "\n" + problems.join("\n"))
  const place = mistake(expanded as Site)
  if (place) refuse("declaration", place)
  isWaiting = (expanded as Site).services?.some(needsSteps)
  take(expanded as Site)
  if (isWaiting) void takeSteps()
}

/** Fetches the steps part: what its services need has to come before any of them. */
const takeSteps = async (): Promise<void> => {
  const messages = await fetchMessages()
  if (!messages) return void report("steps", address(""))
  connectVendors(messages.steps)
  isWaiting = false
  startTogether()
}
