/**
 * The visits that everything is measured in, each by someone who was never here, or was here once.
 * What one of them measures is disturbed by what another has to look for, so there are several.
 */
import { click, CONDITIONS, pause, settle, tab, until } from "./browser.js"
import { probe, watchMemories } from "./probe.js"
import { sent } from "./server.js"

/**
 * A first visit that accepts as soon as it can, and a return in a new tab.
 * The page is looked at each frame until the banner can be answered; that is why main thread time is
 * taken elsewhere.
 */
export const acceptAndReturn = async (browser, contestant, site, model, condition) => {
  const visitor = await browser.visitor()
  try {
    const first = await tab(visitor, condition)
    const before = site.log.length
    const { ready, parsed } = await meet(first, contestant, site)
    const early = sent(site.log.slice(before))
    const { clicks, clicked, last, longest } = await answer(first, contestant, model)
    // Where the first click came to nothing, the banner was not answerable before the one that did.
    const [answerable, { bytes, requests }] = clicks > 1 ? [clicked, sent(site.log.slice(before))] : [ready, early]
    await first.close()
    return {
      bannerMs: answerable,
      bannerAfterParsedMs: answerable - parsed,
      bannerBytes: bytes,
      bannerRequests: requests,
      acceptMs: last - clicked,
      acceptInp: longest,
      ...(await comeBack(visitor, site, model, condition)),
    }
  } finally {
    await visitor.close()
  }
}

/** When both answers were visible and could be reached by a click, and when the page had been parsed. */
const meet = async (page, { accept, reject }, site) => {
  await page.evaluateOnNewDocument(probe)
  await page.evaluateOnNewDocument((paths) => {
    window.__ready = window.__bench.whenReady(paths)
  }, [accept, reject])
  await page.goto(site.url, { waitUntil: "domcontentloaded" })
  return inTime(
    page.evaluate(async () => ({
      ready: await window.__ready,
      parsed: performance.getEntriesByType("navigation")[0].domContentLoadedEventStart,
    })),
    "a banner",
  )
}

/** Accepts, with as many clicks as that takes: a banner may be there before it listens. */
const answer = async (page, { accept }, model) => {
  await page.evaluate(() => window.__bench.arm(() => window.ran.length > 0))
  const begun = () => page.evaluate((path) => window.ran.length > 0 || !window.__bench.at(path), accept)
  let clicks = 0
  do {
    await click(page, accept)
    clicks++
  } while (!(await until(begun, 150, 10)) && clicks < 50)
  const complete = await until(() => page.evaluate((size) => window.ran.length >= size, model.size))
  if (!complete) throw new Error("not every tag ran after accept")
  // The click is reported some frames after the one that showed what came of it.
  await until(() => page.evaluate(() => window.__bench.heard.longest > 0), 1000)
  await pause(50)
  return page.evaluate(
    (clicks) => ({ ...window.__bench.heard, clicks, last: Math.max(...window.ran.map(([, time]) => time)) }),
    clicks,
  )
}

/** A first visit left alone until all is quiet; then accept grants scripts that are busy for long. */
export const acceptBusy = async (browser, contestant, site, model, condition) => {
  const visitor = await browser.visitor()
  try {
    const page = await tab(visitor, condition)
    await settle(page, site.url)
    await page.evaluate(probe)
    await until(() => page.evaluate((path) => !!window.__bench.at(path), contestant.accept))
    await pause(contestant.listensAfter ?? 0)
    await page.evaluate((path) => {
      window.__gone = window.__bench.framesUntilGone(path)
    }, contestant.accept)
    const { longest } = await answer(page, contestant, model)
    const frames = await inTime(
      page.evaluate(() => window.__gone),
      "a page without the banner",
    )
    return { busyInp: longest, busyFrames: frames }
  } finally {
    await visitor.close()
  }
}

const comeBack = async (visitor, site, model, condition) => {
  const page = await tab(visitor, condition)
  await settle(page, site.url)
  const complete = await until(() => page.evaluate((size) => window.ran.length >= size, model.size))
  if (!complete) throw new Error("not every tag ran on return")
  const returnMs = await page.evaluate(() => Math.max(...window.ran.map(([, time]) => time)))
  return { returnMs, returnMain: await mainThread(page) }
}

