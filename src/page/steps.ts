// The steps part: makes the queues of vendors, and tells vendors what visitors decide. Steps are data, so a
// strict policy needs no nonce for them. Nothing loads here; a script of the same service does that, at the door.

import { SetOf } from "./core"
import type { Script, Service, Step } from "./site"
import type { MakeVendors } from "./vendors"

/** What page and vendors have put on `window`. */
type Any = any

/** Whether a value is the browser's own: steps reach only what pages and vendors have made. */
const isOfBrowser = (value: Any): boolean =>
  typeof value == "function"
    ? /\{\s*\[native code\]\s*\}$/.test(must.toString.call(value)) && !/^bound /.test(value.name)
    : Object(value) === value && !/^\[object (Object|Array)\]$/.test(Object.prototype.toString.call(value))

const must = (holds: unknown, name: unknown): void => {
  if (!holds) throw new Error(`no step may use ${name}`)
}

const NAME = /^[A-Za-z_$][\w$-]*(\.[A-Za-z_$][\w$]*)*$/
const CODE = /(^|\.)(constructor|prototype|__proto__)(\.|$)/

/** Whether a name leads to no code. Of a built site `samtycke build` has looked at all of them. */
const isSafe = (name: string): boolean => IS_BUILT || (NAME.test(name) && !CODE.test(name))

/** The object that holds a name, and its last part. */
const find = (name: string): [holder: Any, key: string] => {
  must(isSafe(name), name)
  const path = name.split(".")
  const key = path.pop() as string
  let holder: Any = window
  for (const part of path) {
    holder = holder[part]
    must(holder && !isOfBrowser(holder), name)
  }
  return [holder, key]
}

/** What a name holds; nothing where that is the browser's. */
const read = (name: string): Any => {
  const [holder, key] = find(name)
  return isOfBrowser(holder[key]) ? undefined : holder[key]
}

/**
 * Gives a name a value; with `during` only while a script of that host runs, so that two accounts of a vendor that reads the
 * same names each find their own.
 */
const write = (name: string, value: unknown, during?: string): void => {
  const [holder, key] = find(name)
  const own = Object.getOwnPropertyDescriptor(holder, key)
  must(!own || (during ? own.configurable : own.writable && !isOfBrowser(own.value)), name)
  const isRunning = () => (document.currentScript as HTMLScriptElement | null)?.src.includes(`//${during}/`)
  const get = () => (isRunning() || !own ? value : own.get?.() ?? own.value)
  if (during) Object.defineProperty(holder, key, { configurable: true, get })
  else holder[key] = value
}

const isField = (name: string): boolean => IS_BUILT || !CODE.test(name)

const VERBS: { [verb in keyof Step]?: (step: Required<Step>, fill: (value: unknown) => Any) => void } = {
  let: (step, fill) => {
    if (read(step.let) === undefined) write(step.let, fill(step.be))
  },
  set: ({ set, be, during }, fill) => write(set, fill(be), during),
  queue: (step, fill) => {
    const { queue: name, into } = step
    if (typeof read(name) == "function") return
    if (IS_COMMON || into) read(into) ?? write(into, [])
    const queue: Any = function (this: unknown) {
      const taken = !IS_COMMON && step.handoff && queue[step.handoff]
      if (taken) return taken.apply(queue, arguments)
      // Some vendors take nothing but what a function of the page calls `arguments`.
      ;(IS_COMMON || into ? read(into) : queue[step.on]).push(!IS_COMMON && step.as == "array" ? [...arguments] : arguments)
    }
    if (IS_COMMON) return write(name, queue)
    const { on, alias = [], extra = {}, self = [] } = step
    if (on) queue[on] = []
    for (const [field, value] of Object.entries(extra)) if (isField(field)) queue[field] = fill(value)
    for (const field of self) if (isField(field)) queue[field] = queue
    for (const one of [name, ...alias]) if (!read(one)) write(one, queue)
  },
  call: ({ call, args = [] }, fill) => {
    const [holder] = find(call)
    // What a vendor has not made cannot be told anything.
    read(call)?.apply(holder, fill(args))
  },
  push: ({ push, items }, fill) => read(push)?.push(...fill(items)),
}

