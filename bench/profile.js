/**
 * Where the main thread's time goes, from CPU profiles of several visits, or of the answer yes:
 *
 *     node bench/profile.js return 300
 *     node bench/profile.js accept 3
 *     SCRIPT=/tmp/unminified.js VISITS=20 CPU=4 node bench/profile.js first 3
 *
 * `SCRIPT` is served in place of `samtycke.min.js`. Where it holds esbuild's comments with the names of
 * the source files, time is summed up by file too. `CPU` slows the processor down. Its times are for
 * comparing parts of one profile: sampling makes everything slower.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { click, launch, pause, settle, tab, until } from "./browser.js"
import blank from "./contestants/blank.js"
import samtycke from "./contestants/samtycke.js"
import { modelOf } from "./model.js"
import { htmlOf } from "./page.js"
import { probe } from "./probe.js"
import { serve } from "./server.js"
import { settings } from "./settings.js"
import { quantile } from "./statistics.js"

const [kind, size] = [process.argv[2], Number(process.argv[3])]
const visits = Number(process.env.VISITS ?? 10)
if (!["first", "return", "accept"].includes(kind) || !size) {
  console.error("Usage: node bench/profile.js first|return|accept SERVICES")
  process.exit(2)
}

const NAME = "samtycke.min.js"
const SHOWN = 40
const script = process.env.SCRIPT ?? join(samtycke.root, NAME)
const lines = (await readFile(script, "utf8")).split("\n")

/** The source file of each line, by the comment above it. */
const sources = []
for (const [index, line] of lines.entries()) {
  const named = /^\s*\/\/ (\S+\.(?:ts|js|css))$/.exec(line)
  sources[index] = named ? named[1] : (sources[index - 1] ?? NAME)
}

const place = ({ url, lineNumber, columnNumber }) => {
  if (url.startsWith("wasm:")) return "WebAssembly"
  if (url.endsWith(NAME)) return `${sources[lineNumber]}:${lineNumber + 1}:${columnNumber + 1}`
  return url ? `${new URL(url).pathname}:${lineNumber + 1}` : ""
}

const fileOf = ({ url, lineNumber, functionName }) => {
  if (url.startsWith("wasm:")) return "WebAssembly"
  if (url.endsWith(NAME)) return sources[lineNumber]
  return url ? "the page" : functionName
}

/** Milliseconds of each node of a profile: its own, and with those below it. */
const times = ({ nodes, samples, timeDeltas }) => {
  const own = new Map(nodes.map(({ id }) => [id, 0]))
  for (const [index, id] of samples.entries()) own.set(id, own.get(id) + timeDeltas[index] / 1000)
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const rows = new Map()
  const row = (key, callFrame) => {
    if (!rows.has(key)) rows.set(key, { callFrame, own: 0, all: 0 })
    return rows.get(key)
  }
  const keyOf = ({ callFrame }) => `${callFrame.functionName} ${callFrame.url} ${callFrame.lineNumber} ${callFrame.columnNumber}`
  const walk = (node, above) => {
    const key = keyOf(node)
    const below = (node.children ?? []).map((id) => walk(byId.get(id), new Set([...above, key])))
    const all = below.reduce((sum, ms) => sum + ms, own.get(node.id))
    const found = row(key, node.callFrame)
    found.own += own.get(node.id)
    // A function that calls itself is counted once.
    if (!above.has(key)) found.all += all
    return all
  }
  walk(nodes[0], new Set())
  return rows
}

/** What is measured, in a page where nothing is or where the banner waits. */
const act = async (page, url) => {
  if (kind != "accept") return settle(page, url)
  if (!(await page.$(samtycke.accept))) return
  await click(page, samtycke.accept)
  await until(() => page.evaluate((size) => window.ran.length >= size, size))
  await pause(300)
}

/** A page that is ready for it. */
const ready = async (visitor, url) => {
  const page = await tab(visitor, { cpu: Number(process.env.CPU ?? 1) })
  await page.evaluateOnNewDocument(probe)
  if (kind == "accept") await settle(page, url)
  return page
}

