import assert from "node:assert/strict"
import test from "node:test"
import { BUSY } from "../model.js"
import { Samples } from "../samples.js"
import { best, judge, verdict } from "../targets.js"

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
  samples.add(3, "fast", "ours", { bannerMs: 70 })
  samples.add(3, "fast", "good", { bannerMs: 100 })
  samples.add(3, "fast", "bad", { bannerMs: 10 })
  const rows = judge({ samples, sizes: [3], conditions: ["fast"], ours: "ours", rivals: () => ["good"], floors: [] })
  const row = rows.find(({ target }) => target.measure === "bannerMs")
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

test("what is a bound by a rival or of bytes says what was tried, where it is missed", () => {
  const rows = judge({ samples: new Samples("blank"), sizes: [3], conditions: ["fast", "slow"], ours: "ours", rivals: () => [], floors: [] })
  const silent = rows.filter(({ target }) => (target.to || target.measure.endsWith("Bytes")) && !target.tried)
  assert.deepEqual(silent.map(({ target }) => target.text), [])
})

test("what the floors take is shown beside it", () => {
  const samples = new Samples("blank")
  samples.add(3, "fast", "ours", { returnMs: 120 })
  samples.add(3, "fast", "rival", { returnMs: 100 })
  samples.add(3, "fast", "least", { returnMs: 10 })
  const rows = judge({ samples, sizes: [3], conditions: ["fast"], ours: "ours", rivals: () => ["rival"], floors: ["least", "floor"] })
  const row = rows.find(({ target }) => target.measure === "returnMs")
  assert.deepEqual([row.met, row.bounds], [false, [10, undefined]])
})

test("many services have a bound of their own, and some targets are judged once", () => {
  const samples = new Samples("blank")
  const rows = judge({ samples, sizes: [3, 300], conditions: ["fast", "slow"], ours: "ours", rivals: () => [], floors: [] })
  const of = (measure) => rows.filter(({ target }) => target.measure === measure)
  assert.deepEqual(of("returnMain").map(({ size, target }) => [size, target.most]), [[3, 1.2], [3, 1.2], [300, 1.5], [300, 1.5]])
  assert.deepEqual(of("nowasmBytes").map(({ size }) => size), [3])
  assert.deepEqual(of("busyInp").map(({ size, condition }) => [size, condition]), [[BUSY, "slow"]])
})
