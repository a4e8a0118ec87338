import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import test from "node:test"

// After a new version in package.json both files are copied anew.
test("autoconsent is as its package ships it", () => {
  const entry = createRequire(import.meta.url).resolve("@duckduckgo/autoconsent/rules/rules.json")
  const shipped = join(dirname(entry), "..")
  const kept = join(import.meta.dirname, "../audit/data")
  for (const [ours, theirs] of [["autoconsent.js", "dist/autoconsent.standalone.js"], ["autoconsent.LICENSE", "LICENSE"]]) {
    assert.equal(readFileSync(join(kept, ours), "utf8"), readFileSync(join(shipped, theirs), "utf8"), ours)
  }
})
