// Vue, Solid and Svelte with their routers: what is gated comes and goes with the routes.

import { join } from "node:path"
import test from "node:test"
import vue from "@vitejs/plugin-vue"
import { build } from "vite"
import solid from "vite-plugin-solid"
import { fixture, packages, run, say, start } from "./kit/fixture.mjs"
import { serve, thirdParty } from "./kit/servers.mjs"
import { visitShop } from "./kit/shop.mjs"

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
    await visitShop(await begin(), third)
  })
}
