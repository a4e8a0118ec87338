// Routers that exchange the page's content, keep its markup for the way back, or load the next page whole: the question goes
// along until it is answered, an answer counts on every page, nobody who refused is asked, and nothing of ours is doubled.

import assert from "node:assert/strict"
import { cp, readFile } from "node:fs/promises"
import { join } from "node:path"
import test from "node:test"
import { fixture, packages, run, samtycke, say } from "./kit/fixture.mjs"
import { serve, thirdParty } from "./kit/servers.mjs"
import { answer, asked, banner, cookie, isAsked, isNotAsked, settle, until, visitor } from "./kit/visitor.mjs"

const third = await thirdParty()
const { default: declaration } = await import(join(await fixture("bundled", third), "../declaration.js"))
const installed = (file) => readFile(join(packages, "../../node_modules", file))

const TAG = '<script src="/samtycke.min.js" data-config="/samtycke.json"></script>'
const FILM = `<iframe title="Film" data-samtycke="marketing" data-samtycke-src="${third.origin}/film"></iframe>`

/** A site of two pages, with a router in their head. */
const twoPages = (router, { body = "<body>", files = {} } = {}) => {
  const page = (name, content) => `<!doctype html><html lang="en"><head><title>${name}</title><link rel="icon" href="data:,">${TAG}${router}</head>${body}<h1>${name}</h1>${content}</body></html>`
  const pages = { "/": page("One", `${FILM}<a href="/two">Two</a>`), "/two": page("Two", '<a href="/">One</a>'), "/samtycke.json": JSON.stringify(declaration) }
  return serve(samtycke, { pages: (path) => files[path] ?? pages[path] })
}

/** The same two pages, built by Astro. */
const astro = async () => {
  const cwd = await fixture("astro", third)
  await cp(samtycke, join(cwd, "public"), { recursive: true, filter: (file) => !/\.(json|svelte|md)$/.test(file) || /samtycke\.\w+\.json$/.test(file) })
  await run(join(packages, "../../node_modules/astro/astro.js"), ["build"], { cwd })
  return serve(join(cwd, "dist"), { pages: (path) => (path == "/samtycke.json" ? JSON.stringify(declaration) : undefined) })
}

const ROUTERS = {
  Turbo: async () => twoPages('<script type="module" src="/turbo.js"></script>', { files: { "/turbo.js": await installed("@hotwired/turbo/dist/turbo.es2017-esm.js") } }),
  "htmx 2": async () => twoPages('<script src="/htmx.js"></script>', { body: '<body hx-boost="true">', files: { "/htmx.js": await installed("htmx2/dist/htmx.js") } }),
  "htmx 4": async () => twoPages('<script src="/htmx.js"></script>', { body: '<body hx-boost:inherited="true">', files: { "/htmx.js": await installed("htmx.org/dist/htmx.js") } }),
  "Astro's ClientRouter": astro,
  "view transitions of the browser": () => twoPages("<style>@view-transition { navigation: auto }</style>"),
}

const go = async (page, name) => {
  await page.getByRole("link", { name }).click()
  await page.getByRole("heading", { name, exact: true }).waitFor()
}
const back = async (page, name) => {
  await page.goBack()
  await page.getByRole("heading", { name, exact: true }).waitFor()
}

for (const [name, begin] of Object.entries(ROUTERS)) {
  test(name, async () => {
    say(`two pages with ${name}`)
    const site = await begin()
    third.asked.length = 0
    const { page, context, complaints } = await visitor()
    await page.goto(site)
    await page.evaluate(() => (window.isKept = true))
    await isAsked(page)
    await go(page, "Two")
    // What exchanges content only is really at work.
    assert.equal(await page.evaluate(() => window.isKept === true), !name.startsWith("view"))
    await isAsked(page)
    await back(page, "One")
    await isAsked(page)
    await go(page, "Two")
    await settle(page)
    assert.deepEqual(third.asked, [])

    await answer(page, "Accept all")
    await asked(third, "/stats.js")
    await back(page, "One")
    await until("the film is there", () => third.asked.includes("/film"))
    await isNotAsked(page)
    assert.equal(third.asked.filter((path) => path == "/film").length, 1)
    await go(page, "Two")
    await isNotAsked(page)

    await page.evaluate(() => window.samtycke.withdraw())
    await until("the withdrawal is in the cookie", async () => /\.none\./.test(await cookie(page)))
    await page.waitForFunction(() => window.samtycke?.consent().how == "none")
    await page.waitForLoadState()
    third.asked.length = 0
    await back(page, "One")
    await isNotAsked(page)
    await go(page, "Two")
    await isNotAsked(page)
    assert.deepEqual(third.asked, [])
    assert.equal(await page.locator("samtycke-root").count(), 1)
    assert.deepEqual(complaints, [])
    await context.close()
  })
}

test("a body that is replaced while the visitor is asked", async () => {
  const { page, context, complaints } = await visitor()
  await page.goto(await twoPages(""))
  await isAsked(page)
  await page.evaluate(() => (document.body.innerHTML = "<h1>Emptied</h1>"))
  await isAsked(page)
  await page.evaluate(() => document.body.replaceWith(Object.assign(document.createElement("body"), { innerHTML: "<h1>Replaced</h1>" })))
  await isAsked(page)
  await page.evaluate(() => document.documentElement.replaceChildren(document.head, Object.assign(document.createElement("body"), { innerHTML: "<h1>New</h1>" })))
  await isAsked(page)
  await answer(page, "Reject all")
  await banner(page).waitFor({ state: "detached" })
  await page.evaluate(() => (document.body.innerHTML = "<h1>Again</h1>"))
  await isNotAsked(page)
  assert.deepEqual(complaints, [])
  await context.close()
})

test("a page that was saved with a banner in it", async () => {
  const files = {}
  const site = await twoPages("", { files })
  const first = await visitor()
  await first.page.goto(site)
  await isAsked(first.page)
  files["/saved"] = "<!doctype html>" + (await first.page.content())
  assert.match(files["/saved"], /samtycke-banner/)
  await first.context.close()

  const { page, context, complaints } = await visitor()
  await page.goto(site + "/saved")
  await isAsked(page)
  await answer(page, "Reject all")
  await banner(page).waitFor({ state: "detached" })
  await page.reload()
  await isNotAsked(page)
  assert.deepEqual(complaints, [])
  await context.close()
})
