/**
 * How long a browser takes for 300 inline scripts, by when they are inserted: between two tags of the page, in a
 * timer while it is parsed, or at the end of parsing.
 *
 *     node bench/insertion.js
 */
import { launch, settle, tab } from "./browser.js"
import samtycke from "./contestants/samtycke.js"
import { modelOf } from "./model.js"
import { htmlOf } from "./page.js"
import { serve } from "./server.js"
import { settings } from "./settings.js"
import { quantile } from "./statistics.js"

const VISITS = 7

const observe = (act) => `new MutationObserver((records) => {
  for (const { addedNodes } of records) for (const node of addedNodes) if (node.dataset?.samtycke) waiting.push(node)
  ${act}
}).observe(document, { childList: true, subtree: true })`

const WHEN = {
  "between two tags": observe("insertAll()"),
  "in a timer": observe("setTimeout(insertAll)"),
  "at the end": `addEventListener("DOMContentLoaded", () => {
    waiting.push(...document.querySelectorAll("[data-samtycke]"))
    insertAll()
  })`,
}

const head = (when) => `<script>
const waiting = []
window.took = 0
const insertAll = () => {
  for (let tag; (tag = waiting.shift()); ) {
    const script = document.createElement("script")
    script.text = tag.textContent
    const start = performance.now()
    document.head.append(script)
    took += performance.now() - start
    script.remove()
  }
}
${when}
</script>`

const { body } = samtycke.html(modelOf(300))
const browser = await launch(settings.chromium)
try {
  for (const [name, when] of Object.entries(WHEN)) {
    const site = await serve(htmlOf({ head: head(when), body }))
    const times = []
    for (let visit = 0; visit < VISITS; visit++) {
      const visitor = await browser.visitor()
      const page = await tab(visitor, {})
      await settle(page, site.url)
      times.push(await page.evaluate(() => window.took))
      await visitor.close()
    }
    site.close()
    console.log(`${name.padEnd(18)}${quantile(times, 0).toFixed(1)} ms at least, ${quantile(times, 0.5).toFixed(1)} ms the median of ${VISITS}`)
  }
} finally {
  await browser.close()
}
