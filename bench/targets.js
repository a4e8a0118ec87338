/**
 * The targets of this library, each a ratio to the best rival in the same run or a bound of its own.
 * Best is who has the smallest median among the rivals that passed every proof at that size.
 */
import { BUSY } from "./model.js"

/** Where each measure is read; memory is a sum. */
const read = (samples, measure, size, condition, name) =>
  measure === "memory" ? samples.memory(size, condition, name) : samples.of(size, condition, name, measure)

const BOTH = ["fast", "slow"]

/**
 * `to: "rival"` makes it a ratio to the best rival, else it is a bound; `many` is the bound with 300
 * services. `once` reads it with the fewest services alone, `busy` with scripts that keep the main
 * thread busy. `tried` is said where it is missed.
 */
const TARGETS = [
  { text: "bytes to an answerable banner", measure: "bannerBytes", conditions: ["fast"], most: 11_000, tried: "The module is 4,053 of it, the style 1,136, two languages 629. Each function left out in turn gives 881 bytes (the door) or less, another minifier 60; a second script with all that acts after an answer 2,000 to 2,400, for a request more on each page. Moved to later files: words of the settings, messages, places in the check. The module XORed in its text is 112 bytes smaller and starts 0.7 ms later, so it was left. A built site carries no check and no second language (`samtycke build`)." },
  { text: "bytes in all, settings opened", measure: "allBytes", conditions: ["fast"], most: 13_000, tried: "The first script, above; the settings part is 5,131 and its words 892. Tried: the files of words hold what the banner needs alone, and the embeds part is a file of its own." },
  { text: "bytes of samtycke.nowasm.js", measure: "nowasmBytes", conditions: ["fast"], most: 5500, once: true, tried: "wasm2js with shortened functions is what it is made of; a Rust-free core was not written." },
  { text: "ms to banner, fast", measure: "bannerMs", conditions: ["fast"], to: "rival", most: 1, tried: "It is met or missed by the machine's noise; nothing was tried for it alone." },
  { text: "ms to banner, slow", measure: "bannerMs", conditions: ["slow"], to: "rival", most: 0.95, tried: "On slow 4G each KB takes 5 ms, and the script stands before the page's first frame, so that nothing loads before it. A trace shows one pass of style and one layout for page and banner together." },
  { text: "main thread ms, first visit", measure: "main", conditions: BOTH, to: "rival", most: 1, tried: "Starting after the script, and compile hints, took script time from 22.8 to 5.5 ms with 3 services (`node bench/profile.js`). The settings part is fetched, run and styled while the page is idle, and counts here; rivals have theirs in the first script." },
  { text: "main thread ms, return", measure: "returnMain", conditions: BOTH, to: "rival", most: 1.2, many: 1.5, tried: "The same two took script time from 19.8 to 3.1 ms with 3 services. With 300, what is granted runs every 100 ms of parsing and not tag by tag: inserting 300 inline scripts takes 18 to 29 ms between two tags, 6 to 8 ms at the end (`node bench/insertion.js`). The rest is a look at each gate at its moment, so that none runs that was refused meanwhile." },
  { text: "accept ms", measure: "acceptMs", conditions: BOTH, to: "rival", most: 1.1, tried: "Each gate is looked at when its turn comes, and after 8 ms the page is drawn first: the least banner, which does not, is seen to answer 848 ms after a yes to 40 busy scripts. Patterns and attributes looked at less often changed nothing that could be measured." },
  { text: "return ms", measure: "returnMs", conditions: BOTH, to: "rival", most: 1.1, tried: "As for the main thread." },
  { text: "memory, KB", measure: "memory", conditions: ["fast"], to: "rival", most: 1.3, scale: 1 / 1024, tried: "WebAssembly has no memory below 64 KB; the compile hints hold 61 KB more." },
  { text: "INP of accept, ms", measure: "acceptInp", conditions: ["slow"], below: 50 },
  { text: "INP of accept that grants 40 scripts of 20 ms", measure: "busyInp", conditions: ["slow"], below: 50, busy: true, tried: "One script runs before the frame; Event Timing counts in steps of 8 ms." },
  { text: "frames until the banner is gone then", measure: "busyFrames", conditions: ["slow"], most: 1, busy: true },
  { text: "storages opened on later pages after a refusal", measure: "storages", conditions: ["fast"], most: 0 },
  { text: "ms from DOMContentLoaded to banner", measure: "bannerAfterParsedMs", conditions: BOTH, most: 300 },
  { text: "dialog open, ms", measure: "dialogMs", conditions: ["slow"], most: 100 },
  { text: "layout shift", measure: "shift", conditions: BOTH, most: 0 },
]

/** The numbers of services that a target is judged at. */
const sizesOf = ({ once, busy }, sizes) => (busy ? [BUSY] : once ? [Math.min(...sizes)] : sizes)

/** The target as it is at a size. */
const at = ({ many, ...target }, size) => (many && size >= 300 ? { ...target, most: many } : target)

/**
 * Every target at every size and condition: what it compares, whether it is met, and in `bounds` what
 * each of the floors takes.
 */
export const judge = ({ samples, sizes, conditions, ours, rivals, floors }) => {
  const rows = []
  for (const target of TARGETS) {
    for (const size of sizesOf(target, sizes)) {
      for (const condition of conditions.filter((condition) => target.conditions.includes(condition))) {
        const here = at(target, size)
        const value = (name) => read(samples, target.measure, size, condition, name)?.median
        const other = target.to === "rival" ? best(rivals(size).map((name) => [name, value(name)])) : null
        const own = value(ours)
        rows.push({ target: here, size, condition, own, other, bounds: floors.map(value), ...verdict(here, own, other) })
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
