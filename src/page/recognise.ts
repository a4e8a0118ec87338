// Embeds without a gate of their own, by their address: the services of the declaration name theirs.

import { attempt } from "./attempt"
import { ADDRESSES, listed, OURS } from "./gate"
import type { EmbedKit } from "./kit"
import type { Service } from "./site"

const UNGATED = "[data-samtycke-src]:not([data-samtycke],script,link)"

/** Whether something waits whose gate only its address says. */
export const hasUngated = (): boolean => !!document.querySelector(UNGATED)

/** A star in a host is its first part, before a name with a dot; elsewhere anybody could register what it covers. */
const PATTERN = /^(\w+:\/\/)(\*\.(?=[^*/]+\.))?([^*/]+\/.*)$/

/** Whether an address is one of a pattern, in which `*` is any run of characters, but no other host. */
const isOf = (pattern: string, address: string): boolean => {
  const [, scheme, star, rest = ""] = PATTERN.exec(pattern) ?? []
  const parts = rest.split("*").map((part) => part.replace(/[^\w/]/g, "\\$&"))
  return !!rest && new RegExp(`^${scheme}${star ? "[^/]+\\." : ""}${parts.join(".*")}$`).test(address)
}

/** The address that is loaded in the place of one, as of a vendor's host without cookies. */
const instead = ({ rewrites = {} }: Service, address: string): string => {
  const [from, to] = Object.entries(rewrites).find(([from]) => address.startsWith(from)) ?? []
  return from === undefined || to === undefined ? address : to + address.slice(from.length)
}

const whole = (address: string): URL | undefined => attempt(() => new URL(address, document.baseURI))

/** The other addresses of an element that lead to third parties, as of its poster. */
const others = (element: Element): string[] =>
  ADDRESSES.filter((name) => !/^(src|srcdoc)$/.test(name))
    .flatMap((name) => listed(name, element.getAttribute(OURS + name) ?? ""))
    .filter((address) => address && whole(address)?.origin != location.origin)

/** Gives embeds the gates of the services that their addresses belong to. What nobody has declared stays shut, and is named. */
export const recognise = (kit: EmbedKit): void => {
  const services = kit[7]().services ?? []
  const serviceOf = (given: string): Service | undefined => {
    const address = whole(given)?.href ?? ""
    const service = services.find(({ embeds = [] }) => embeds.some((pattern) => isOf(pattern, address)))
    if (!service) void kit[19]("embed", given)
    return service
  }
  for (const element of document.querySelectorAll(UNGATED)) {
    const given = element.getAttribute("data-samtycke-src") ?? ""
    const found = [given, ...others(element)].map(serviceOf)
    const [service] = found
    if (!service || !found.every((one) => one)) continue
    const address = instead(service, whole(given)?.href ?? "")
    kit[22].set(element, address)
    // The door reads both attributes once the gate is open.
    element.setAttribute("data-samtycke-src", address)
    element.setAttribute("data-samtycke", [...new Set(found.map((one) => one?.id))].join(" "))
  }
}
