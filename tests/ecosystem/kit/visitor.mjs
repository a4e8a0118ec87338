// A visitor in Chromium, who sees what the accessibility tree names, and notes what goes wrong.

import assert from "node:assert/strict"
import { execFileSync } from "node:child_process"
import { after } from "node:test"
import { chromium } from "playwright-core"

const which = (...names) => {
  for (const name of names) {
    try {
      return execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim()
    } catch {}
  }
}

const executablePath = which("chromium-headless-shell", "chromium", "google-chrome", "google-chrome-stable")
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] })
after(() => browser.close())

/** A visitor with a profile of their own: `page`, `context`, and `complaints`, all errors of the console and all that nobody caught. */
export const visitor = async (options = {}) => {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(15_000)
  // Next builds a page when it is asked for.
  context.setDefaultNavigationTimeout(60_000)
  const page = await context.newPage()
  const complaints = []
  page.on("console", (message) => {
    if (message.type() == "error") complaints.push(message.text())
  })
  page.on("pageerror", (error) => complaints.push(String(error)))
  return { context, page, complaints }
}

export const banner = (page) => page.getByRole("region", { name: "We use cookies" })
export const dialog = (page) => page.getByRole("dialog", { name: "Cookie settings" })
export const button = (page, name) => page.getByRole("button", { name, exact: true })
export const answer = (page, name) => banner(page).getByRole("button", { name, exact: true }).click()

/** The value of our cookie; empty without one. */
export const cookie = async (page) => (await page.context().cookies()).find(({ name }) => name == "samtycke")?.value ?? ""

/** Waits until something holds; fails with what it was at last. */
export const until = async (what, holds) => {
  let last
  for (let end = Date.now() + 15_000; Date.now() < end; await new Promise((later) => setTimeout(later, 30))) {
    last = await holds()
    if (last === true) return
  }
  assert.fail(`${what}: ${JSON.stringify(last)} after 15 seconds`)
}

/** Waits until the third party has been asked for these paths, in any order, each once. */
export const asked = (third, ...paths) =>
  until(`the third party is asked for ${paths}`, () => JSON.stringify([...third.asked].sort()) == JSON.stringify(paths.sort()) || third.asked)

/** Gives a page the time in which a wrong request would come. */
export const settle = (page) => page.waitForTimeout(250)

/** Sees one banner, which can be answered, and nothing of ours twice. */
export const isAsked = async (page) => {
  await banner(page).waitFor()
  assert.equal(await banner(page).count(), 1)
  assert.equal(await page.locator("samtycke-root").count(), 1)
}

export const isNotAsked = async (page) => {
  await settle(page)
  assert.equal(await banner(page).count(), 0)
}

/**
 * The whole way of a visitor through a site: asked, settings, no, asked no more, yes, withdrawal. After the yes the
 * third party is asked for `paths`, each once, and for nothing before and after.
 */
export const roundTrip = async (url, third, paths, options) => {
  third.asked.length = 0
  const { context, page, complaints } = await visitor(options)
  await page.goto(url)
  await isAsked(page)
  await answer(page, "Settings")
  await dialog(page).getByRole("switch", { name: "Analytics" }).waitFor()
  await button(page, "Close without saving").click()
  await answer(page, "Reject all")
  await banner(page).waitFor({ state: "detached" })
  assert.match(await cookie(page), /\.none\./)
  await page.reload()
  await button(page, "Cookie settings").waitFor()
  await isNotAsked(page)
  assert.deepEqual(third.asked, [])
  await button(page, "Cookie settings").click()
  await dialog(page).getByRole("button", { name: "Accept all" }).click()
  await asked(third, ...paths)
  assert.match(await cookie(page), /\.all\./)
  await page.evaluate(() => window.samtycke.withdraw())
  await until("the withdrawal is in the cookie", async () => /\.none\./.test(await cookie(page)))
  await button(page, "Cookie settings").waitFor()
  await settle(page)
  await asked(third, ...paths)
  assert.deepEqual(complaints, [])
  await context.close()
}
