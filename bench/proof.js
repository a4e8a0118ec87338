/**
 * The proof that a contestant asks, obeys and remembers: without it, its times mean nothing.
 * Runs before anything is measured, in visitors of its own.
 */
import { click, CONDITIONS, pause, settle, tab, until } from "./browser.js"
import { probe, watchStorages } from "./probe.js"

/** What everyone has to pass, in order. */
export const CHECKS = {
  asked: "shows a banner with accept and reject",
  held: "runs nothing before an answer",
  refused: "runs nothing after reject",
  stayedRefused: "after reject and a new visit: no banner, nothing runs",
  granted: "runs everything once after accept",
  stayedGranted: "after accept and a new visit: no banner, everything runs",
  opened: "opens a dialog from the banner",
}

/**
 * `{ check: true or false }` for one contestant, null where it did not get so far, and in `error` what kept it.
 * `storages` lists what it opens on a later page after a refusal; the configurations declare cookies alone.
 */
export const prove = async (browser, contestant, site, model) => {
  const result = Object.fromEntries(Object.keys(CHECKS).map((check) => [check, null]))
  for (const part of [refusing, granting, opening]) {
    const visitor = await browser.visitor()
    try {
      await part(visitor, contestant, site, model, result)
    } catch (error) {
      result.error = error.message.split("\n")[0]
    } finally {
      await visitor.close()
    }
  }
  return result
}

const refusing = async (visitor, contestant, site, model, result) => {
  const page = await visit(visitor, site)
  result.asked = await listening(page, contestant)
  result.held = (await ranIn(page)).length === 0
  if (!result.asked) throw new Error("no banner")
  await click(page, contestant.reject)
  await pause(500)
  result.refused = (await ranIn(page)).length === 0
  const later = await visit(visitor, site, watchStorages)
  await pause(1000)
  result.storages = await later.evaluate(() => [...window.__storages].sort())
  result.stayedRefused = (await ranIn(later)).length === 0 && !(await shown(later, contestant.accept))
}

const granting = async (visitor, contestant, site, model, result) => {
  const page = await visit(visitor, site)
  await listening(page, contestant)
  await click(page, contestant.accept)
  result.granted = await until(async () => all(await ranIn(page), model), 5000)
  const later = await visit(visitor, site)
  await pause(300)
  result.stayedGranted = all(await ranIn(later), model) && !(await shown(later, contestant.accept))
}

const opening = async (visitor, contestant, site, model, result) => {
  const page = await visit(visitor, site)
  await listening(page, contestant)
  await click(page, contestant.settings)
  result.opened = await until(() => shown(page, contestant.dialog), 5000)
}

/** Waits for the banner, and until one that comes before it listens does so. */
const listening = async (page, contestant) => {
  const there = await until(() => banner(page, contestant))
  await pause(contestant.listensAfter ?? 0)
  return there
}

/** Whether it passed what times and sizes rest on. */
export const passed = (proof) => Object.keys(CHECKS).every((check) => proof[check] === true)

const visit = async (visitor, site, watch) => {
  const page = await tab(visitor, CONDITIONS.fast)
  if (watch) await page.evaluateOnNewDocument(watch)
  await page.evaluateOnNewDocument(probe)
  await settle(page, site.url)
  return page
}

const shown = (page, path) => page.evaluate((path) => !!window.__bench.at(path), path)

const banner = async (page, { accept, reject }) => (await shown(page, accept)) && (await shown(page, reject))

const ranIn = (page) => page.evaluate(() => window.ran.map(([id]) => id))

const all = (ran, model) => ran.length === model.size && new Set(ran).size === model.size

