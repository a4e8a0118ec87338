// What has to hold of a declaration for nothing to load that nobody declared. The compiler, and
// `samtycke.dev.js`, say all that is wrong; here the first mistake ends it.

import { isSafeLink, isSafeSource } from "./address"
import { MOST } from "./core"
import type { Text } from "./kit"
import type { Site } from "./site"

/** The place that is looked at, as `services.2`. */
let place: string

/** The place of the first mistake; nothing where there is none. */
export const mistake = (site: Site): string | undefined => {
  place = "the start"
  try {
    check(site)
    return
  } catch {
    return place
  }
}

// What has not even the right shape throws by itself.
const must = (holds: unknown): void => {
  if (!holds) throw 0
}

const whole = (value: number, most: number, least = 0): void => must(Number.isInteger(value) && value >= least && value <= most)

/** A link, in one language or in each. What is text alone is harmless whatever it is. */
const link = (value: Text | undefined): void =>
  must(value === undefined || Object.values(typeof value == "string" ? [value] : value).every(isSafeLink))

/** The parts of an object or list, one after another. */
const each = <Part>(parts: { [key: string]: Part } | Part[], name: string, look: (part: Part) => void): void => {
  for (const [key, part] of Object.entries(parts)) {
    place = `${name}.${key}`
    look(part)
  }
}

const list = <Part>(parts: Part[], name: string, look: (part: Part) => void): void => {
  place = name
  must(Array.isArray(parts))
  each(parts, name, look)
}

// Handlers are code, a nonce is the page's own, and the others have fields.
const isAttribute = (name: string): boolean => /^(?!on|(src|type|nonce)$)[a-z][\w:.-]*$/i.test(name)

const MOST_NUMBER = 2 ** 32 - 1

const check = ({ version, controller, cookie = {}, signals = {}, categories, services = [], external = [], texts = {}, ui = {} }: Site): void => {
  const ids = new Set<string>()
  const gate = (id: string) => {
    must(/^[a-z][a-z0-9_]{0,31}$/.test(id) && !ids.has(id))
    ids.add(id)
  }
  const isCategory = (id: string) => categories.some((one) => one.id == id)
  each({ cookie, signals, texts, ui }, "declaration", (one) => must(!Array.isArray(one) && typeof one == "object"))
  place = "version"
  whole(version, MOST_NUMBER)
  place = "controller"
  must(controller.policyUrl)
  link(controller.policyUrl)
  place = "cookie"
  const { name = "a", path = "/", domain = "", sameSite = "", days = 180, refusalDays = 180 } = cookie
  must(/^[\w!#$%&'*+.^`|~-]+$/.test(name) && !/[^!-:<-~]/.test(path + domain + sameSite))
  whole(days, 400, 1)
  whole(refusalDays, 400, 180)
  list(categories, "categories", ({ id, revision = 0 }) => {
    gate(id)
    whole(revision, MOST_NUMBER)
  })
  must(ids.size && ids.size <= MOST.categories)
  each(signals, "signals", ({ allow = [] }) => must(allow.every(isCategory)))
  list(services, "services", ({ id, category, policyUrl, preset, scripts = [], cookies = [] }) => {
    if (preset) throw (place += ".preset")
    const needed = [category].flat()
    gate(id)
    must(needed[0] && needed.every(isCategory))
    link(policyUrl)
    scripts.forEach(({ src, inline, steps, attributes = {} }) => {
      must(src ? inline === undefined && isSafeSource(src) : Array.isArray(steps) || (typeof inline == "string" && inline))
      must(Object.keys(attributes).every(isAttribute))
    })
    cookies.forEach(({ name }) => must(typeof name == "string" && name))
  })
  must(ids.size <= MOST.gates && [...ids].join().length < MOST.ids)
  list(external, "external", ({ policyUrl }) => link(policyUrl))
}
