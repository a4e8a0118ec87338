// What a grant that ended may have left behind where no page can delete it.

import { holds, SetOf } from "./core"
import { services } from "./declaration"
import { receipts } from "./receipts"
import type { Service, Stored } from "./site"

/** Whether no page can delete it: it lies on another host, or is hidden from scripts. A pixel lies nowhere. */
export const isOutOfReach = ({ kind, party, httpOnly }: Stored): boolean => (party == "third" && kind != "pixel") || httpOnly === true

const outOfReach = ({ cookies = [] }: Service): Stored[] => cookies.filter(isOutOfReach)

/** Services that were granted on this page, or before. */
const left = new Set<string>()

const candidates = (): Service[] => services().filter((service) => outOfReach(service)[0])

/** Notes who is granted now. */
export const noteGrants = (): void => {
  for (const { id } of candidates()) if (holds(SetOf.Granted, id)) left.add(id)
}

/** Ids of the services that may have left something, by this page and the newest receipt. Storage is opened where there can be one. */
export const remaining = (): string[] => {
  if (candidates()[0]) receipts()[0]?.remains.forEach((id) => left.add(id))
  return [...left]
}

/** What may remain of services that are not granted now. */
export const remains = (): { service: string; name: string; host: string }[] => {
  const lost = remaining()
  return services().flatMap((service) =>
    lost.includes(service.id) && !holds(SetOf.Granted, service.id)
      ? outOfReach(service).map(({ name, host = "" }) => ({ service: service.id, name, host }))
      : [],
  )
}
