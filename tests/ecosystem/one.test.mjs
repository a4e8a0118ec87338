// One Samtycke on a page, however it comes there.

import assert from "node:assert/strict"
import { join } from "node:path"
import test from "node:test"
import { fixture, samtycke } from "./kit/fixture.mjs"
import { serve, thirdParty, WITHOUT_WASM } from "./kit/servers.mjs"
import { answer, asked, banner, isAsked, settle, until, visitor } from "./kit/visitor.mjs"

const third = await thirdParty()
const declaration = JSON.parse(JSON.stringify((await import(join(await fixture("bundled", third), "../declaration.js"))).default))
const other = { ...declaration, version: 2 }

const TAG = '<script src="/samtycke.min.js" data-config="/samtycke.json"></script>'
const module = (code) => `<script type="module">import load, * as samtycke from "/samtycke.js"; const C = ${JSON.stringify(declaration)}; const other = ${JSON.stringify(other)}; ${code}</script>`

/** A page with these elements in its head, on a site with the files of the package. */
const pageWith = (...elements) => pageUnder({}, ...elements)

/** The same, with headers. */
const pageUnder = async (headers, ...elements) => {
  third.asked.length = 0
  const html = `<!doctype html><html lang="en"><head><title>One</title><link rel="icon" href="data:,">${elements.join("")}</head><body><h1>One</h1></body></html>`
  const site = await serve(samtycke, { headers, pages: (path) => ({ "/": html, "/samtycke.json": JSON.stringify(declaration) })[path] })
  const visit = await visitor()
  await visit.page.goto(site)
  return visit
}

/** One banner, whose yes counts for tag, module and page, and loads everything once. */
const isOne = async ({ page, context, complaints }, said = []) => {
  await isAsked(page)
  await answer(page, "Accept all")
  await banner(page).waitFor({ state: "detached" })
  await asked(third, "/stats.js")
  await settle(page)
  await asked(third, "/stats.js")
  assert.deepEqual(await page.evaluate(async () => [window.samtycke.has("analytics"), (await import("/samtycke.js")).has("analytics")]), [true, true])
  await until("what is said on the console", () => (complaints.length == said.length && complaints.every((text, at) => text.startsWith(said[at]))) || complaints)
  await context.close()
}

test("load() twice at once, and again later", async () =>
  isOne(await pageWith(module("const begin = () => load().then(() => samtycke.init(C)); begin(); await begin(); await begin()"))))

/** Counts the cores that the module starts, and how often it begins to follow the page itself. The settings part and Playwright follow it too. */
const COUNTER = String.raw`<script>
  window.made = { cores: 0, followers: 0 }
  const count = (make, name) => new Proxy(make, { construct: (...call) => (/samtycke\.js/.test(new Error().stack.split("\n")[2]) && made[name]++, Reflect.construct(...call)) })
  WebAssembly.Instance = count(WebAssembly.Instance, "cores")
  window.MutationObserver = count(MutationObserver, "followers")
</script>`
const TWICE = module(`
  const calls = [load(), load()]
  window.isSame = calls[0] === calls[1]
  await Promise.all(calls.map((call) => call.then(() => samtycke.init(C))))
  window.isBegun = true`)

/** Both calls get one promise, and this much is made. */
const isMadeOnce = async (visit, made) => {
  await visit.page.waitForFunction(() => window.isBegun)
  assert.equal(await visit.page.evaluate(() => window.isSame), true)
  assert.deepEqual(await visit.page.evaluate(() => window.made), made)
  await isOne(visit)
}

test("load() twice at once starts one core", async () => isMadeOnce(await pageWith(COUNTER, TWICE), { cores: 1, followers: 1 }))

test("load() twice at once follows the page once where WebAssembly is refused", async () =>
  isMadeOnce(await pageUnder(WITHOUT_WASM, COUNTER, TWICE), { cores: 0, followers: 1 }))

test("init() twice, with the same declaration", async () => isOne(await pageWith(module("samtycke.init(C); samtycke.init(structuredClone(C))"))))

test("init() twice, with another declaration: the second one is named once", async () =>
  isOne(await pageWith(module("samtycke.init(C); samtycke.init(other); samtycke.init(other)")), ["Samtycke: a second declaration is ignored"]))

test("the script tag and the module", async () => isOne(await pageWith(TAG, module("load().then(() => samtycke.init(C)); samtycke.init(C)"))))

test("the module, and the script tag after it", async () =>
  isOne(await pageWith(module("samtycke.init(C)"), TAG.replace("<script", '<script type="module"')), ["Samtycke: Samtycke is on this page twice."]))

test("the module, which the page itself puts on window", async () => isOne(await pageWith(module("window.samtycke = samtycke; load().then(() => samtycke.init(C))"))))

test("the module alone, and the tag's declaration", async () => isOne(await pageWith(TAG, module("window.granted = samtycke.has('analytics')"))))

test("the script tag twice: the second one is named", async () => isOne(await pageWith(TAG, TAG), ["Samtycke: Samtycke is on this page twice."]))