if (!IS_COMMON) {
  VERBS.methods = ({ methods, of }) => {
    const array = read(of)
    for (const name of methods) {
      if (isField(name)) array[name] ??= (...given: unknown[]) => void array.push([name, ...given])
    }
  }
  VERBS.construct = ({ construct, into, args = [] }, fill) => {
    const make = read(construct)
    if (make) write(into, new make(...fill(args)))
  }
}

/** Whether Google's tags of the page's own markup run without a default: they take all for granted. */
const isTagAlone = (): boolean => {
  const items: Any[] = [...(read("dataLayer") ?? [])]
  return items.some((item) => item?.["gtm.start"] || item?.[0] == "config") && !items.some((item) => item?.[0] == "consent")
}

export const part: MakeVendors = (services, holds, report) => {
  const granted = (id: string): boolean => holds(SetOf.Granted, id)

  /** What comes once: the default of a group, its update until the next decision, a loader that several share. */
  const said = new Set<string>()
  const isFirst = (what: string): boolean => !said.has(what) && !!said.add(what)

  const groupOf = ({ id, consent }: Service): string => consent?.group ?? id

  /** Whether a vendor has a category's yes: by its own services in it, where it has some. */
  const isYes = (category: string, group: string): boolean => {
    const own = services().filter((one) => groupOf(one) == group && [one.category].flat().includes(category))
    return own[0] ? own.some(({ id }) => granted(id)) : granted(category)
  }

  const run = (steps: Step[] | undefined, service: Service): void => {
    const fill = (value: Any): Any => {
      if (value == "@now") return new Date()
      if (!IS_COMMON && value == "@ms") return Date.now()
      if (Array.isArray(value)) return value.map(fill)
      if (Object(value) !== value) return value
      if ("@granted" in value) return fill([value["@granted"]].flat().every((id) => isYes(id, groupOf(service))) ? value.yes : value.no)
      if (!IS_COMMON && "@asked" in value) return fill(holds(SetOf.Asked, value["@asked"]) ? value.yes : value.no)
      if (!IS_COMMON && "@global" in value) return read(value["@global"])
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fill(inner)]))
    }
    for (const step of steps ?? []) {
      try {
        for (const verb of Object.keys(step)) if (Object.hasOwn(VERBS, verb)) VERBS[verb as keyof Step]?.(step as Required<Step>, fill)
      } catch (why) {
        report("step", JSON.stringify(step), why)
      }
    }
  }

  /** Says what a group has in common: its default once a page, its update once a decision. Whether it was said now. */
  const say = (what: "default" | "update", service: Service): boolean => {
    const steps = service.consent?.[what]
    if (!steps || !isFirst(`${what} ${groupOf(service)}`)) return false
    if (!IS_COMMON && what == "default" && groupOf(service) == "google" && isTagAlone()) report("late", service.id)
    run(steps, service)
    return true
  }

  /** Whether there was a decision on this page. */
  let isDecided = false

  const enter = (id: string, { steps, once }: Script): boolean => {
    const service = services().find((one) => one.id == id) as Service
    // The default has the truth; what comes with an update, such as an event, is still to be told of the decision.
    if (say("default", service) && isDecided) say("update", service)
    if (once && !isFirst(once)) return true
    run(steps, service)
    return !!steps
  }

  const tell = (): void => {
    isDecided = true
    for (const service of services()) said.delete("update " + groupOf(service))
    for (const service of services()) {
      const { id, consent } = service
      if (!holds(SetOf.Ran, id)) continue
      say("update", service)
      if (granted(id)) {
        // Its scripts do not run again, so a vendor that was stopped has to be told.
        if (said.delete("no " + id)) run(consent?.grant, service)
      } else if (isFirst("no " + id)) run(consent?.withdraw, service)
    }
  }

  return { enter, tell }
}
