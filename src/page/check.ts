// What has to hold of a declaration for nothing to load that nobody declared. The compiler, and
// `samtycke.dev.js`, say all that is wrong; here the first mistake ends it.

import { isSafeLink, isSafeSource } from "./address"
import { MOST } from "./core"
import type { Text } from "./kit"
import type { Site } from "./site"

/** The place of the first mistake; nothing where there is none. */
export const mistake = (site: Site): unknown => {
  try {
    return void check(site)
  } catch (place) {
    return place
  }
}

const must = (holds: unknown, ...place: (string | number)[]): void => {
  if (!holds) throw place.join(".")
}

const whole = (value: number, most: number, least: number, ...place: string[]): void =>
  must(Number.isInteger(value) && value >= least && value <= most, ...place)

/** A text, in one language or in each, every one of which passes a test. */
const texts = (value: Text | undefined, test: (text: string) => unknown, ...place: (string | number)[]): void =>
  must(value === undefined || Object.values(typeof value == "string" ? [value] : value).every((one) => typeof one == "string" && test(one)), ...place)

const links = (value: Text | undefined, ...place: (string | number)[]): void => texts(value, isSafeLink, ...place, "policyUrl")

const isAny = (): boolean => true

// Handlers are code, a nonce is the page's own, and the others have fields.
const isAttribute = (name: string): boolean => /^(?!on|(src|type|nonce)$)[a-z][\w:.-]*$/i.test(name)

// What has not even the right shape throws by itself.
const check = ({ version, controller, cookie = {}, signals = {}, categories, services = [], external = [], texts: own = {}, ui = {} }: Site): void => {
  const { name = "a", path = "/", domain = "", sameSite = "", days = 180, refusalDays = 180 } = cookie
  const most = 2 ** 32 - 1
  const ids = new Set<string>()
  const gate = ({ id }: { id: string }, list: string, at: number) => {
    must(/^[a-z][a-z0-9_]{0,31}$/.test(id) && !ids.has(id), list, at, "id")
    ids.add(id)
  }
  for (const [name, one] of Object.entries({ cookie, signals, own, ui })) must(!Array.isArray(one) && typeof one == "object", name)
  for (const words of Object.values(own)) texts(words, isAny, "texts")
  whole(version, most, 0, "version")
  must(controller?.policyUrl, "controller.policyUrl")
  texts(controller.name, isAny, "controller.name")
  links(controller.policyUrl, "controller")
  must(/^[\w!#$%&'*+.^`|~-]+$/.test(name) && !/[^!-:<-~]/.test(path + domain + sameSite), "cookie")
  whole(days, 400, 1, "cookie.days")
  whole(refusalDays, 400, 180, "cookie.refusalDays")
  for (const [name, list] of Object.entries({ categories, services, external })) must(Array.isArray(list), name)
  categories.forEach((one, at) => {
    gate(one, "categories", at)
    texts(one.name, isAny, "categories", at, "name")
    whole(one.revision ?? 0, most, 0, "categories", `${at}`, "revision")
  })
  const isCategory = (id: string) => categories.some((one) => one.id == id)
  must(ids.size && ids.size <= MOST.categories, "categories")
  for (const rule of Object.values(signals)) must((rule.allow ?? []).every(isCategory), "signals")
  services.forEach((service, at) => {
    gate(service, "services", at)
    const needed = [service.category].flat()
    must(needed[0] && needed.every(isCategory), "services", at, "category")
    texts(service.name, isAny, "services", at, "name")
    links(service.policyUrl, "services", at)
    service.scripts?.forEach(({ src, inline, attributes = {} }, script) =>
      must(
        src ? inline === undefined && isSafeSource(src) : typeof inline == "string" && inline,
        "services", at, "scripts", script,
      ) ?? must(Object.keys(attributes).every(isAttribute), "services", at, "scripts", script, "attributes"),
    )
    service.cookies?.forEach(({ name }, cookie) => must(typeof name == "string" && name, "services", at, "cookies", cookie))
  })
  must(ids.size <= MOST.gates && [...ids].join().length < MOST.ids, "services")
  external.forEach((one, at) => links(one.policyUrl, "external", at))
}