/** A first visit left alone until all is quiet; then the dialog is opened. */
export const lookAround = async (browser, contestant, site, condition) => {
  const visitor = await browser.visitor()
  try {
    const before = site.log.length
    const page = await tab(visitor, condition)
    await settle(page, site.url)
    await page.evaluate(probe)
    const there = await until(() => page.evaluate((path) => !!window.__bench.at(path), contestant.accept))
    if (!there) throw new Error("no banner")
    await pause(contestant.listensAfter ?? 0)
    const main = await mainThread(page)
    const shift = await page.evaluate(() => window.__bench.shift())
    const dialogMs = await openDialog(page, contestant)
    await page.waitForNetworkIdle({ idleTime: 100 })
    const { bytes, requests } = sent(site.log.slice(before))
    return { main, shift, dialogMs, allBytes: bytes, allRequests: requests }
  } finally {
    await visitor.close()
  }
}

/** From the click to the frame that shows the dialog. */
const openDialog = async (page, { settings, dialog }) => {
  await page.evaluate((path) => {
    window.__bench.arm(() => window.__bench.at(path))
    window.__opened = window.__bench.whenReady([path])
  }, dialog)
  await click(page, settings)
  const opened = await inTime(
    page.evaluate(() => window.__opened),
    "a dialog",
  )
  return opened - (await page.evaluate(() => window.__bench.heard.clicked))
}

/** The blank page, first and on return: what is subtracted from main thread times. */
export const nothing = async (browser, site, condition) => {
  const visitor = await browser.visitor()
  try {
    const times = []
    for (const _ of ["first", "return"]) {
      const page = await tab(visitor, condition)
      await settle(page, site.url)
      times.push(await mainThread(page))
      await page.close()
    }
    return { main: times[0], returnMain: times[1] }
  } finally {
    await visitor.close()
  }
}

/** Milliseconds of script, style and layout since the tab was opened. */
const mainThread = async (page) => {
  const { ScriptDuration, LayoutDuration, RecalcStyleDuration } = await page.metrics()
  return 1000 * (ScriptDuration + LayoutDuration + RecalcStyleDuration)
}

/** What is held once the banner is there, after a garbage collection: JS heap and WebAssembly memory. */
export const memory = async (browser, site) => {
  const visitor = await browser.visitor()
  try {
    const page = await tab(visitor, CONDITIONS.fast)
    await page.evaluateOnNewDocument(watchMemories)
    await settle(page, site.url)
    await pause(300)
    const session = await page.createCDPSession()
    await session.send("HeapProfiler.enable")
    await session.send("HeapProfiler.collectGarbage")
    const { JSHeapUsedSize } = await page.metrics()
    const wasm = await page.evaluate(() => [...window.__memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0))
    return { heap: JSHeapUsedSize, wasm }
  } finally {
    await visitor.close()
  }
}

/** Counts that do not depend on how fast the machine is: calls of JS functions, layouts, styles, nodes. */
export const counts = async (browser, site) => {
  const visitor = await browser.visitor()
  try {
    const page = await tab(visitor, CONDITIONS.fast)
    const session = await page.createCDPSession()
    await session.send("Profiler.enable")
    await session.send("Profiler.startPreciseCoverage", { callCount: true, detailed: false })
    await settle(page, site.url)
    await pause(300)
    const { result } = await session.send("Profiler.takePreciseCoverage")
    const calls = result
      .filter(({ url }) => url.startsWith(site.url))
      .flatMap(({ functions }) => functions.map(({ ranges }) => ranges[0].count))
      .reduce((sum, count) => sum + count, 0)
    const { LayoutCount, RecalcStyleCount, Nodes } = await page.metrics()
    return { calls, layouts: LayoutCount, styles: RecalcStyleCount, nodes: Nodes }
  } finally {
    await visitor.close()
  }
}

const inTime = (promise, what, ms = 20_000) => {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come within ${ms / 1000} s`)), ms)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
