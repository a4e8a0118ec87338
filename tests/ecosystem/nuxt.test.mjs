// Nuxt: the script tag in its configuration, the package in a client plugin, and components that its server renders.

import assert from "node:assert/strict"
import { cp, mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import test from "node:test"
import { fixture, packages, run, samtycke, say, start } from "./kit/fixture.mjs"
import { freePort, thirdParty } from "./kit/servers.mjs"
import { visitShop } from "./kit/shop.mjs"
import { answer, asked, isAsked, isNotAsked, visitor } from "./kit/visitor.mjs"

const third = await thirdParty()
const cwd = await fixture("nuxt", third)
const { default: declaration } = await import(join(cwd, "../declaration.js"))
await mkdir(join(cwd, "public"))
for (const file of ["min.js", "settings.js", "embeds.js", "en.json"]) await cp(join(samtycke, `samtycke.${file}`), join(cwd, "public", `samtycke.${file}`))
await writeFile(join(cwd, "public/samtycke.json"), JSON.stringify(declaration))
say("building with Nuxt")
await run(join(packages, "../../node_modules/nuxt/bin/nuxt.mjs"), ["build"], { cwd })
const site = await start(join(cwd, ".output/server/index.mjs"), [], { cwd, env: { HOST: "127.0.0.1", PORT: await freePort() }, ready: /Listening/ })

/** Answers the script tag with nothing, so that the package starts by itself. */
const withoutTag = (page) => page.route("**/samtycke.min.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }))

test("the script tag, and the package beside it", () => visitShop(site, third))
test("the package alone", () => visitShop(site, third, { prepare: withoutTag }))

for (const [name, prepare] of Object.entries({ "the script tag": () => {}, "the package": withoutTag })) {
  test(`hydration after a yes, with ${name}, finds what the server wrote`, async () => {
    third.asked.length = 0
    const { page, context, complaints } = await visitor()
    await prepare(page)
    await page.goto(site + "/film")
    await isAsked(page)
    await page.getByText("No map without marketing").waitFor()
    await answer(page, "Accept all")
    await asked(third, "/stats.js", "/widget.js", "/film", "/map")
    third.asked.length = 0
    await page.reload()
    await page.getByText("Marketing: yes").waitFor()
    await asked(third, "/stats.js", "/widget.js", "/film", "/map")
    await isNotAsked(page)
    assert.deepEqual(complaints, [])
    await context.close()
  })
}