const profiled = async (visitor, url) => {
  const page = await ready(visitor, url)
  const session = await page.createCDPSession()
  await session.send("Profiler.enable")
  await session.send("Profiler.setSamplingInterval", { interval: 50 })
  await session.send("Profiler.start")
  await act(page, url)
  const { profile } = await session.send("Profiler.stop")
  await page.close()
  return profile
}

/** Milliseconds of script, layout and style as DevTools counts them, without a profiler at work. */
const metrics = async (visitor, url) => {
  const page = await ready(visitor, url)
  const count = async () => {
    const { ScriptDuration, LayoutDuration, RecalcStyleDuration } = await page.metrics()
    return [ScriptDuration, LayoutDuration, RecalcStyleDuration]
  }
  const before = kind == "accept" ? await count() : [0, 0, 0]
  await act(page, url)
  const [script, layout, style] = (await count()).map((seconds, index) => 1000 * (seconds - before[index]))
  await page.close()
  return { script, layout, style }
}

const inVisitor = async (browser, url, measure) => {
  const visitor = await browser.visitor()
  try {
    if (kind === "return") {
      const page = await tab(visitor, {})
      await page.evaluateOnNewDocument(probe)
      await settle(page, url)
      if (await page.$(samtycke.accept)) {
        await click(page, samtycke.accept)
        await until(() => page.evaluate((size) => window.ran.length >= size, size))
      }
      await page.close()
    }
    return await measure(visitor, url)
  } finally {
    await visitor.close()
  }
}

const folder = await mkdtemp(join(tmpdir(), "samtycke-profile-"))
await writeFile(join(folder, NAME), await readFile(script))
const browser = await launch(settings.chromium)
const site = await serve(htmlOf(samtycke.html(modelOf(size))), folder, samtycke.root)
const blankSite = await serve(htmlOf(blank.html()))
try {
  const profiles = []
  const counted = []
  const without = []
  for (let visit = 0; visit < visits; visit++) {
    profiles.push(times(await inVisitor(browser, site.url, profiled)))
    counted.push(await inVisitor(browser, site.url, metrics))
    without.push(await inVisitor(browser, blankSite.url, metrics))
  }
  const median = (list, read) => quantile(list.map(read), 0.5)
  console.log(`${kind} visit, ${size} services, medians of ${visits} visits, in ms (less the blank page's):`)
  for (const part of ["script", "layout", "style"]) {
    const [ours, blank] = [counted, without].map((list) => median(list, (one) => one[part]))
    console.log(`  ${part.padEnd(8)}${(ours - blank).toFixed(2)}  (${ours.toFixed(2)} - ${blank.toFixed(2)})`)
  }

  const keys = new Map(profiles.flatMap((rows) => [...rows].map(([key, { callFrame }]) => [key, callFrame])))
  const mean = (key, part) => profiles.reduce((sum, rows) => sum + (rows.get(key)?.[part] ?? 0), 0) / visits
  const rows = [...keys]
    .map(([key, callFrame]) => ({ callFrame, own: mean(key, "own"), all: mean(key, "all") }))
    .filter(({ callFrame }) => !["(idle)", "(root)"].includes(callFrame.functionName))

  const files = new Map()
  for (const { callFrame, own } of rows) files.set(fileOf(callFrame), (files.get(fileOf(callFrame)) ?? 0) + own)
  console.log("\nby file, means of the profiles:")
  for (const [file, own] of [...files].sort((a, b) => b[1] - a[1])) console.log(`  ${own.toFixed(2).padStart(7)}  ${file}`)

  const list = (part) => {
    for (const { callFrame, own, all } of rows.filter((row) => row[part] >= 0.02).sort((a, b) => b[part] - a[part]).slice(0, SHOWN)) {
      console.log(`  ${own.toFixed(2).padStart(7)}  ${all.toFixed(2).padStart(7)}  ${callFrame.functionName || "(anonymous)"}  ${place(callFrame)}`)
    }
  }
  console.log("\n      own      all  function, by own time")
  list("own")
  console.log("\n      own      all  function, by time with what it calls")
  list("all")
} finally {
  await browser.close()
  site.close()
  blankSite.close()
  await rm(folder, { recursive: true })
}
