// What vendors are told: the steps part, for services that declare steps or consent calls.

import { holds } from "./core"
import { services } from "./declaration"
import { report } from "./report"
import type { Script, Service } from "./site"

/** What the steps part gives back. */
export type Vendors = {
  /** Does what comes before a declared script; whether that is all of it. */
  enter: (service: string, script: Script) => boolean
  /** Tells the vendors that have run of a decision. */
  tell: () => void
}

/** The steps part, over what it needs of the first script. */
export type MakeVendors = (services: () => Service[], holds: (set: number, id: string) => boolean, report: (code: string, ...values: unknown[]) => unknown) => Vendors

/** Nothing until the part has come. */
export let vendors: Vendors | undefined

/** Whether there was a decision on this page. */
let isDecided = false

/** Tells vendors of a decision; those whose part is yet to come hear of it then. */
export const tellVendors = (): void => {
  if (!HAS_STEPS) return
  isDecided = true
  vendors?.tell()
}

/** Connects the steps part. */
export const connectVendors = (make: MakeVendors): void => {
  vendors = make(services, holds, report)
  if (isDecided) vendors.tell()
}

/** Whether the scripts of a service wait for the steps part. That of a built site is in its script. */
export const waitsForSteps = ({ consent, chat, scripts = [] }: Service): unknown => !vendors && (consent ?? chat ?? scripts.some(({ steps, once }) => steps ?? once))
