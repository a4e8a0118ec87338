// Vue, Solid and Svelte with their routers: what is gated comes and goes with the routes.

import assert from "node:assert/strict"
import { join } from "node:path"
import test from "node:test"
import vue from "@vitejs/plugin-vue"
import { build } from "vite"
import solid from "vite-plugin-solid"
import { fixture, packages, run, say, start } from "./kit/fixture.mjs"
import { serve, thirdParty } from "./kit/servers.mjs"
import { answer, asked, button, dialog, isAsked, settle, visitor } from "./kit/visitor.mjs"

const third = await thirdParty()

/** Builds a fixture with Vite and serves it. */
const built = (name, plugin) => async () => {
  const root = await fixture(name, third)
  await build({ root, logLevel: "error", plugins: [plugin()] })
  return serve(join(root, "dist"))
}

/** SvelteKit renders on its server first. It takes the folder in which it runs for the project. */
const kit = async () => {
  const cwd = await fixture("sveltekit", third)
  const vite = join(packages, "../../node_modules/vite/bin/vite.js")
  await run(vite, ["build"], { cwd })
  return start(vite, ["preview", "--host", "127.0.0.1", "--port", "0"], { cwd, ready: /Local/ })
}

const APPS = { Vue: built("vue", vue), Solid: built("solid", solid), SvelteKit: kit }

for (const [name, begin] of Object.entries(APPS)) {
  test(`${name}: components and routes that come and go`, async () => {
    say(`building with ${name}`)
    const site = await begin()
    third.asked.length = 0
    const { page, context, complaints } = await visitor()
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
    await asked(third, "/stats.js", "/widget.js", "/film", "/map")
    await go("Home")
    await page.getByTitle("Film").waitFor({ state: "detached" })
    await go("Film")
    await asked(third, "/stats.js", "/widget.js", "/film", "/map", "/widget.js", "/film", "/map")

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
  })
}
