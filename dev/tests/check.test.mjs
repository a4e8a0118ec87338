// The check as pages get it: JavaScript values in and out.

import assert from "node:assert"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import test from "node:test"
import { pathToFileURL } from "node:url"
import vm from "node:vm"

const parts = join(import.meta.dirname, "../../target/wasm/parts")
const { check, initSync } = await import(pathToFileURL(join(parts, "dev.js")))
initSync({ module: readFileSync(join(parts, "dev.wasm")) })

/** Another global object, as a frame of the page has. */
const frame = vm.createContext({})

/** A right declaration, changed by a function. */
const declaration = (change = () => {}) => {
  const site = {
    version: 1,
    controller: { name: "Example", policyUrl: "/cookies" },
    categories: [{ id: "necessary", required: true }, { id: "analytics" }],
    services: [{ id: "counter", category: "analytics", name: { en: "Counter", sv: "Räknare" } }],
  }
  change(site)
  return site
}

const found = (site, host = "www.example.com") => check(site, `https://${host}`, host, true)
const problems = (site, host) => found(site, host).problems

const refused = (change, path, words) => {
  const list = problems(declaration(change))
  assert.equal(list.length, 1, `${change}: ${JSON.stringify(list)}`)
  assert.equal(list[0].path, path, `${change}`)
  assert.ok(list[0].message.includes(words), `${change}: ${list[0].message}`)
}

test("a right declaration has no problems", () => {
  for (const change of [
    () => {},
    (site) => (site.cookie = { days: 200, domain: undefined }),
    (site) => (site.version = 4294967295),
    (site) => (site.ui = Object.assign(Object.create(null), { layout: "bar" })),
    (site) => (site.categories = new Proxy(site.categories, {})),
    (site) => (site.services = vm.runInContext("(list) => Array.from(list)", frame)(site.services)),
    (site) => (site.ui = vm.runInContext("new Object()", frame)),
    (site) => Object.freeze(site),
    // The same object at two places is no circle.
    (site) => {
      const rule = { allow: ["analytics"] }
      site.signals = { doNotTrack: rule, globalPrivacyControl: rule }
    },
    (site) => (site.controller.name = "\ud800"),
  ])
    assert.deepEqual(problems(declaration(change)), [], `${change}`)
})

test("what is found has a code, a path, a place, a sentence, and what was meant", () => {
  const all = found(declaration((site) => Object.assign(site, { categorys: [], cookie: { days: 300 } })))
  assert.deepEqual(Object.keys(all), ["problems", "warnings"])
  const [problem] = all.problems
  assert.deepEqual({ ...problem }, {
    code: "unknown-field",
    path: "categorys",
    place: "",
    message: 'unknown field; did you mean "categories"?',
    meant: "categories",
  })
})

test("a declaration may be JSON", () => {
  assert.deepEqual(problems(JSON.stringify(declaration())), [])
  assert.equal(problems(JSON.stringify(declaration((site) => (site.version = -1))))[0].path, "version")
  assert.match(problems("{")[0].message, /^not JSON: /)
  // Comments are for `samtycke build`; the page reads JSON.
  assert.equal(problems("// a comment\n{}")[0].code, "missing-field")
  const commented = problems(`// a comment\n${JSON.stringify(declaration())}`)
  assert.deepEqual(commented.map(({ code }) => code), ["not-json"])
})

test("a text has places", () => {
  const list = problems('{\n  "version": 1,\n  "categorys": []\n}')
  const misspelt = list.find(({ path }) => path == "categorys")
  assert.deepEqual([misspelt.place, misspelt.meant], ["line 3, column 3", "categories"])
})

test("what works has warnings alone", () => {
  const all = found(declaration((site) => (site.cookie = { days: 300 })))
  assert.deepEqual(all.problems, [])
  assert.ok(all.warnings.some(({ code }) => code == "long-consent"))
})

