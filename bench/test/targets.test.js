import assert from "node:assert/strict"
import test from "node:test"
import { Samples } from "../samples.js"
import { best, judge, TARGETS, verdict } from "../targets.js"

test("the best rival has the smallest value that was measured", () => {
  assert.deepEqual(best([["a", 3], ["b", undefined], ["c", 2]]), ["c", 2])
  assert.equal(best([["a", undefined]]), null)
})

test("a ratio is met up to its bound, and a bound alone needs no rival", () => {
  assert.deepEqual(verdict({ to: "rival", most: 0.8 }, 8, ["a", 10]), { ratio: 0.8, met: true })
  assert.equal(verdict({ to: "rival", most: 0.8 }, 9, ["a", 10]).met, false)
  assert.deepEqual(verdict({ to: "rival", most: 1 }, 0, ["a", 0]), { ratio: 1, met: true })
  assert.equal(verdict({ most: 100 }, 100, null).met, true)
  assert.equal(verdict({ below: 50 }, 50, null).met, false)
})

test("what was not measured is neither met nor missed", () => {
  assert.equal(verdict({ most: 100 }, undefined, null).met, null)
  assert.equal(verdict({ to: "rival", most: 1 }, 1, null).met, null)
})

test("a rival that failed its proof is nobody's measure", () => {
  const samples = new Samples("blank")
  samples.add(3, "fast", "ours", { bannerBytes: 70 })
  samples.add(3, "fast", "good", { bannerBytes: 100 })
  samples.add(3, "fast", "bad", { bannerBytes: 10 })
  const rows = judge({ samples, sizes: [3], conditions: ["fast"], ours: "ours", rivals: () => ["good"], floors: [] })
  const row = rows.find(({ target }) => target === TARGETS[0])
  assert.deepEqual(row.other, ["good", 100])
  assert.equal(row.met, true)
})

test("main thread time is less the blank page's", () => {
  const samples = new Samples("blank")
  samples.add("blank", "fast", "blank", { main: 4 })
  samples.add(3, "fast", "ours", { main: 10 })
  assert.equal(samples.of(3, "fast", "ours", "main").median, 6)
  assert.equal(samples.of(3, "fast", "other", "main"), null)
})

test("a target that the floor misses is out of reach", () => {
  const samples = new Samples("blank")
  samples.add(3, "fast", "ours", { bannerBytes: 90, allBytes: 120 })
  samples.add(3, "fast", "rival", { bannerBytes: 100, allBytes: 100 })
  samples.add(3, "fast", "least", { bannerBytes: 10, allBytes: 10 })
  samples.add(3, "fast", "floor", { bannerBytes: 80, allBytes: 80 })
  const rows = judge({ samples, sizes: [3], conditions: ["fast"], ours: "ours", rivals: () => ["rival"], floors: ["least", "floor"] })
  const row = (measure) => rows.find(({ target }) => target.measure === measure)
  assert.deepEqual([row("bannerBytes").met, row("bannerBytes").reachable, row("bannerBytes").bounds], [false, false, [10, 80]])
  assert.deepEqual([row("allBytes").met, row("allBytes").reachable], [false, true])
  assert.equal(row("bannerMs").reachable, null)
})
