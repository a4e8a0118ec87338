// The guides: each example of docs/testing.md runs, and each recipe of docs/frameworks.md is part of a fixture.

import assert from "node:assert/strict"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import test from "node:test"
import { fixture, samtycke } from "./kit/fixture.mjs"
import { serve, thirdParty } from "./kit/servers.mjs"
import { visitor } from "./kit/visitor.mjs"

const guide = (name) => readFile(join(import.meta.dirname, "docs", name), "utf8")
const third = await thirdParty()
const { default: declaration } = await import(join(await fixture("bundled", third), "../declaration.js"))
const html = '<!doctype html><html lang="en"><title>Site</title><link rel="icon" href="data:,"><script src="/samtycke.min.js" data-config="/samtycke.json"></script><h1>Site</h1>'
const site = await serve(samtycke, { pages: (path) => ({ "/": html, "/samtycke.json": JSON.stringify(declaration) })[path] })
const AsyncFunction = (async () => {}).constructor

const examples = [...(await guide("testing.md")).matchAll(/^## (.+)\n[^#]*?^```js\n([^]*?)^```$/gm)]

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
