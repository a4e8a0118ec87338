/**
 * The benchmark: proves that everyone asks, obeys and remembers, measures everyone in turn within each
 * round, and writes the results. README.md says what is measured how.
 */
import { writeFile } from "node:fs/promises"
import { CONDITIONS, launch } from "./browser.js"
import { BLANK, CONTESTANTS, FLOORS, rootsOf, versionOf } from "./contestants/index.js"
import { machine } from "./machine.js"
import { BUSY, busyModel, modelOf } from "./model.js"
import { htmlOf } from "./page.js"
import { passed, prove } from "./proof.js"
import { report } from "./report.js"
import { Samples } from "./samples.js"
import { bytesOf, serve } from "./server.js"
import { settings } from "./settings.js"
import { acceptAndReturn, acceptBusy, counts, lookAround, memory, nothing } from "./visits.js"

const { rounds, sizes, conditions, only } = settings
const contestants = CONTESTANTS.filter(({ name }) => !only || only.includes(name))
const everyone = [...contestants, ...FLOORS]
/** Rounds of what hardly differs from one to the next. */
const FEW = Math.min(rounds, 3)

const started = Date.now()
const place = machine()
const say = (text) => console.error(`${((Date.now() - started) / 1000).toFixed(0).padStart(5)} s  ${text}`)

/** Sizes between the fewest and the most, of which only times to the banner and of the answer are taken each round. */
const isBetween = (size) => size !== Math.min(...sizes) && size !== Math.max(...sizes)

/** Everyone in turn, another first in each round; in every third the floors too, and who is far from the best. */
const inTurn = (round) => {
  const these = everyone.filter(({ isFloor, isFar }) => !(round % 3) || !(isFloor || isFar))
  return these.map((_, place) => these[(place + round) % these.length])
}

const browser = await launch(settings.chromium)
const samples = new Samples(BLANK.name)
const proofs = new Map()
const sites = new Map()
const failures = new Map()
const siteOf = (contestant, size) => sites.get(`${contestant.name} ${size}`)

const open = async (contestant, model, size = model.size) =>
  sites.set(`${contestant.name} ${size}`, await serve(htmlOf(contestant.html(model)), ...rootsOf(contestant)))

/** Measures, or notes why that was not possible; what has failed three times is not tried again. */
const measured = async (size, condition, contestant, what, measures) => {
  const key = [size, condition, contestant.name, what].join()
  if (failures.get(key) >= 3) return
  try {
    samples.add(size, condition, contestant.name, await measures())
  } catch (error) {
    failures.set(key, (failures.get(key) ?? 0) + 1)
    samples.fail(size, condition, contestant.name, error)
  }
}

const proveAll = async () => {
  for (const size of sizes) {
    for (const contestant of everyone) {
      const model = modelOf(size)
      await open(contestant, model)
      const proof = await prove(browser, contestant, siteOf(contestant, size), model)
      proofs.set(`${contestant.name} ${size}`, proof)
      if (proof.storages) samples.add(size, "fast", contestant.name, { storages: proof.storages.length })
      say(`${contestant.name}, ${size} services: ${passed(proof) ? "asks, obeys, remembers" : JSON.stringify(proof)}`)
    }
  }
}

const measureTimes = async (round, name) => {
  const condition = CONDITIONS[name]
  await measured("blank", name, BLANK, "nothing", () => nothing(browser, blankSite, condition))
  for (const size of sizes) {
    for (const contestant of inTurn(round)) {
      const site = siteOf(contestant, size)
      await measured(size, name, contestant, "answer", () =>
        acceptAndReturn(browser, contestant, site, modelOf(size), condition),
      )
      if (isBetween(size) && round % 3) continue
      await measured(size, name, contestant, "look", () => lookAround(browser, contestant, site, condition))
    }
    say(`round ${round + 1} of ${rounds}, ${size} services, ${condition.name}`)
  }
}

const measureBusy = async (round) => {
  for (const contestant of inTurn(round)) {
    if (!siteOf(contestant, BUSY)) await open(contestant, busyModel(), BUSY)
    await measured(BUSY, "slow", contestant, "busy", () =>
      acceptBusy(browser, contestant, siteOf(contestant, BUSY), busyModel(), CONDITIONS.slow),
    )
  }
  say(`round ${round + 1} of ${FEW}, scripts that are busy`)
}

const measureMemory = async (round) => {
  await measured("blank", "fast", BLANK, "memory", () => memory(browser, blankSite))
  for (const size of sizes) {
    for (const contestant of inTurn(round)) {
      const site = siteOf(contestant, size)
      await measured(size, "fast", contestant, "memory", () => memory(browser, site))
      await measured(size, "fast", contestant, "counts", () => counts(browser, site))
    }
  }
  say(`round ${round + 1} of ${FEW}, memory and counts`)
}

const blankSite = await serve(htmlOf(BLANK.html()))
try {
  await proveAll()
  for (const { name, root } of contestants.filter(({ ours }) => ours)) {
    samples.add(sizes[0], "fast", name, { nowasmBytes: await bytesOf(`${root}/samtycke.nowasm.js`) })
  }
  for (let round = 0; round < rounds; round++) {
    for (const name of conditions) await measureTimes(round, name)
    if (round < FEW) await measureMemory(round)
    if (round < FEW && conditions.includes("slow")) await measureBusy(round)
  }
} finally {
  await browser.close()
  for (const site of [...sites.values(), blankSite]) site.close()
}

const text = report({
  samples,
  proofs,
  settings,
  minutes: (Date.now() - started) / 60_000,
  machine: { ...place, browser: browser.version },
  contestants: everyone.map((contestant) => ({ ...contestant, version: contestant.isFloor ? "" : versionOf(contestant) })),
  pageBytes: (name, size) => sites.get(`${name} ${size}`).pageBytes,
})
const out = settings.out ?? new URL("results.md", import.meta.url)
await writeFile(out, text)
console.log(text)
