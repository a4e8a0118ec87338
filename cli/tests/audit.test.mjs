// `npx samtycke audit`: the npm package drives no browser, and says where the command is to be had.

import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { test } from "node:test"

const program = join(import.meta.dirname, "../../pkg/program/samtycke.mjs")

test("the package says in one sentence where audit is", () => {
  const told = spawnSync(process.execPath, [program, "audit", "https://a.example", "--html", "a.html"], { encoding: "utf8" })
  assert.equal(told.status, 2, told.stdout)
  assert.match(told.stderr, /^samtycke: `audit` drives a browser, .* `cargo install --path cli` .*\.\n$/)
})
