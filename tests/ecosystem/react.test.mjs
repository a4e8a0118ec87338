// React in development, where StrictMode runs effects twice and hydration names what it did not expect.

import assert from "node:assert/strict"
import { cp } from "node:fs/promises"
import { join } from "node:path"
import test from "node:test"
import react from "@vitejs/plugin-react"
import { build } from "vite"
import { fixture, samtycke, say } from "./kit/fixture.mjs"
import { serve, thirdParty } from "./kit/servers.mjs"
import { answer, asked, banner, button, dialog, isAsked, isNotAsked, settle, until, visitor } from "./kit/visitor.mjs"

process.env.NODE_ENV = "development"

const third = await thirdParty()
const folder = await fixture("react", third)
const dist = join(folder, "dist")
say("building the React app, and its server")
const shared = { root: folder, mode: "development", logLevel: "error", plugins: [react()] }
await build({ ...shared, build: { minify: false, rolldownOptions: { input: [join(folder, "index.html"), join(folder, "hydrate.jsx")], output: { entryFileNames: "[name].js" } } } })
await build({ ...shared, build: { ssr: "server.jsx", outDir: "server" } })
await cp(join(samtycke, "samtycke.min.js"), join(dist, "samtycke.min.js"))
for (const file of ["settings.js", "embeds.js", "messages.js", "en.json"]) await cp(join(samtycke, `samtycke.${file}`), join(dist, `samtycke.${file}`))
const { default: declaration } = await import(join(folder, "../declaration.js"))
const { html } = await import(join(folder, "server/server.js"))
const RENDERED = ["/hydrated", "/gated", "/live"]
const site = await serve(dist, { pages: (path) => (path == "/samtycke.json" ? JSON.stringify(declaration) : RENDERED.includes(path) ? html(path) : undefined) })

const EVERYTHING = ["/stats.js", "/widget.js", "/film", "/map"]

/** A visitor at a page, with nothing asked of the third party yet. */
const at = async (path) => {
  third.asked.length = 0
  const visit = await visitor()
  await visit.page.goto(site + path)
  return visit
}

/** Waits until these scripts of the third party have run, and no other. */
const ran = (page, ...scripts) =>
  until(`${scripts} have run`, async () => {
    const all = await page.evaluate(() => [...(window.ran ?? [])].sort())
    return String(all) == String(scripts) || all
  })

test("load() in a StrictMode effect leaves one banner, which can be answered", async () => {
  const { page, context, complaints } = await at("/")
  await isAsked(page)
  assert.equal(await page.evaluate(() => window.effects), 2)
  await answer(page, "Reject all")
  await page.reload()
  await isNotAsked(page)
  assert.deepEqual(third.asked, [])
  assert.deepEqual(complaints, [])
  await context.close()
})

test("gated tags, gates and the declaration are components that come and go", async () => {
  const { page, context, complaints } = await at("/")
  await isAsked(page)
  await button(page, "Details").click()
  await page.getByText("No map without marketing").waitFor()
  await page.locator("[data-samtycke-declaration]").getByText("Stats").waitFor()
  await settle(page)
  assert.deepEqual(third.asked, [])
  await answer(page, "Accept all")
  await page.getByText("Marketing: yes").waitFor()
  await asked(third, ...EVERYTHING)
  await button(page, "Details").click()
  await page.getByTitle("Film").waitFor({ state: "detached" })
  await button(page, "Details").click()
  await asked(third, ...EVERYTHING, "/widget.js", "/film", "/map")
  await ran(page, "/stats.js", "/widget.js", "/widget.js")
  await page.locator("[data-samtycke-declaration]").getByText("Stats").waitFor()
  await button(page, "Cookies").click()
  await dialog(page).getByRole("switch", { name: "Marketing" }).uncheck()
  await button(page, "Save choices").click()
  await page.getByText("Marketing: no").waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test("hydration of the whole document finds what the server wrote, and asks once", async () => {
  const { page, context, complaints } = await at("/hydrated")
  await page.waitForFunction(() => window.isHydrated)
  await isAsked(page)
  await settle(page)
  assert.deepEqual(third.asked, [])
  await answer(page, "Accept all")
  await asked(third, ...EVERYTHING)
  await page.getByText("Marketing: yes").waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test("hydration after a yes loads everything once", async () => {
  const { page, context, complaints } = await at("/hydrated")
  await isAsked(page)
  await answer(page, "Accept all")
  await asked(third, ...EVERYTHING)
  third.asked.length = 0
  await page.reload()
  await page.waitForFunction(() => window.isHydrated)
  await page.getByText("Marketing: yes").waitFor()
  await asked(third, ...EVERYTHING)
  assert.equal(await banner(page).count(), 0)
  await ran(page, "/stats.js", "/widget.js")
  assert.deepEqual(complaints, [])
  await context.close()
})

/** How many gated elements have all of their addresses, and whether the declaration is in its place. */
const opened = (page) =>
  page.evaluate(() => {
    const names = (element) => element.getAttributeNames().filter((name) => /^data-samtycke-(?!declaration|click)/.test(name))
    const gated = [...document.querySelectorAll("[data-samtycke=marketing]")]
    const open = gated.filter((element) => names(element).every((name) => element.hasAttribute(name.slice("data-samtycke-".length))))
    return `${open.length} of ${gated.length}, ${!!document.querySelector("[data-samtycke-declaration]").firstChild}`
  })

const hydrate = async (page) => {
  await page.evaluate(() => window.hydrate())
  await page.waitForFunction(() => window.isHydrated)
}

test("hydration accepts what Samtycke has done to the server's markup before: a no, a yes, a yes of an earlier visit", async () => {
  const { page, context, complaints } = await at("/gated")
  const is = (state) => until(`gated elements: ${state}`, async () => (await opened(page)) == state || opened(page))
  await isAsked(page)
  await is("0 of 8, true")
  await hydrate(page)
  assert.deepEqual(third.asked, [])
  await answer(page, "Accept all")
  await is("8 of 8, true")

  await page.reload()
  await is("8 of 8, true")
  await hydrate(page)
  await page.getByText("Marketing: yes").waitFor()
  await is("8 of 8, true")
  assert.equal(await page.evaluate(() => window.isInlineRun), true)
  assert.deepEqual(complaints, [])

  await page.evaluate(() => (window.isBefore = true))
  await button(page, "Cookies").click()
  await dialog(page).getByRole("button", { name: "Reject all" }).click()
  await page.waitForFunction(() => !window.isBefore && window.samtycke?.consent().how == "none")
  await is("0 of 8, true")
  await hydrate(page)
  await page.getByText("No map without marketing").waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test("hydration accepts that a live address was taken, which Samtycke alone names", async () => {
  const { page, context, complaints } = await at("/live")
  await isAsked(page)
  assert.equal(await page.getByTitle("Live").getAttribute("src"), null)
  await hydrate(page)
  await until("it is named", () => complaints.length == 1 || complaints)
  assert.match(complaints[0], /^Samtycke: .*src/)
  await context.close()
})
