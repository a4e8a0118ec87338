// Next with its app router: the script tag, plain and by next/script, and the package.

import assert from "node:assert/strict"
import { cp, mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import test from "node:test"
import { fixture, packages, run, samtycke, say, start } from "./kit/fixture.mjs"
import { thirdParty } from "./kit/servers.mjs"
import { answer, asked, banner, button, dialog, isAsked, isNotAsked, settle, visitor } from "./kit/visitor.mjs"

const next = join(packages, "../../node_modules/next/dist/bin/next")
const third = await thirdParty()
const cwd = await fixture("next", third)
const { default: declaration } = await import(join(cwd, "../declaration.js"))
await mkdir(join(cwd, "public"), { recursive: true })
for (const file of ["min.js", "settings.js", "embeds.js", "en.json"]) await cp(join(samtycke, `samtycke.${file}`), join(cwd, "public", `samtycke.${file}`))
await writeFile(join(cwd, "public/samtycke.json"), JSON.stringify(declaration))

const EVERYTHING = ["/stats.js", "/widget.js", "/film"]

/** A running site: as it is deployed, and as it is developed. */
const SITES = {
  "built by Turbopack": async () => {
    await run(next, ["build"], { cwd })
    return start(next, ["start", ...AT], { cwd })
  },
  "in development": () => start(next, ["dev", ...AT], { cwd, env: { DIST: ".next-dev" } }),
}
const AT = ["--hostname", "127.0.0.1", "--port", "0"]

/** Asked, settings, yes, another page and back, withdrawal. */
const visit = async (site, path, { settings = "Settings" } = {}) => {
  third.asked.length = 0
  const { page, context, complaints } = await visitor()
  await page.goto(site + path)
  await isAsked(page)
  await button(page, settings).click()
  await dialog(page).getByRole("switch", { name: "Analytics" }).waitFor()
  await button(page, "Close without saving").click()
  await settle(page)
  assert.deepEqual(third.asked, [])
  const two = page.getByRole("link", { name: "Two" })
  if (await two.count()) {
    await two.click()
    await page.getByRole("heading", { name: "Second page" }).waitFor()
    await isAsked(page)
    await page.goBack()
    await two.waitFor()
    await isAsked(page)
  }
  await answer(page, "Accept all")
  await asked(third, ...EVERYTHING)
  third.asked.length = 0
  await page.reload()
  await asked(third, ...EVERYTHING)
  await isNotAsked(page)
  third.asked.length = 0
  await page.evaluate(() => window.samtycke.withdraw())
  await page.waitForFunction(() => window.samtycke?.consent().how == "none")
  await settle(page)
  assert.deepEqual(third.asked, [])
  assert.equal(await banner(page).count(), 0)
  assert.deepEqual(complaints, [])
  await context.close()
}

for (const [name, serve] of Object.entries(SITES)) {
  test(`a site ${name}`, async (context) => {
    say(`Next: a site ${name}`)
    const site = await serve()
    await context.test("the script tag of the README", () => visit(site, "/tag"))
    await context.test("the script tag by next/script", () => visit(site, "/script"))
    await context.test("the package, in a client component", () => visit(site, "/package", { settings: "Cookies" }))
  })
}
