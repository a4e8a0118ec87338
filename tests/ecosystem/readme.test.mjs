// The README, followed to the letter on a plain page whose body is a grid, and on one with htmx: its tag, its declaration, its
// gated elements and its way back.

import assert from "node:assert/strict"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import test from "node:test"
import { packages, samtycke } from "./kit/fixture.mjs"
import { serve, thirdParty } from "./kit/servers.mjs"
import { answer, asked, banner, button, cookie, dialog, isAsked, isNotAsked, settle, until, visitor } from "./kit/visitor.mjs"

const third = await thirdParty()

/** The README with the stand-in in place of its third parties. */
const guide = (await readFile(join(import.meta.dirname, "README.md"), "utf8"))
  .replace("https://www.googletagmanager.com/gtag/js?id=G-EXAMPLE", `${third.origin}/gtag.js`)
  .replaceAll("https://example.com", third.origin)

/** The code of the README that begins with a text. */
const code = (beginning) => {
  const found = [...guide.matchAll(/^```\w+\n([^]*?)^```$/gm)].map(([, text]) => text).find((text) => text.startsWith(beginning))
  assert.ok(found, `README.md has code that begins with ${beginning}`)
  return found
}

const page = (head, body) => `<!doctype html><html lang="en"><head>${code("<script src=")}<title>Site</title><link rel="icon" href="data:,">${head}</head>${body}</html>`
const content = code('<script type="text/plain"')
const way = code("<a href=")

const GRID = "<style>html, body { height: 100%; margin: 0 } body { display: grid; grid-template-rows: auto 1fr auto; gap: 1rem }</style>"
const htmx = await readFile(join(packages, "../../node_modules/htmx2/dist/htmx.js"))

const SITES = {
  "a page whose body is a grid": { "/": page(GRID, `<body><header>Site</header><main>${content}</main><footer>${way}</footer></body>`) },
  "pages with htmx": {
    "/": page('<script src="/htmx.js"></script>', `<body hx-boost="true"><h1>One</h1>${content}${way}<a href="/two">Two</a></body>`),
    "/two": page('<script src="/htmx.js"></script>', `<body hx-boost="true"><h1>Two</h1>${way}</body>`),
    "/htmx.js": htmx,
  },
}

for (const [name, files] of Object.entries(SITES)) {
  test(`the README on ${name}`, async () => {
    files["/samtycke.json"] = code("{")
    const site = await serve(samtycke, { pages: (path) => files[path] })
    third.asked.length = 0
    const { page, context, complaints } = await visitor()
    await page.goto(site)
    await isAsked(page)
    await answer(page, "Settings")
    await dialog(page).getByRole("switch", { name: "Analytics" }).waitFor()
    await button(page, "Close without saving").click()
    await settle(page)
    assert.deepEqual(third.asked, [])

    await answer(page, "Accept all")
    await asked(third, "/gtag.js", "/a.js", "/video")
    await page.waitForFunction(() => window.dataLayer.some(([what]) => what == "event"))
    await page.locator("[data-samtycke-declaration]").getByText("Google Analytics 4").waitFor()
    if (files["/two"]) {
      await page.getByRole("link", { name: "Two" }).click()
      await page.getByRole("heading", { name: "Two" }).waitFor()
    }

    await page.evaluate(() => (window.isBefore = true))
    await page.getByRole("link", { name: "Cookie settings" }).click()
    await dialog(page).getByRole("button", { name: "Reject all" }).click()
    await until("the withdrawal is in the cookie", async () => /\.none\./.test(await cookie(page)))
    await page.waitForFunction(() => !window.isBefore && window.samtycke?.consent().how == "none")
    third.asked.length = 0
    await page.goto(site)
    await isNotAsked(page)
    assert.deepEqual(third.asked, [])
    assert.equal(await banner(page).count(), 0)
    assert.deepEqual(complaints, [])
    await context.close()
  })
}

test("the development build has nothing to say of a service that the page alone gates", async () => {
  const declaration = JSON.parse(code("{"))
  for (const service of declaration.services) delete service.scripts
  const files = { "/": page("", `<body>${content}</body>`).replace("samtycke.min.js", "samtycke.dev.js"), "/samtycke.json": JSON.stringify(declaration) }
  const site = await serve(samtycke, { pages: (path) => files[path] })
  const { page: tab, context } = await visitor()
  const said = []
  tab.on("console", (message) => said.push(message.text()))
  await tab.goto(site)
  await isAsked(tab)
  assert.deepEqual(said, [])
  await context.close()
})
