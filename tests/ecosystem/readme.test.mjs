// The README, followed to the letter on a plain page whose body is a grid, and on one with htmx: its declaration, its build, its tag,
// its gated elements and its way back; and the same without a build.

import assert from "node:assert/strict"
import { mkdtemp, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import test from "node:test"
import { packages, run, samtycke } from "./kit/fixture.mjs"
import { serve, thirdParty } from "./kit/servers.mjs"
import { answer, asked, banner, button, cookie, dialog, isAsked, isNotAsked, settle, until, visitor } from "./kit/visitor.mjs"

const third = await thirdParty()

/** A guide with the stand-in in place of its third parties. */
const guide = async (file) =>
  (await readFile(join(import.meta.dirname, file), "utf8"))
    .replace("https://www.googletagmanager.com/gtag/js?id=G-EXAMPLE", `${third.origin}/gtag.js`)
    .replaceAll("https://example.com", third.origin)

/** The code of a guide that begins with a text. */
const code = (guide, beginning) => {
  const found = [...guide.matchAll(/^```\w+\n([^]*?)^```$/gm)].map(([, text]) => text).find((text) => text.startsWith(beginning))
  assert.ok(found, `there is code that begins with ${beginning}`)
  return found
}

const readme = await guide("README.md")
const unbuilt = (await guide("docs/declaration.md")).split("### Without a build")[1]

const page = (tag, head, body) => `<!doctype html><html lang="en"><head>${tag}<title>Site</title><link rel="icon" href="data:,">${head}</head>${body}</html>`
const content = code(readme, '<script type="text/plain"')
const way = code(readme, "<a href=")

/** Presets have the vendors' own addresses, which nothing here may reach: what is asked of them, by a name of its own. */
const VENDORS = { "https://www.googletagmanager.com/**": "/gtag.js", "https://www.youtube*.com/**": "/video" }

/** What a way puts into each page, and the folder that it serves. */
const WAYS = {
  built: async () => {
    const folder = await mkdtemp(join(import.meta.dirname, "built-"))
    await writeFile(join(folder, "samtycke.json"), code(readme, "{"))
    const command = code(readme, "npx samtycke build").trim().split(" ").slice(2)
    const printed = await run(join(samtycke, "program/samtycke.mjs"), command, { cwd: folder })
    const [tag] = printed.match(/<script .*<\/script>/)
    assert.equal(tag.replace(/sha384-[^"]+/, "sha384-…"), code(readme, "<script src=").trim())
    return { tag, folder: join(folder, "public"), files: {} }
  },
  unbuilt: async () => ({ tag: code(unbuilt, "<script src="), folder: samtycke, files: { "/samtycke.json": code(unbuilt, "{") } }),
}

const GRID = "<style>html, body { height: 100%; margin: 0 } body { display: grid; grid-template-rows: auto 1fr auto; gap: 1rem }</style>"
const htmx = await readFile(join(packages, "../../node_modules/htmx2/dist/htmx.js"))

const SITES = {
  "a page whose body is a grid": (tag) => ({ "/": page(tag, GRID, `<body><header>Site</header><main>${content}</main><footer>${way}</footer></body>`) }),
  "pages with htmx": (tag) => ({
    "/": page(tag, '<script src="/htmx.js"></script>', `<body hx-boost="true"><h1>One</h1>${content}${way}<a href="/two">Two</a></body>`),
    "/two": page(tag, '<script src="/htmx.js"></script>', `<body hx-boost="true"><h1>Two</h1>${way}</body>`),
    "/htmx.js": htmx,
  }),
}

const cases = Object.entries(WAYS).flatMap(([way, make]) => Object.entries(SITES).map(([name, pages]) => [`${name}, ${way}`, make, pages]))
for (const [name, make, pages] of cases) {
  test(`the README on ${name}`, async () => {
    const { tag, folder, files } = await make()
    // Without the preset the film's category is its gate.
    const held = (html) => (folder == samtycke ? html.replace("<iframe ", '<iframe data-samtycke="marketing" ') : html)
    for (const [path, file] of Object.entries(pages(tag))) files[path] = path.endsWith(".js") ? file : held(file)
    const site = await serve(folder, { pages: (path) => files[path] })
    third.asked.length = 0
    const { page, context, complaints } = await visitor()
    for (const [address, name] of Object.entries(VENDORS)) {
      await context.route(address, (route) => {
        third.asked.push(name)
        return route.fulfill({ contentType: name.endsWith(".js") ? "text/javascript" : "text/html", body: "" })
      })
    }
    await page.goto(site)
    await isAsked(page)
    await answer(page, "Settings")
    await dialog(page).getByRole("switch", { name: "Analytics" }).waitFor()
    await button(page, "Close without saving").click()
    await settle(page)
    assert.deepEqual(third.asked, [])

    await answer(page, "Accept all")
    await asked(third, "/gtag.js", "/a.js", "/video")
    await page.waitForFunction(() => window.dataLayer.some((told) => told[0] == "event"))
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
  const declaration = JSON.parse(code(unbuilt, "{"))
  for (const service of declaration.services) delete service.scripts
  const gated = content.replace("<iframe ", '<iframe data-samtycke="marketing" ')
  const files = { "/": page(code(unbuilt, "<script src="), "", `<body>${gated}</body>`).replace("samtycke.min.js", "samtycke.dev.js"), "/samtycke.json": JSON.stringify(declaration) }
  const site = await serve(samtycke, { pages: (path) => files[path] })
  const { page: tab, context } = await visitor()
  const said = []
  tab.on("console", (message) => said.push(message.text()))
  await tab.goto(site)
  await isAsked(tab)
  assert.deepEqual(said, [])
  await context.close()
})
