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

/** Connects the steps part; a built site without steps has `0`. */
export const connectVendors = (make: MakeVendors | 0): void => {
  vendors = make ? make(services, holds, report) : undefined
}

/** Whether the scripts of a service wait for the steps part. */
export const waitsForSteps = ({ consent, chat, scripts = [] }: Service): unknown => !vendors && (consent ?? chat ?? scripts.some(({ steps, once }) => steps ?? once))
