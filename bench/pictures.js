/**
 * The pictures of the README and of docs/looks.md: `make pictures`.
 *
 * The first is of the demo site; the others set us beside a rival each, on the page that all are measured in.
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { click, launch, pause, settle } from "./browser.js"
import { CONTESTANTS, rootsOf } from "./contestants/index.js"
import { INTRO, modelOf } from "./model.js"
import { htmlOf } from "./page.js"
import { probe } from "./probe.js"
import { serve } from "./server.js"
import { settings } from "./settings.js"

const DOCS = fileURLToPath(new URL("../docs/", import.meta.url))
const ROOT = fileURLToPath(new URL("../", import.meta.url))

const DESKTOP = { width: 900, height: 640 }
const PHONE = { width: 375, height: 640, isMobile: true, hasTouch: true }

/** The rivals whose looks come nearest, and klaro, which many sites have. */
const RIVALS = ["vanilla-cookieconsent", "orejime", "zest", "klaro"]

/** What is shown of each: a screen, a theme, whether the settings are open, and whether the banner is measured. */
const VIEWS = [
  { name: "desktop", screen: DESKTOP },
  { name: "phone", screen: PHONE, isMeasured: true },
  { name: "phone, dark", screen: PHONE, dark: true },
  { name: "settings", screen: DESKTOP, opens: true },
  { name: "settings on a phone", screen: PHONE, opens: true },
]

const browser = await launch(settings.chromium)

/** How much of the screen the box around a banner's yes covers: the largest with a colour of its own that leaves some of the page in view. */
const share = (accept) => {
  const screen = { width: innerWidth, height: innerHeight }
  let covered = 0
  for (let element = accept; element?.parentNode && element != document.body; element = element.parentElement ?? element.getRootNode().host) {
    const { left, top, right, bottom } = element.getBoundingClientRect()
    const width = Math.min(right, screen.width) - Math.max(left, 0)
    const height = Math.min(bottom, screen.height) - Math.max(top, 0)
    const part = (width * height) / (screen.width * screen.height)
    if (part < 0.97 && getComputedStyle(element).backgroundColor != "rgba(0, 0, 0, 0)") covered = Math.max(covered, part)
  }
  return covered
}

/** A picture of a page as a first visitor sees it, as a data address. */
const take = async (url, view, contestant) => {
  const { screen, dark, opens } = view
  const visitor = await browser.visitor()
  const page = await visitor.newPage()
  await page.setViewport({ ...screen, deviceScaleFactor: 1 })
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }])
  await page.evaluateOnNewDocument(probe)
  await settle(page, url)
  await pause(700)
  if (opens) {
    await click(page, contestant.settings)
    // Some fade in.
    await pause(700)
  }
  if (view.isMeasured && contestant) {
    const accept = await page.$(contestant.accept)
    console.log(`${contestant.name}: ${((await page.evaluate(share, accept)) * 100).toFixed(1)} % of a phone's screen`)
  }
  const picture = await page.screenshot({ encoding: "base64" })
  await visitor.close()
  return `data:image/png;base64,${picture}`
}

/** Writes pictures side by side, a row for each list. */
const write = async (file, width, rows) => {
  const visitor = await browser.visitor()
  const page = await visitor.newPage()
  const cell = ({ src, name, height }) =>
    `<figure><figcaption>${name}</figcaption><img src="${src}" style="height:${height}px"></figure>`
  await page.setViewport({ width, height: 100, deviceScaleFactor: 1 })
  await page.setContent(`<style>
    body { margin: 0; padding: 16px; background: #d9dce3; font: 13px system-ui, sans-serif; color: #222 }
    div { display: flex; gap: 16px; margin-bottom: 16px }
    figure { margin: 0 } figcaption { width: 0; margin-bottom: 4px; white-space: nowrap }
    img { display: block; border-radius: 6px; box-shadow: 0 1px 4px #0003 }
    </style>${rows.map((cells) => `<div>${cells.map(cell).join("")}</div>`).join("")}`)
  await writeFile(DOCS + file, await page.screenshot({ fullPage: true, type: "webp", quality: 85 }))
  await visitor.close()
}

/** Starts the demo site at a port that the system picks; its first line names the address. */
const startDemo = async () => {
  const server = spawn(`${ROOT}target/debug/samtycke-demo`, ["--port", "0", "--root", ROOT], { stdio: ["ignore", "pipe", "inherit"] })
  const [text] = await once(server.stdout, "data")
  return { url: /http:\S+/.exec(text)[0], stop: () => server.kill("SIGINT") }
}

const ours = CONTESTANTS.find((contestant) => contestant.ours)

const demo = await startDemo()
const shown = []
for (const view of VIEWS) shown.push({ src: await take(demo.url, { ...view, isMeasured: false }, ours), name: view.name, height: 420 })
demo.stop()
await write("samtycke.webp", 1460, [shown.slice(0, 3), shown.slice(3)])

const model = { ...modelOf(3), intro: INTRO }

const pictures = async (contestant) => {
  const site = await serve(htmlOf(contestant.html(model)), ...rootsOf(contestant))
  const taken = []
  for (const view of VIEWS) taken.push({ src: await take(site.url, view, contestant), name: `${contestant.name}, ${view.name}`, height: 300 })
  await site.close()
  return taken
}

const own = await pictures(ours)
for (const rival of CONTESTANTS.filter(({ name }) => RIVALS.includes(name))) {
  await write(`looks-${rival.name}.webp`, 1760, [own, await pictures(rival)])
  console.log(`docs/looks-${rival.name}.webp`)
}

// Cookiebot's dialog is not ours to copy. It is drawn from a page that shows it, with its settings open at `#settings`.
const { COOKIEBOT } = process.env
if (COOKIEBOT) {
  const taken = []
  for (const view of VIEWS) {
    const src = await take(COOKIEBOT + (view.opens ? "#settings" : ""), { ...view, opens: false })
    taken.push({ src, name: `Cookiebot, ${view.name}`, height: 300 })
  }
  await write("looks-cookiebot.webp", 1760, [own, taken])
}
await browser.close()