test("every problem comes back with its path", () => {
  const list = problems(
    declaration((site) => {
      site.categorys = []
      site.services[0].category = "analytcs"
      site.cookie = { days: 1.5 }
    }),
  )
  assert.deepEqual(list.map(({ path, message }) => `${path}: ${message}`), [
    'categorys: unknown field; did you mean "categories"?',
    "cookie.days: expected a whole number from 1 to 400, not 1.5",
    'services[0].category: "analytcs" is not a category; did you mean "analytics"?',
  ])
})

test("what is not data is a problem at its place", () => {
  refused((site) => (site.onAccept = () => {}), "onAccept", "not a function")
  refused((site) => (site.version = 1n), "version", "not a BigInt")
  refused((site) => (site.version = NaN), "version", "expected a number, not NaN")
  refused((site) => (site.version = Infinity), "version", "not inf")
  refused((site) => (site.ui = Symbol("x")), "ui", "not a symbol")
  refused((site) => (site.categories[1] = undefined), "categories[1]", "not undefined")
  refused((site) => (site.texts = new Map()), "texts", "not an object of the class Map")
  refused((site) => (site.cookie = new Date()), "cookie", "the class Date")
  refused((site) => (site.cookie = new (class extends Array {})()), "cookie", "not a list")
  refused((site) => (site.ui = new EventTarget()), "ui", "the class EventTarget")
  refused((site) => (site.version = new Number(1)), "version", "the class Number")
})

test("what throws is a problem at its place", () => {
  const throws = (error) => () => {
    throw error
  }
  const get = throws(new Error("broken"))
  refused((site) => Object.defineProperty(site, "ui", { enumerable: true, get }), "ui", "cannot be read: broken")
  refused((site) => Object.defineProperty(site.services, 0, { get: throws("odd") }), "services[0]", "cannot be read: odd")
  refused((site) => (site.ui = Object.defineProperty({}, "layout", { enumerable: true, get: throws(null) })), "ui.layout", "its getter throws")
  refused((site) => (site.ui = new Proxy({}, { ownKeys: throws(1) })), "ui", "cannot be listed")
  refused((site) => (site.ui = new Proxy({}, { getPrototypeOf: throws(1) })), "ui", "a proxy that throws")
  refused(
    (site) => {
      const { proxy, revoke } = Proxy.revocable({}, {})
      revoke()
      site.ui = proxy
    },
    "ui",
    "expected a plain object",
  )
})

test("a list that throws is a problem", () => {
  const get = () => {
    throw "odd"
  }
  refused((site) => (site.services = new Proxy([], { get })), "services", "cannot be read: odd")
  refused((site) => (site.services = new Proxy([], { get: () => ({}) })), "services", "fewer than 1000000 items")
})

test("what has no end is a problem", () => {
  refused((site) => (site.ui = site), "ui", "holds itself")
  refused((site) => (site.services[0].scripts = [site.services]), "services[0].scripts[0]", "holds itself")
  const deep = () => ({
    get ui() {
      return deep()
    },
  })
  refused((site) => (site.ui = deep()), Array(32).fill("ui").join("."), "at most 32 values")
  refused((site) => (site.services.length = 4294967295), "services", "fewer than 1000000 items")
  // Ten times ten times ten …: each object only once, but on a thousand million ways.
  const list = problems(
    declaration((site) => {
      let many = {}
      for (let i = 0; i < 9; i++) many = Array(10).fill(many)
      site.services = many
    }),
  )
  assert.equal(list.length, 1)
  assert.match(list[0].message, /fewer than 1000000 values/)
})

test("what is not an object is a problem of the whole", () => {
  for (const value of [null, 7, true, []]) {
    const list = problems(value)
    assert.deepEqual(list.map(({ path }) => path), ["declaration"])
    assert.match(list[0].message, /^expected an object/)
  }
  assert.equal(problems(undefined)[0].message, "expected data, not undefined")
})

test("the page is that of the declaration", () => {
  const site = declaration((site) => (site.cookie = { domain: "example.org" }))
  assert.deepEqual(problems(site, "a.example.org"), [])
  assert.equal(problems(site)[0].path, "cookie.domain")
})
