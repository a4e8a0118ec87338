// Records what a page tells vendors: a stand-in for each vendor's script, and the order of calls, deletions and
// loads. Nothing leaves the machine: every request of the page is answered here.

import { readFileSync } from "node:fs"
import { run } from "../node_modules/samtycke/program/run.mjs"
import { node } from "../node_modules/samtycke/program/system.mjs"
import { visitor } from "./visitor.mjs"

export const SITE = "https://www.site.example"

/** Functions that only a vendor's own script makes, by a part of its address. */
const MADE = {
  "cdn.amplitude.com": ["amplitude.init", "amplitude.setOptOut"],
  "cdn.livechatinc.com": ["LiveChatWidget.call"],
  "chimpstatic.com": ["$mcSite.enableOptIn"],
  "assets.adobedtm.com": ["alloy"],
  "embed.tawk.to": ["Tawk_API.start", "Tawk_API.shutdown"],
  "plausible.io": ["plausible.init"],
  "fast.wistia.com": ["Wistia.consent"],
  "cdn.us.heap-api.com": ["heap.startTracking", "heap.stopTracking"],
  "js.sentry-cdn.com": ["Sentry.init", "Sentry.close"],
  "static.zdassets.com": ["zE"],
  "js.adsrvr.org": ["class TTDUniversalPixelApi"],
  "bat.bing.com": ["class UET"],
}

/** Runs in the page before anything else. `window.told` is the channel to the test. */
const recorder = (made) => {
  const before = new Set(Object.getOwnPropertyNames(window))
  const told = (...words) => window.told(words.join(" "))
  const isArguments = (value) => Object.prototype.toString.call(value) == "[object Arguments]"
  const shown = (value) =>
    isArguments(value)
      ? `arguments${shown([...value])}`
      : value instanceof Date
        ? "now"
        : Array.isArray(value)
          ? `[${value.map(shown).join(", ")}]`
          : typeof value == "function"
            ? "function"
            : typeof value == "number" && value > 1e12
              ? "milliseconds"
              : Object(value) === value
                ? `{${Object.entries(value).map(([name, inner]) => `${name}: ${shown(inner)}`).join(", ")}}`
                : JSON.stringify(value)
  // A number is a frame of the page.
  const names = () => Object.getOwnPropertyNames(window).filter((name) => !before.has(name) && !/^\d+$/.test(name) && !["samtycke", "samtyckeConfig", "recorder", "told"].includes(name))
  const wrapped = new Set()
  const wrap = (holder, name, label) => {
    const of = holder[name]
    if (wrapped.has(of)) return
    holder[name] = Object.assign(function (...given) {
      told("call", `${label}(${given.map(shown).join(", ")})`)
    }, of)
    wrapped.add(holder[name])
  }
  /** The fields of a function or an array that are neither functions nor items. */
  const fieldsOf = (value) => (Object(value) === value ? Object.entries(value).filter(([key, inner]) => typeof inner != "function" && !(Array.isArray(value) && /^\d+$/.test(key))) : [])
  /** The values of the declared globals, and of the fields of queues. */
  const held = () =>
    new Map(
      names().flatMap((name) => {
        const value = window[name]
        if (typeof value != "function" && !Array.isArray(value)) return [[name, shown(value)]]
        return fieldsOf(value).flatMap(([key, inner]) => (Array.isArray(inner) ? [] : [[`${name}.${key}`, shown(inner)]]))
      }),
    )
  let lastHeld
  /** Tells which of those have changed since the last time. A step that sets a value calls nothing. */
  const changes = () => {
    const now = held()
    if (lastHeld) for (const [name, value] of now) if (lastHeld.get(name) != value) told("set", name, value)
    lastHeld = now
  }
  /** What is in the queues so far, and from now on each call as it comes. */
  const takeOver = () => {
    for (const name of names()) {
      const value = window[name]
      if (wrapped.has(value)) continue
      const isQueue = typeof value == "function"
      const fields = fieldsOf(value)
      const array = Array.isArray(value) ? value : []
      told("is", name, isQueue ? "a function" : Array.isArray(value) ? "an array" : shown(value), ...(isQueue || Array.isArray(value) ? fields.map(([key, inner]) => `${key}=${shown(inner)}`) : []))
      array.forEach((item) => told("has", name, shown(item)))
      if (Array.isArray(value)) value.push = (...items) => items.forEach((item) => told("push", name, shown(item)))
      for (const [key, inner] of Object.entries(Object(value))) if (typeof inner == "function" && key != "push") wrap(value, key, `${name}.${key}`)
      // What keeps its calls in an array of the page goes on doing so.
      if (isQueue && fields.length) wrap(window, name, name)
      else wrapped.add(value)
    }
  }
  const make = (path) => {
    const [, isClass, names] = path.match(/^(class )?(.*)$/)
    const parts = names.split(".")
    const last = parts.pop()
    let holder = window
    for (const part of parts) holder = holder[part] ??= {}
    if (!isClass) return (holder[last] = (...given) => told("call", `${names}(${given.map(shown).join(", ")})`))
    holder[last] = class {
      constructor(...given) {
        told("new", `${names}(${given.map(shown).join(", ")})`)
      }
      push(...items) {
        items.forEach((item) => told("push", names, shown(item)))
      }
      init(...given) {
        told("call", `${names}.init(${given.map(shown).join(", ")})`)
      }
    }
  }
  window.recorder = {
    names,
    takeOver,
    changes,
    loaded: (address) => {
      told("load", address)
      takeOver()
      for (const [host, paths] of Object.entries(made)) if (address.includes(host)) paths.forEach(make)
      for (const name of names()) wrapped.add(window[name])
    },
  }
  const { set, get } = Object.getOwnPropertyDescriptor(Document.prototype, "cookie")
  const gone = new Set()
  const deletes = (kind, name) => {
    if (!gone.has(kind + name)) told("delete", kind, name)
    gone.add(kind + name)
  }
  Object.defineProperty(Document.prototype, "cookie", {
    get,
    set(value) {
      if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(value)) deletes("cookie", value.split("=")[0])
      set.call(this, value)
    },
  })
  const { removeItem } = Storage.prototype
  Storage.prototype.removeItem = function (name) {
    deletes(this == localStorage ? "localStorage" : "sessionStorage", name)
    removeItem.call(this, name)
  }
}

