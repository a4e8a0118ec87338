/** The results as Markdown: what was missed first said plainly, then every table. */
import { CONDITIONS } from "./browser.js"
import { BUSY } from "./model.js"
import { CHECKS, passed } from "./proof.js"
import { FULL } from "./settings.js"
import { judge } from "./targets.js"

const PLACES = { shift: 4 }

/** A number with as many places as it can bear. */
const figure = (value, measure) =>
  value.toLocaleString("en-US", {
    maximumFractionDigits: PLACES[measure] ?? (Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0),
  })

const cell = (summary, measure) => {
  if (!summary) return "–"
  const { median, low, high } = summary
  const middle = figure(median, measure)
  const [from, to] = [figure(low, measure), figure(high, measure)]
  return from === to ? middle : `${middle} (${from}–${to})`
}

const table = (head, rows) =>
  [head, head.map((_, index) => (index ? "---:" : "---")), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n")

/** Columns of the times, in the order of the page's life. */
const TIMES = [
  ["ms to banner", "bannerMs"],
  ["… from DOMContentLoaded", "bannerAfterParsedMs"],
  ["main thread ms", "main"],
  ["layout shift", "shift"],
  ["accept ms", "acceptMs"],
  ["INP of accept", "acceptInp"],
  ["dialog ms", "dialogMs"],
  ["return ms", "returnMs"],
  ["return main thread ms", "returnMain"],
]

const BYTES = [
  ["bytes to an answerable banner", "bannerBytes"],
  ["bytes in all", "allBytes"],
  ["requests to the banner", "bannerRequests"],
  ["requests in all", "allRequests"],
]

const COUNTS = [
  ["JS calls", "calls"],
  ["layouts", "layouts"],
  ["style passes", "styles"],
  ["nodes", "nodes"],
]

const kilobytes = (summary) =>
  summary && Object.fromEntries(Object.entries(summary).map(([key, value]) => [key, value / 1024]))

export const report = ({ samples, proofs, settings, minutes, machine, contestants, pageBytes }) => {
  const { rounds, sizes, conditions, command } = settings
  const names = contestants.map(({ name }) => name)
  const floors = contestants.filter(({ isFloor }) => isFloor).map(({ name }) => name)
  const ours = contestants.find((contestant) => contestant.ours)?.name
  const proofOf = (name, size) => proofs.get(`${name} ${size}`)
  const rivals = (size) => names.filter((name) => name !== ours && !floors.includes(name) && passed(proofOf(name, size)))

  const rowsOf = (size, condition, columns) =>
    names.map((name) => [
      name,
      ...columns.map(([, measure]) => cell(samples.of(size, condition, name, measure), measure)),
    ])

  const busyTable = () =>
    table(
      ["", "INP of accept", "frames until the banner is gone"],
      names.map((name) => [name, ...["busyInp", "busyFrames"].map((measure) => cell(samples.of(BUSY, "slow", name, measure), measure))]),
    )

  const sizesTable = (size) =>
    table(
      ["", ...BYTES.map(([head]) => head), "page with configuration, bytes", "memory KB", "… of it WebAssembly", ...COUNTS.map(([head]) => head)],
      names.map((name) => [
        name,
        ...BYTES.map(([, measure]) => cell(samples.of(size, "fast", name, measure))),
        figure(pageBytes(name, size)),
        cell(kilobytes(samples.memory(size, "fast", name))),
        cell(kilobytes(samples.of(size, "fast", name, "wasm"))),
        ...COUNTS.map(([, measure]) => cell(samples.of(size, "fast", name, measure))),
      ]),
    )

  const judged = ours ? judge({ samples, sizes, conditions, ours, rivals, floors }) : []
  const missed = judged.filter(({ met }) => met === false)
  const unknown = judged.filter(({ met }) => met === null)

  const number = (target, value) => (value === undefined ? "–" : figure(value * (target.scale ?? 1), target.measure))
  const bound = ({ to, most, below }) => (below !== undefined ? `< ${below}` : to ? `≤ ${most} ×` : `≤ ${most}`)
  const judgedRow = ({ target, size, condition, own, other, ratio, met, bounds }) => [
    target.text,
    size,
    CONDITIONS[condition].cpu ? "slow" : "fast",
    bound(target),
    number(target, own),
    other?.[1] !== undefined ? `${number(target, other[1])} ${other[0]}` : "",
    ratio === null ? "" : figure(ratio),
    met === null ? "not measured" : met ? "yes" : "**no**",
    ...bounds.map((value) => number(target, value)),
  ]

  const notes = sizes.flatMap((size) =>
    contestants.flatMap(({ name, notes }) => (notes?.({ size }) ?? []).map((note) => [`${name} ${note}`, size])),
  )
  const grouped = [...new Set(notes.map(([note]) => note))].map((note) => {
    const where = notes.filter(([other]) => other === note).map(([, size]) => size)
    return `- ${note}${where.length < sizes.length ? ` (${where.join(", ")} services)` : ""}.`
  })

  const broken = names.flatMap((name) =>
    sizes
      .filter((size) => proofOf(name, size).error)
      .map((size) => `- ${name} with ${size} services: its proof ended with "${proofOf(name, size).error}".`),
  )

  const failures = new Map()
  for (const { size, condition, name, message } of samples.failures) {
    const key = `${name}, ${size} services, ${condition}: ${message}`
    failures.set(key, (failures.get(key) ?? 0) + 1)
  }

  return `# Results of \`make bench\`

${new Date().toISOString().slice(0, 10)}, \`${command}\`, ${rounds} ${rounds === 1 ? "round" : "rounds"}, ${minutes.toFixed(0)} minutes. ${machine.browser}, Node ${machine.node}, ${machine.system},
${machine.cores} cores of ${machine.cpu}, ${machine.memory}, load ${machine.load} before the run. Written by the run; [README.md](README.md) says what is measured how.
${rounds < FULL ? "\n**A shortened run: too few rounds to rest anything on.**\n" : ""}
${contestants.filter(({ isFloor }) => !isFloor).map(({ name, version, package: npm }) => `- ${name} ${version}${npm && npm !== name ? ` (\`${npm}\`)` : ""}`).join("\n")}

## Targets

${verdictLine(judged, missed, unknown)}

${table(["target", "services", "condition", "wanted", "samtycke", "compared with", "ratio", "met", ...floors], judged.map(judgedRow))}

*Fast* is unthrottled, *slow* is ${CONDITIONS.slow.name}. Compared are medians, with those of the best rival among
the ones that passed every proof. The last two columns are what the least banner takes, and the least one with our module.

## Proof

${table(
  ["", "services", ...Object.values(CHECKS), "storages opened on a later page after reject"],
  names.flatMap((name) =>
    sizes.map((size) => [
      name,
      size,
      ...Object.keys(CHECKS).map((check) => ({ true: "yes", false: "**no**" })[proofOf(name, size)[check]] ?? "–"),
      proofOf(name, size).storages?.join(", ") || "none",
    ]),
  ),
)}

${[...broken, ...grouped].join("\n")}

## Sizes, memory, counts

Median (quartiles); bytes of every round, memory and counts of at most three. Counts are of a first visit and free of the
clock's noise; what runs within WebAssembly is not in them.

${sizes.map((size) => `### ${size} services\n\n${sizesTable(size)}`).join("\n\n")}

## Times

Median (quartiles) in ms. Main thread is script, style and layout, less the blank page's.

${sizes
  .flatMap((size) =>
    conditions.map(
      (condition) =>
        `### ${size} services, ${CONDITIONS[condition].name}\n\n${table(["", ...TIMES.map(([head]) => head)], rowsOf(size, condition, TIMES))}`,
    ),
  )
  .join("\n\n")}

### Accept that grants 40 scripts of 20 ms, slow

${busyTable()}

${failures.size ? `## What could not be measured\n\n${[...failures].map(([what, times]) => `- ${what} (${times} ×)`).join("\n")}` : "Nothing failed to be measured."}
`
}

/** What was missed: where, what was tried, and what the floor takes there. */
const verdictLine = (judged, missed, unknown) => {
  if (!judged.length) return "Not judged: samtycke was left out of this run."
  const open = unknown.length ? ` ${unknown.length} could not be judged.` : ""
  if (!missed.length) return `All ${judged.length - unknown.length} that could be judged are met.${open}`
  const texts = [...new Set(missed.map(({ target }) => target.text))]
  const lines = texts.map((text) => {
    const rows = missed.filter(({ target }) => target.text === text)
    const { measure, scale = 1, tried } = rows[0].target
    const places = rows.map(({ size, condition, bounds }) => {
      const floors = bounds.filter((value) => value !== undefined).map((value) => figure(value * scale, measure))
      return `${size} ${condition}${floors.length ? ` (floor ${floors.join(", ")})` : ""}`
    })
    return `- ${text}: ${places.join(", ")}.${tried ? ` ${tried}` : ""}`
  })
  return `${missed.length} of ${judged.length} are **not met**, by services and condition:\n\n${lines.join("\n")}${open && `\n\n${open.trim()}`}`
}
