import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"
import { FILE, list } from "./third-parties.mjs"

test("the list of third parties is that of the package", () => {
  assert.equal(readFileSync(FILE, "utf8"), list())
})

test("a line has a category, a name and domains", () => {
  for (const line of list().trimEnd().split("\n")) assert.match(line, /^[a-z-]+\t[^\t]+\t(\*\.)?[\w.-]+( (\*\.)?[\w.-]+)*$/)
})
