/** Chromium, and the two conditions it is measured under. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import puppeteer from "puppeteer-core"

export const CONDITIONS = {
  fast: { name: "unthrottled" },
  slow: {
    name: "slow 4G (1.6 Mbit/s, 150 ms), 4x CPU",
    network: { download: 1.6e6 / 8, upload: 0.75e6 / 8, latency: 150 },
    cpu: 4,
  },
}

/** A browser with nothing of its own going on. `close` takes its profile away too. */
export const launch = async (executablePath) => {
  const profile = await mkdtemp(join(tmpdir(), "samtycke-bench-"))
  const browser = await puppeteer.launch({
    executablePath,
    headless: true,
    userDataDir: profile,
    defaultViewport: { width: 1280, height: 800 },
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // Some contestants hide from browsers that say they are driven.
      "--disable-blink-features=AutomationControlled",
    ],
  })
  return {
    version: await browser.version(),
    /** A visitor that was never here: no cookies, nothing cached. */
    visitor: () => browser.createBrowserContext(),
    close: async () => {
      await browser.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}

/** A new tab of a visitor, under a condition. */
export const tab = async (visitor, condition) => {
  const page = await visitor.newPage()
  if (condition.network) await page.emulateNetworkConditions(condition.network)
  if (condition.cpu) await page.emulateCPUThrottling(condition.cpu)
  return page
}

/** Goes to an address and waits until it has loaded and has asked for nothing more for a while. */
export const settle = async (page, url) => {
  await page.goto(url, { waitUntil: "load" })
  await page.waitForNetworkIdle({ idleTime: 300 })
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms))

/** Asks again and again until there is an answer, or the time is over. */
export const until = async (ask, ms = 10_000, every = 50) => {
  const end = Date.now() + ms
  for (;;) {
    const answer = await ask()
    if (answer || Date.now() > end) return answer
    await pause(every)
  }
}

/** Clicks with the mouse what a selector finds, once it stands still; needs the probe in the page. */
export const click = async (page, path) => {
  const point = await page.evaluate((path) => window.__bench.still(path), path)
  if (!point) throw new Error(`nothing to click at ${path}`)
  await page.mouse.click(point.x, point.y)
}
