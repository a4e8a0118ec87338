import assert from "node:assert/strict"
import { test } from "node:test"
import { circle } from "./circles.mjs"

test("a circle is found wherever it is", () => {
  assert.deepEqual(circle({ a: ["b"], b: ["c"], c: ["b"] }), ["b", "c", "b"])
  assert.deepEqual(circle({ a: ["a"] }), ["a", "a"])
})

test("files that share an import are no circle", () => {
  assert.equal(circle({ a: ["b", "c"], b: ["d"], c: ["d"], d: [] }), undefined)
})
