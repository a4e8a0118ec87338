import assert from "node:assert/strict"
import test from "node:test"
import { less, quantile, summary } from "../statistics.js"

test("a median lies in the middle, or between the two in the middle", () => {
  assert.equal(quantile([3, 1, 2], 0.5), 2)
  assert.equal(quantile([4, 1, 3, 2], 0.5), 2.5)
  assert.ok(Number.isNaN(quantile([], 0.5)))
})

test("quartiles are between neighbours", () => {
  assert.deepEqual(summary([1, 2, 3, 4, 5]), { median: 3, low: 2, high: 4, count: 5 })
  assert.deepEqual(summary([7]), { median: 7, low: 7, high: 7, count: 1 })
})

test("what is less than on a blank page is nothing", () => {
  assert.deepEqual(less(summary([1, 2, 3, 4, 5]), 3), { median: 0, low: 0, high: 1, count: 5 })
})
