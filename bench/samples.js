/** What was measured, by size, condition, contestant and measure; and how it reads as a summary. */
import { less, summary } from "./statistics.js"

/** Measures from which the blank page's is taken off. */
const LESS_BLANK = new Set(["main", "returnMain", "heap"])

export class Samples {
  #values = new Map()
  #blank
  failures = []

  constructor(blank) {
    this.#blank = blank
  }

  add(size, condition, name, measures) {
    for (const [measure, value] of Object.entries(measures)) {
      const key = keyOf(size, condition, name, measure)
      if (!this.#values.has(key)) this.#values.set(key, [])
      this.#values.get(key).push(value)
    }
  }

  /** That something could not be measured; what went wrong is shown in the results. */
  fail(size, condition, name, error) {
    this.failures.push({ size, condition, name, message: error.message.split("\n")[0] })
  }

  /** The summary of a measure, less the blank page's where that is meant; null where there is none. */
  of(size, condition, name, measure) {
    const values = this.#values.get(keyOf(size, condition, name, measure))
    if (!values) return null
    if (!LESS_BLANK.has(measure)) return summary(values)
    // The blank page is the same whatever the size.
    const blank = this.#values.get(keyOf("blank", condition, this.#blank, measure)) ?? []
    return less(summary(values), summary(blank).median)
  }

  /** JS heap, less the blank page's, and WebAssembly memory. */
  memory(size, condition, name) {
    const heap = this.of(size, condition, name, "heap")
    const wasm = this.of(size, condition, name, "wasm")
    return heap && wasm && less(heap, -wasm.median)
  }
}

const keyOf = (...parts) => parts.join("\t")
