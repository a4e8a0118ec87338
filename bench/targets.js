/**
 * The targets of this library, each a ratio to the best rival in the same run or a bound of its own.
 * Best is who has the smallest median among the rivals that passed every proof at that size.
 */

/** Where each measure is read; memory is a sum. */
export const read = (samples, measure, size, condition, name) =>
  measure === "memory" ? samples.memory(size, condition, name) : samples.of(size, condition, name, measure)

/** `why` is said where a target is missed. `to: "rival"` is a ratio to the best rival, `"small"` one to ourselves with the fewest services, else a bound. */
export const TARGETS = [
  { text: "bytes to an answerable banner", why: "Rust's WebAssembly is 16 KB of it (`make size`).", measure: "bannerBytes", conditions: ["fast"], to: "rival", most: 0.75 },
  { text: "bytes in all", why: "The same, and the settings.", measure: "allBytes", conditions: ["fast"], to: "rival", most: 1 },
  { text: "ms to banner", why: "Slow, 8 KB more take 40 ms to come; the rest is the main thread, below.", measure: "bannerMs", conditions: ["fast", "slow"], to: "rival", most: 0.8 },
  { text: "main thread ms, first visit", why: "Above the floor are reading and checking the configuration, compiling what that calls, and drawing a banner of more than three buttons.", measure: "main", conditions: ["fast", "slow"], to: "rival", most: 1 },
  { text: "main thread ms, return", why: "The same without the drawing; and every gated tag is told of, asked for and put in place by itself, so that none runs that is refused meanwhile.", measure: "returnMain", conditions: ["fast", "slow"], to: "rival", most: 0.6 },
  { text: "accept ms", why: "Nothing runs before the cookie was read back, since a choice that the browser did not keep must not count; then every tag runs by itself, as on return.", measure: "acceptMs", conditions: ["fast", "slow"], to: "rival", most: 1 },
  { text: "INP of accept, ms", measure: "acceptInp", conditions: ["slow"], below: 50 },
  { text: "return ms", why: "The script is kept by the browser, so it is the main thread.", measure: "returnMs", conditions: ["fast", "slow"], to: "rival", most: 0.8 },
  { text: "ms to banner, against our own with fewest services", why: "The whole configuration is read and checked before anything is shown.", measure: "bannerMs", conditions: ["fast", "slow"], to: "small", most: 1.3, large: true },
  { text: "ms from DOMContentLoaded to banner", measure: "bannerAfterParsedMs", conditions: ["fast", "slow"], most: 300 },
  { text: "dialog open, ms", measure: "dialogMs", conditions: ["slow"], most: 100 },
  { text: "memory, KB", why: "WebAssembly has no memory below 64 KB; with many services the configuration is there as an object, as text and as a tree.", measure: "memory", conditions: ["fast"], to: "rival", most: 1, scale: 1 / 1024 },
  { text: "layout shift", measure: "shift", conditions: ["fast", "slow"], most: 0 },
]

/**
 * Every target at every size and condition: what it compares, and whether it is met; `bounds`, what each
 * of the floors takes, and whether the last of them would meet it (`reachable`, null where that says
 * nothing).
 */
export const judge = ({ samples, sizes, conditions, ours, rivals, floors }) => {
  const rows = []
  const largest = Math.max(...sizes)
  const smallest = Math.min(...sizes)
  for (const target of TARGETS) {
    for (const size of sizes) {
      if (target.large && (size !== largest || size === smallest)) continue
      for (const condition of conditions.filter((condition) => target.conditions.includes(condition))) {
        const own = read(samples, target.measure, size, condition, ours)?.median
        const other =
          target.to === "rival"
            ? best(rivals(size).map((name) => [name, read(samples, target.measure, size, condition, name)?.median]))
            : target.to === "small"
              ? [`with ${smallest}`, read(samples, target.measure, smallest, condition, ours)?.median]
              : null
        const bounds = floors.map((name) => read(samples, target.measure, size, condition, name)?.median)
        const reachable = target.to === "small" ? null : verdict(target, bounds.at(-1), other).met
        rows.push({ target, size, condition, own, other, bounds, reachable, ...verdict(target, own, other) })
      }
    }
  }
  return rows
}

/** `[name, value]` with the smallest value, or null. */
export const best = (pairs) =>
  pairs.filter(([, value]) => value !== undefined).reduce((least, pair) => (least && least[1] <= pair[1] ? least : pair), null)

/** The ratio, where there is one, and whether the target is met; null where that cannot be said. */
export const verdict = ({ to, most, below }, own, other) => {
  if (own === undefined) return { ratio: null, met: null }
  if (below !== undefined) return { ratio: null, met: own < below }
  if (!to) return { ratio: null, met: own <= most }
  if (other?.[1] === undefined) return { ratio: null, met: null }
  const ratio = own === other[1] ? 1 : own / other[1]
  return { ratio, met: ratio <= most }
}