const POLICY = "script-src 'self' 'wasm-unsafe-eval' https:; require-trusted-types-for 'script'; trusted-types samtycke"

/** A declaration with these services, all four categories, and further fields. */
export const site = (services, more) => ({
  version: 1,
  controller: { name: "Site", policyUrl: "/policy" },
  categories: [{ id: "necessary", required: true }, { id: "functional" }, { id: "analytics" }, { id: "marketing" }],
  services,
  ...more,
})

/** The program, over files in memory: its status, what it printed, and its files. */
export const program = (args, files = {}) => {
  let printed = ""
  const print = (text) => void (printed += text)
  const read = (path) => {
    if (files[path] === undefined) throw new Error("No such file or directory (os error 2)")
    return Buffer.from(files[path])
  }
  const write = (path, bytes) => void (files[path] = Buffer.from(bytes).toString())
  const status = run(args, { ...node, print, warn: print, read, write, isFile: (path) => files[path] !== undefined })
  return { status, printed, files }
}

/** The files of a site, by path, as `samtycke build` makes them. */
const build = (declaration) => {
  const { status, printed, files } = program(["build", "site.json", "-o", "public"], { "site.json": JSON.stringify(declaration) })
  if (status) throw new Error(printed)
  return files
}

/** The files of a site that names its declaration. */
const unbuilt = (declaration) => {
  const files = { "public/site.json": JSON.stringify(declaration) }
  for (const name of ["samtycke.min.js", "samtycke.dev.js", "samtycke.messages.js", "samtycke.settings.js", "samtycke.embeds.js", "samtycke.en.json"]) files[`public/${name}`] = readFileSync(new URL(`../node_modules/samtycke/${name}`, import.meta.url))
  return files
}

/** Opens a browser whose requests are all answered here: `told` is what vendors were told, in order. */
const open = async () => {
  const { context, page, complaints } = await visitor()
  const visit = { context, page, complaints, told: [], files: {}, tag: "" }
  await page.exposeFunction("told", (words) => void visit.told.push(words))
  await page.addInitScript(recorder, MADE)
  await page.route("**/*", async (route) => {
    const request = route.request()
    const address = request.url()
    const { origin, pathname } = new URL(address)
    if (request.resourceType() == "document" && origin != SITE) {
      visit.told.push(`frame ${address}`)
      return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Frame</title>" })
    }
    if (request.resourceType() == "document") {
      visit.told.push("page")
      const headers = { "content-type": "text/html", "content-security-policy": POLICY }
      return route.fulfill({ headers, body: `<!doctype html><html lang="en"><head><title>Site</title>${visit.tag}</head><body><h1>Site</h1></body></html>` })
    }
    if (origin == SITE) {
      const file = visit.files["public" + pathname]
      const contentType = pathname.endsWith(".json") ? "application/json" : "text/javascript"
      return route.fulfill(file === undefined ? { status: 404 } : { contentType, body: file })
    }
    const body = `recorder.loaded(${JSON.stringify(address)})`
    return route.fulfill({ contentType: "text/javascript", headers: { "access-control-allow-origin": "*" }, body })
  })
  return visit
}

/** A visitor of a site under a strict policy, new to it. The page of an earlier visit can be taken `again`, which saves time. */
export const visit = async (declaration, { isBuilt = true, script = "samtycke.min.js", again } = {}) => {
  const visit = again ?? (await open())
  if (again) {
    await visit.context.clearCookies()
    await visit.page.evaluate(() => [localStorage, sessionStorage].forEach((storage) => storage.clear()))
    // Else the page before may fetch a part of the next build, and complain of its digest.
    await visit.page.goto("about:blank")
  }
  visit.files = isBuilt ? build(declaration) : unbuilt(declaration)
  visit.tag = `<script src="/${script}"${isBuilt ? "" : ' data-config="/site.json"'}></script>`
  visit.told.length = visit.complaints.length = 0
  await visit.page.goto(SITE)
  return visit
}
