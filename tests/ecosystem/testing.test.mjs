// The guides: each example of docs/testing.md runs, and each recipe of docs/frameworks.md is part of a fixture.

import assert from "node:assert/strict"
import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import test from "node:test"
import { runCypress } from "./kit/cypress.mjs"
import { fixture, packages, run, samtycke } from "./kit/fixture.mjs"
import { serve, thirdParty } from "./kit/servers.mjs"
import { visitor } from "./kit/visitor.mjs"

const guide = (name) => readFile(join(import.meta.dirname, "docs", name), "utf8")
const installed = (file) => join(packages, "../../node_modules", file)
const third = await thirdParty()
const { default: declaration } = await import(join(await fixture("bundled", third), "../declaration.js"))
const html = '<!doctype html><html lang="en"><title>Site</title><link rel="icon" href="data:,"><script src="/samtycke.min.js" data-config="/samtycke.json"></script><h1>Site</h1>'
const site = await serve(samtycke, { pages: (path) => ({ "/": html, "/samtycke.json": JSON.stringify(declaration) })[path] })
const AsyncFunction = (async () => {}).constructor

const all = [...(await guide("testing.md")).matchAll(/^## (.+)\n[^#]*?^```js\n([^]*?)^```$/gm)]
const examples = all.filter(([, title]) => title != "Cypress")
const [, , cypress] = all.find(([, title]) => title == "Cypress")

test("docs/testing.md has its examples", () => assert.equal(examples.length, 6))

for (const [, title, code] of examples) {
  test(`docs/testing.md: ${title}`, async () => {
    const { page, context, complaints } = await visitor()
    await new AsyncFunction("page", "context", "browser", "site", code)(page, context, context.browser(), site)
    assert.deepEqual(complaints, [])
    await context.close()
  })
}

test("docs/testing.md: somebody who has refused is not asked", async () => {
  const { page, context } = await visitor()
  const code = examples.find(([, title]) => /refused/.test(title))[2]
  await new AsyncFunction("page", "context", "browser", "site", code)(page, context, context.browser(), site)
  assert.equal(await page.getByRole("region", { name: "We use cookies" }).count(), 0)
  await context.close()
})

test("docs/testing.md: what is written for Cypress finds, presses and reads the same without it", async () => {
  assert.equal(await runCypress(cypress, site, visitor), 4)
})

test("docs/testing.md: Cypress's types and rules accept what is written for it", async () => {
  const cwd = await fixture("cypress", third)
  await writeFile(join(cwd, "guide.cy.js"), cypress)
  await run(installed("typescript/bin/tsc"), ["--project", "."], { cwd })
  await run(installed("eslint/bin/eslint.js"), ["--max-warnings", "0", "guide.cy.js"], { cwd })
})

/** The declaration is elsewhere in the fixtures. */
const normal = (code) => code.replaceAll(/"[./]*\/declaration\.js"/g, '"./declaration.js"').replaceAll(/\s+/g, " ").trim()

const recipes = [...(await guide("frameworks.md")).matchAll(/^<!-- (\S+) -->\n```\w+\n([^]*?)^```$/gm)]

test("docs/frameworks.md: every recipe is part of a fixture", async () => {
  assert.equal(recipes.length, [...(await guide("frameworks.md")).matchAll(/^```\w/gm)].length)
  for (const [, file, code] of recipes) {
    const whole = normal(await readFile(join(import.meta.dirname, "fixtures", file), "utf8"))
    assert.ok(whole.includes(normal(code)), `${file} holds the recipe:\n${code}`)
  }
})
