// What `consent()` answers.

import { choice, holds, SetOf } from "./core"
import { isDeclared, services, signal, site } from "./declaration"
import { remains } from "./remains"
import { language } from "./words"

export type Consent = {
  version: number | null
  decided: boolean
  granted: string[]
  denied: string[]
  services: { [id: string]: boolean }
  signal: string | null
  id: string | null
  time: number | null
  how: string | null
  language: string | null
  remains: ReturnType<typeof remains>
}

const isGranted = (id: string): boolean => holds(SetOf.Granted, id)

/** What is granted at this moment, and how that came. */
export const consent = (): Consent => {
  const isStarted = isDeclared()
  const { version = null, categories = [] } = isStarted ? site() : {}
  const [, , time, id = null, how = null] = choice().split(".")
  const ids = categories.map(({ id }) => id)
  let left: Consent["remains"] | undefined
  let spoken: string | null | undefined
  return {
    version,
    decided: !!time,
    granted: ids.filter(isGranted),
    denied: ids.filter((one) => !isGranted(one)),
    services: Object.fromEntries(services().map((service) => [service.id, isGranted(service.id)])),
    signal: isStarted ? signal() : null,
    id: id == "_" ? null : id,
    time: time ? +time : null,
    how,
    // What takes long is found out where somebody looks.
    get language() {
      return (spoken ??= isStarted ? language() : null)
    },
    get remains() {
      return (left ??= remains())
    },
  }
}
