/**
 * What no tuning of ours gets below: the main thread time of a page that does nothing but start the
 * module, without a configuration, and of one that does nothing at all. `node bench/floor.js`, after
 * `make pkg`.
 */
import { readFile } from "node:fs/promises"
import { CONDITIONS, launch, settle, tab } from "./browser.js"
import { htmlOf } from "./page.js"
import { serve } from "./server.js"
import { settings } from "./settings.js"
import { quantile } from "./statistics.js"

const module = await readFile(new URL("../target/wasm/script/min/module.wasm", import.meta.url))
const start = `<script>{
  const bytes = Uint8Array.fromBase64("${module.toString("base64")}")
  new WebAssembly.Instance(new WebAssembly.Module(bytes))
}</script>`

const PAGES = { "nothing at all": "", "the module, started and left": start }

/** Milliseconds of script, style and layout of a visit. */
const visit = async (browser, url, condition) => {
  const visitor = await browser.visitor()
  try {
    const page = await tab(visitor, condition)
    await settle(page, url)
    const { ScriptDuration, LayoutDuration, RecalcStyleDuration } = await page.metrics()
    return 1000 * (ScriptDuration + LayoutDuration + RecalcStyleDuration)
  } finally {
    await visitor.close()
  }
}

const browser = await launch(settings.chromium)
const sites = Object.fromEntries(
  await Promise.all(Object.entries(PAGES).map(async ([name, head]) => [name, await serve(htmlOf({ head, body: "" }))])),
)
try {
  for (const condition of Object.values(CONDITIONS)) {
    const times = Object.fromEntries(Object.keys(sites).map((name) => [name, []]))
    for (let round = 0; round < settings.rounds; round++) {
      for (const [name, { url }] of Object.entries(sites)) times[name].push(await visit(browser, url, condition))
    }
    for (const [name, list] of Object.entries(times)) console.log(`${condition.name}: ${name}: ${quantile(list, 0.5).toFixed(1)} ms`)
  }
} finally {
  await browser.close()
  for (const { close } of Object.values(sites)) close()
}
