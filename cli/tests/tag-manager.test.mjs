// The template for Google Tag Manager: its code runs over stand-ins for the container's own functions.

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"

const template = readFileSync(new URL("../../integrations/google-tag-manager/template.tpl", import.meta.url), "utf8")
const section = (name) => template.split(`___${name}___`)[1].split(/^___[A-Z_]+___$/m)[0].trim()
const run = new Function("require", "data", section("SANDBOXED_JS_FOR_WEB_TEMPLATE"))

/**
 * What the template does in a container; `granted` is what Samtycke says, nothing where it is not on the page. `isReady` says whether
 * its declaration has come.
 */
const container = (data, granted, isReady = true) => {
  const done = []
  const listeners = {}
  const there = {
    callInWindow: (name, ...given) => {
      if (name == "samtycke.has") return granted().includes(given[0])
      if (name != "samtycke.on") return
      listeners[given[0]] = given[1]
      if (given[0] == "ready" && isReady) given[1]()
    },
    createQueue: (name) => (item) => done.push(["push", name, item]),
    copyFromWindow: (name) => (name == "samtycke" && granted ? {} : undefined),
    gtagSet: (name, value) => done.push(["set", name, value]),
    JSON,
    makeNumber: Number,
    setDefaultConsentState: (state) => done.push(["default", state]),
    updateConsentState: (state) => done.push(["update", state]),
  }
  const defaults = Object.fromEntries(JSON.parse(section("TEMPLATE_PARAMETERS")).map(({ name, defaultValue }) => [name, defaultValue]))
  run((name) => there[name], { ...defaults, ...data, gtmOnSuccess: () => done.push(["success"]) })
  return { done, hear: (event) => listeners[event]() }
}

const TYPES = ["ad_personalization", "ad_storage", "ad_user_data", "analytics_storage", "functionality_storage", "personalization_storage", "security_storage"]

test("the parts of the template are JSON, and name every type", () => {
  for (const name of ["INFO", "TEMPLATE_PARAMETERS", "WEB_PERMISSIONS"]) JSON.parse(section(name))
  for (const type of TYPES) assert.ok(section("WEB_PERMISSIONS").includes(`"${type}"`), type)
})

test("a stored choice is the default, and each decision one update", () => {
  let granted = ["analytics"]
  const { done, hear } = container({}, () => granted)
  const [[, state]] = done.filter(([what]) => what == "default")
  assert.deepEqual(Object.keys(state).sort(), [...TYPES, "wait_for_update"])
  assert.deepEqual([state.analytics_storage, state.ad_storage, state.security_storage, state.wait_for_update], ["granted", "denied", "granted", 500])
  assert.deepEqual(done.at(-1), ["success"])
  granted = ["analytics", "marketing"]
  hear("change")
  assert.deepEqual(done.filter(([what]) => what == "update").map(([, state]) => [state.ad_storage, state.ad_user_data, state.ad_personalization]), [["granted", "granted", "granted"]])
})

test("a stored choice that comes with the declaration is one update", () => {
  let granted = []
  const { done, hear } = container({}, () => granted, false)
  const updates = () => done.filter(([what]) => what == "update").map(([, state]) => state.analytics_storage)
  granted = ["analytics"]
  hear("ready")
  assert.deepEqual(updates(), ["granted"])
  granted = []
  hear("change")
  assert.deepEqual(updates(), ["granted", "denied"])
})

test("with nothing stored nothing is updated before a decision", () => {
  const { done } = container({}, () => [])
  assert.deepEqual(done.filter(([what]) => what == "update"), [])
})

test("an event follows the default and each update, with what is granted", () => {
  let granted = ["analytics"]
  const { done, hear } = container({}, () => granted)
  granted = ["marketing"]
  hear("change")
  const told = done.filter(([what]) => ["default", "update", "push"].includes(what))
  assert.deepEqual(told.map(([what]) => what), ["default", "push", "update", "push"])
  const event = (samtycke) => ["push", "dataLayer", { event: "samtycke_consent", samtycke }]
  assert.deepEqual(told[1], event({ functional: false, analytics: true, marketing: false }))
  assert.deepEqual(told[3], event({ functional: false, analytics: false, marketing: true }))
})

test("each type has a category of its own", () => {
  const { done } = container({ ad_personalization: "personal", ad_user_data: "" }, () => ["marketing", "personal"])
  const [[, state]] = done.filter(([what]) => what == "default")
  assert.deepEqual([state.ad_storage, state.ad_user_data, state.ad_personalization], ["granted", "denied", "granted"])
})

test("regions have a default of their own, and the others one too, as by the presets", () => {
  const { done } = container({ region: " SE,US-CA " }, () => ["analytics"])
  const defaults = done.filter(([what]) => what == "default").map(([, state]) => [state.region, state.analytics_storage, state.wait_for_update])
  assert.deepEqual(defaults, [[["SE", "US-CA"], "granted", 500], [undefined, "granted", 500]])
  const { args } = JSON.parse(section("TEMPLATE_PARAMETERS")).find(({ name }) => name == "region").valueValidators[0]
  for (const right of ["", "SE", "SE, NO,US-CA "]) assert.match(right, new RegExp(args[0]))
  for (const wrong of ["Sweden", "SE;NO", "se"]) assert.doesNotMatch(wrong, new RegExp(args[0]))
})

test("the event and the fields are those of the preset", () => {
  const preset = JSON.parse(readFileSync(new URL("../../presets/google-tag-manager.json", import.meta.url), "utf8"))
  const parameters = JSON.parse(section("TEMPLATE_PARAMETERS"))
  for (const { name, defaultValue } of parameters.filter(({ name }) => name != "waitForUpdate")) {
    const { shape, default: usual } = preset.options[name]
    assert.equal(defaultValue, usual ?? (shape == "flag" ? false : ""), name)
  }
})

test("a category that the site does not have is not asked about", () => {
  const asked = []
  container({ functionality_storage: "" }, () => ({ includes: (id) => (asked.push(id), false) }))
  assert.ok(!asked.includes(""))
})

test("without Samtycke everything is denied", () => {
  const { done } = container({}, undefined)
  const [[, state]] = done.filter(([what]) => what == "default")
  assert.ok(TYPES.every((type) => state[type] == (type == "security_storage" ? "granted" : "denied")))
})
