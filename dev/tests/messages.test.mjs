// What a page's mistakes are told as, where the development build tells them otherwise.

import assert from "node:assert"
import { execFileSync } from "node:child_process"
import { join } from "node:path"
import test from "node:test"

const page = join(import.meta.dirname, "../../src/page")
const bundle = ["--bundle", "--format=esm", "--log-level=warning", "--define:IS_MODULE=true", "--define:IS_COMMON=false"]
const source = execFileSync("esbuild", [...bundle, join(page, "messages.ts")])
const { part: explain } = await import("data:text/javascript;base64," + source.toString("base64"))

test("the development build tells all that is wrong, and sends nobody to itself", () => {
  const told = explain("declaration", "\nversion: missing\nui.colour: unknown field")
  assert.equal(told, "the declaration is wrong, so nothing third-party is loaded:\nversion: missing\nui.colour: unknown field")
  assert.match(explain("declaration", "services.2"), /wrong at services\[2\].*samtycke\.dev\.js and "npx samtycke check" say what is expected/)
  assert.match(explain("declaration", "services.2.preset"), /has a preset at services\[2\]\.preset/)
})
