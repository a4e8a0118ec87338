// The commands of Cypress that docs/testing.md uses, in a page of Playwright: what they find, press and read is the same.

import assert from "node:assert/strict"
import { cookie, until } from "./visitor.mjs"

/** What `should` says of a value, or of how many elements there are. */
const CLAIMS = {
  exist: (value) => !!value,
  equal: (value, wanted) => value === wanted,
  "not.exist": (value) => !value,
}

/** Runs code of the guide: its `it` blocks in turn, each at a page of its own from `visitor`. Returns how many there were. */
export const runCypress = async (code, site, visitor) => {
  const blocks = []
  let current
  const cy = new Proxy({}, { get: (_, name) => current[name] })
  new Function("it", "cy", code)((_, block) => blocks.push(block), cy)
  for (const block of blocks) {
    const { page, context, complaints } = await visitor()
    current = commands(page, site)
    block()
    await current.end()
    assert.deepEqual(complaints, [])
    await context.close()
  }
  return blocks.length
}

/** `cy` for one test: its commands wait for each other. */
const commands = (page, site) => {
  let queue = Promise.resolve()
  const then = (step) => void (queue = queue.then(step))
  const elements = (locator) => ({
    findByRole: (role, options) => elements(locator.getByRole(role, options)),
    check: () => then(() => locator.check()),
    click: () => then(() => locator.click()),
    should: (claim) => then(() => until(`${locator} ${claim}`, async () => CLAIMS[claim](await locator.count()))),
  })
  // A value of the page, read anew until what is said of it holds.
  const value = (read) => ({
    its: (name) => value(`(${read})?.${name}`),
    invoke: (name, ...call) => value(`(${read})?.${name}(...${JSON.stringify(call)})`),
    should: (claim, wanted) =>
      then(() =>
        until(`${read} ${claim} ${wanted}`, async () => {
          const found = await page.evaluate(read)
          return CLAIMS[claim](found, wanted) || { found }
        }),
      ),
  })
  return {
    findByRole: (role, options) => elements(page.getByRole(role, options)),
    get: (selector) => elements(page.locator(selector)),
    getCookie: () => ({ should: (claim) => then(() => until(`the cookie: ${claim}`, async () => CLAIMS[claim](await cookie(page)))) }),
    session: (_, setUp) => setUp(),
    setCookie: (name, text) => then(() => page.context().addCookies([{ name, value: text, url: site }])),
    visit: (path) => then(() => page.goto(site + path)),
    window: () => value("window"),
    end: () => queue,
  }
}
