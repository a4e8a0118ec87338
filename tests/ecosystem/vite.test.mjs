// Vite while a site is developed: dependencies are bundled before, and modules are replaced while the page is open.

import assert from "node:assert/strict"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import test, { after } from "node:test"
import { createServer } from "vite"
import { fixture, say } from "./kit/fixture.mjs"
import { thirdParty } from "./kit/servers.mjs"
import { answer, asked, banner, isAsked, roundTrip, visitor } from "./kit/visitor.mjs"

const third = await thirdParty()
const folder = await fixture("vite", third)
say("starting Vite")
const server = await createServer({ root: folder, logLevel: "error", server: { host: "127.0.0.1", port: 0 } })
await server.listen()
after(() => server.close())
const site = `http://127.0.0.1:${server.httpServer.address().port}/`

test("a visitor is asked, and the settings and their words are found", () => roundTrip(site, third, ["/stats.js", "/film"]))

test("the package is bundled before, with its entries in one instance", async () => {
  const { context, page } = await visitor()
  const files = []
  page.on("request", (request) => files.push(new URL(request.url()).pathname))
  await page.goto(site)
  await isAsked(page)
  assert.ok(files.some((file) => /\.vite\/deps\/samtycke\.js$/.test(file)), files.join())
  await answer(page, "Accept all")
  await page.waitForFunction(() => window.fromStore("analytics"))
  await context.close()
})

test("a hot replacement leaves one banner, which can be answered, and loads nothing twice", async () => {
  third.asked.length = 0
  const { context, page, complaints } = await visitor()
  await page.goto(site)
  await isAsked(page)
  const replace = async (words) => {
    await writeFile(join(folder, "words.js"), `export const words = "${words}"`)
    await page.getByText(words).waitFor()
  }
  await replace("second words")
  await isAsked(page)
  await answer(page, "Accept all")
  await asked(third, "/stats.js", "/film")
  await replace("third words")
  assert.equal(await banner(page).count(), 0)
  await asked(third, "/stats.js", "/film")
  assert.deepEqual(complaints, [])
  await context.close()
})
