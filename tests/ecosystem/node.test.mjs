// A server imports the package: nothing happens there, and nothing is granted.

import assert from "node:assert/strict"
import test from "node:test"
import { createElement } from "react"
import { renderToString } from "react-dom/server"
import load, * as samtycke from "samtycke"
import { Gate, SettingsButton, useConsent } from "samtycke/react"
import { getSnapshot, has, subscribe } from "samtycke/store"
import { createSSRApp, h } from "vue"
import { renderToString as renderVue } from "vue/server-renderer"
import * as vue from "samtycke/vue"
import declaration from "./fixtures/declaration.js"

test("importing touches nothing", () => {
  assert.equal(typeof window, "undefined")
  assert.equal(globalThis.samtycke, undefined)
})

test("load rejects with a sentence that says why", () => assert.rejects(load(), { message: "Samtycke: load() needs a page; on a server nothing is granted." }))

test("every other function does nothing, and answers no", async (context) => {
  const said = context.mock.method(console, "error", () => {})
  samtycke.init(declaration)
  samtycke.init("no JSON")
  assert.equal(samtycke.has("analytics"), false)
  assert.deepEqual(samtycke.receipts(), [])
  const consent = samtycke.consent()
  assert.deepEqual([consent.version, consent.decided, consent.granted, consent.services], [null, false, [], {}])
  for (const name of ["accept", "reject", "withdraw", "open", "settings", "close"]) assert.equal(samtycke[name](), undefined, name)
  assert.equal(samtycke.set({ analytics: true }), undefined)
  assert.equal(typeof samtycke.on("change", () => assert.fail("nothing changes")), "function")
  samtycke.on("change", () => {})()
  await samtycke.setLanguage("sv")
  const kept = await Promise.race([samtycke.when("analytics").then(() => true), new Promise((later) => setTimeout(later, 50, false))])
  assert.equal(kept, false)
  assert.equal(samtycke.has("analytics"), false)
  assert.deepEqual(said.mock.calls.map(({ arguments: [text] }) => text), [])
})

test("the test above calls every function that there is", () => {
  const called = ["accept", "close", "consent", "default", "has", "init", "on", "open", "receipts", "reject", "set", "setLanguage", "settings", "when", "withdraw"]
  assert.deepEqual(Object.keys(samtycke).sort(), called)
})

test("the store has no snapshot", () => {
  assert.equal(getSnapshot(), undefined)
  assert.equal(has("analytics"), false)
  assert.equal(subscribe(() => {})(), undefined)
})

test("React renders the fallback of a gate, and the button", () => {
  const Film = () => (useConsent("marketing") ? "film" : "no film")
  const app = createElement("p", null, createElement(Gate, { id: "marketing", fallback: "shut" }, "open"), createElement(Film), createElement(SettingsButton, { className: "link" }, "Cookies"))
  assert.equal(renderToString(app).replaceAll("<!-- -->", ""), '<p>shutno film<button type="button" class="link" data-samtycke-click="settings">Cookies</button></p>')
})

test("Vue renders the same", async () => {
  const gate = () => h(vue.Gate, { id: "marketing" }, { default: () => "open", fallback: () => "shut" })
  const app = createSSRApp({ render: () => h("p", [gate(), h(vue.SettingsButton, { class: "link" }, () => "Cookies")]) })
  assert.equal((await renderVue(app)).replace(/<!--.*?-->/g, ""), '<p>shut<button type="button" data-samtycke-click="settings" class="link">Cookies</button></p>')
})
