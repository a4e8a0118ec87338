// The declaration in effect, as numbers in the core and as it was written.

import { core, Flag, setIds, Signal } from "./core"
import { attempt } from "./attempt"
import { report } from "./report"
import type { Service, Site } from "./site"

let current: Partial<Site> = {}
let isInEffect = false

/** Whether a declaration is in effect. */
export const isDeclared = (): boolean => isInEffect

/** Calls a function if a declaration is in effect; reports it otherwise. */
export const ifDeclared = (act: () => void): void => {
  if (isInEffect) act()
  else void report("early")
}

/** The declaration; before one is in effect only what does not need it may be read. */
export const site = (): Site => current as Site

/** Keeps a declaration that waits for the module: where our cookie lies is known from now on. */
export const keep = (site: Site): void => void (current = site)

export const services = (): Service[] => current.services ?? []

const SIGNALS = ["doNotTrack", "globalPrivacyControl"] as const

// `msDoNotTrack` and "yes" are old spellings that no supported browser has. Global Privacy Control is a boolean, `true` itself.
const isOn = (name: (typeof SIGNALS)[number]): boolean => attempt(() => (navigator as any)[name]) == 1

/** The signal of the browser that is on. */
export const signal = (): (typeof SIGNALS)[number] | null => SIGNALS.findLast(isOn) ?? null

/** Puts a declaration that was checked in effect. Returns the signals as the core takes them. */
export const declare = (site: Site): number => {
  const { version, categories, services = [], signals = {}, cookie = {} } = site
  const allows = (signal: (typeof SIGNALS)[number], id: string) => signals[signal]?.allow?.includes(id)
  setIds([...categories, ...services].map(({ id }) => id))
  core().site(version, cookie.days ?? 180, cookie.refusalDays ?? 180)
  const masks = new Map<string, number>()
  let bit = 1
  for (const { id, required, revision = 0 } of categories) {
    masks.set(id, bit)
    core().gate(bit, (required === true ? Flag.Required : 0) | (allows(SIGNALS[0], id) ? Flag.DntAllows : 0) | (allows(SIGNALS[1], id) ? Flag.GpcAllows : 0), revision)
    bit <<= 1
  }
  for (const { category } of services) {
    core().gate([category].flat().reduce((mask, id) => mask | (masks.get(id) ?? 0), 0), 0, 0)
  }
  current = site
  isInEffect = true
  // The bits of Global Privacy Control follow those of Do Not Track.
  return SIGNALS.reduce(
    (bits, name, at) => bits | (isOn(name) ? Signal.DoNotTrack << at : 0) | (signals[name]?.binding !== false ? Signal.DntBinding << at : 0),
    0,
  )
}
