// The shop that every framework's fixture is: two routes, of which one has gated elements that come and go with it.

import assert from "node:assert/strict"
import { answer, asked, button, dialog, isAsked, settle, visitor } from "./visitor.mjs"

/**
 * The way of a visitor through it: asked on both routes, a yes, the routes again, and a withdrawal in the settings. `widget` are the
 * gated scripts of the second route; `prepare` gets the page before the visit.
 */
export const visitShop = async (site, third, { widget = ["/widget.js"], prepare = () => {} } = {}) => {
  third.asked.length = 0
  const { page, context, complaints } = await visitor()
  await prepare(page)
  const go = (link) => page.getByRole("link", { name: link }).click()
  await page.goto(site + "/")
  await isAsked(page)
  await go("Film")
  await page.getByText("No map without marketing").waitFor()
  await page.locator("[data-samtycke-declaration]").getByText("Stats").waitFor()
  await go("Home")
  await page.getByTitle("Film").waitFor({ state: "detached" })
  await go("Film")
  await page.getByText("No map without marketing").waitFor()
  await isAsked(page)
  await settle(page)
  assert.deepEqual(third.asked, [])

  await answer(page, "Accept all")
  await page.getByText("Marketing: yes").waitFor()
  const route = [...widget, "/film", "/map"]
  await asked(third, "/stats.js", ...route)
  await go("Home")
  await page.getByTitle("Film").waitFor({ state: "detached" })
  await go("Film")
  await asked(third, "/stats.js", ...route, ...route)

  third.asked.length = 0
  await button(page, "Cookies").click()
  await dialog(page).getByRole("switch", { name: "Marketing" }).uncheck()
  await button(page, "Save choices").click()
  await page.getByText("Marketing: no").waitFor()
  await page.getByText("No map without marketing").waitFor()
  await settle(page)
  assert.ok(!third.asked.includes("/film") && !third.asked.includes("/map"), third.asked.join())
  assert.deepEqual(complaints, [])
  await context.close()
}
