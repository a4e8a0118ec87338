// What vendors are told: the steps part, for services that declare steps or consent calls.

import { holds, SetOf } from "./core"
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

export type MakeVendors = (services: () => Service[], granted: (id: string) => boolean, ran: (id: string) => boolean, failed: (...words: unknown[]) => void) => Vendors

/** Nothing until the part has come. */
export let vendors: Vendors | undefined

/** Connects the steps part; a built site without steps has `0`. */
export const connectVendors = (make: MakeVendors | 0): void => {
  vendors = make
    ? make(services, (id) => holds(SetOf.Granted, id), (id) => holds(SetOf.Ran, id), (...words) => void report("step", ...words))
    : undefined
}

/** Whether the scripts of a service wait for the steps part. */
export const waitsForSteps = ({ consent, scripts = [] }: Service): unknown =>
  !vendors && (consent ?? scripts.some(({ steps, once }) => steps ?? once))
