// The module after each bundler: the settings with their words, the messages, and the core without
// WebAssembly are found, either under the names that the bundler gives or in the folder that the site names.

import assert from "node:assert/strict"
import { cp, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import test from "node:test"
import { nodeResolve } from "@rollup/plugin-node-resolve"
import { importMetaAssets } from "@web/rollup-plugin-import-meta-assets"
import * as esbuild from "esbuild"
import { Parcel } from "@parcel/core"
import { rollup } from "rollup"
import { build as viteBuild } from "vite"
import webpack from "webpack"
import { fixture, samtycke, say } from "./kit/fixture.mjs"
import { serve, thirdParty, WITHOUT_WASM } from "./kit/servers.mjs"
import { answer, asked, banner, cookie, isAsked, roundTrip, until, visitor } from "./kit/visitor.mjs"

const third = await thirdParty()
const LATER = ["samtycke.settings.js", "samtycke.messages.js", "samtycke.nowasm.js", "samtycke.en.json", "samtycke.sv.json"]

/** Writes the page into a build, with its entry. */
const addPage = async (folder, entry) => {
  const page = await readFile(join(folder, "index.html"), "utf8")
  await writeFile(join(folder, "dist/index.html"), page.replace("./main.js", entry))
}

const BUNDLERS = {
  vite: async (folder) => {
    await viteBuild({ root: folder, logLevel: "error" })
  },
  rollup: async (folder) => {
    const warnings = []
    const bundle = await rollup({ input: join(folder, "main.js"), plugins: [nodeResolve(), importMetaAssets()], onwarn: (warning) => warnings.push(warning.message) })
    const { output } = await bundle.write({ dir: join(folder, "dist"), entryFileNames: "main-[hash].js" })
    assert.deepEqual(warnings, [])
    await addPage(folder, output[0].fileName)
  },
}

for (const [name, build] of Object.entries(BUNDLERS)) {
  test(`after ${name} a visitor is asked, and everything is found under a name with a hash`, async () => {
    const folder = await fixture("bundled", third)
    say(`building with ${name}`)
    await build(folder)
    const dist = join(folder, "dist")
    const site = await serve(dist)
    await roundTrip(site, third, ["/stats.js", "/film"])
    await findsAll(site)
    await withoutWebAssembly(await serve(dist, { headers: WITHOUT_WASM }))
  })
}

/** Copies the files that a bundler does not take along as they are to a folder of the site. */
const copied = async (dist) => {
  for (const file of LATER) await cp(join(samtycke, file), join(dist, "assets", file))
}

/** The folder of those files, in the entry of the fixture. */
const addBase = async (folder) => {
  const entry = join(folder, "main.js")
  await writeFile(entry, (await readFile(entry, "utf8")).replace("load()", 'load({ base: "/assets/" })'))
}

const WITH_BASE = {
  // Its minifier changes every script that it copies.
  webpack: async (folder) => {
    const settings = { mode: "production", context: folder, entry: "./main.js", output: { path: join(folder, "dist"), filename: "main.[contenthash].js" }, performance: false }
    const { compilation } = await new Promise((done, fail) => webpack(settings, (error, stats) => (error ? fail(error) : done(stats))))
    assert.deepEqual([...compilation.errors, ...compilation.warnings].map(String), [])
    await addPage(folder, [...compilation.entrypoints.get("main").getFiles()][0])
  },
  esbuild: async (folder) => {
    await esbuild.build({ entryPoints: [join(folder, "main.js")], bundle: true, format: "esm", minify: true, outfile: join(folder, "dist/main.js"), logLevel: "error" })
    await addPage(folder, "./main.js")
  },
  parcel: async (folder) => {
    await new Parcel({ entries: join(folder, "index.html"), defaultConfig: "@parcel/config-default", mode: "production", shouldDisableCache: true, defaultTargetOptions: { distDir: join(folder, "dist"), publicUrl: "/" } }).run()
  },
}

for (const [name, build] of Object.entries(WITH_BASE)) {
  test(`after ${name} a message names load({ base }), and with it everything is found`, async () => {
    const folder = await fixture("bundled", third)
    const dist = join(folder, "dist")
    say(`building with ${name}`)
    await build(folder)
    await saysWhatIsMissing(await serve(dist))
    say(`building with ${name}, with a base`)
    await addBase(folder)
    await build(folder)
    await copied(dist)
    const site = await serve(dist)
    await roundTrip(site, third, ["/stats.js", "/film"])
    await findsAll(site, /^/)
    await withoutWebAssembly(await serve(dist, { headers: WITHOUT_WASM }))
  })
}

/** The settings open in either language, and a mistake ends in a sentence. No file has the name that it has in the package. */
const findsAll = async (site, names = /^(?!samtycke\.\w+\.js(on)?$)/) => {
  const { context, page, complaints } = await visitor()
  const files = []
  page.on("request", (request) => files.push(new URL(request.url()).pathname.split("/").at(-1)))
  await page.goto(site)
  await isAsked(page)
  await page.evaluate(() => window.samtycke.setLanguage("sv"))
  await page.evaluate(() => window.samtycke.settings())
  await page.getByRole("dialog", { name: "Cookieinställningar" }).getByRole("switch", { name: "Analys" }).waitFor()
  assert.deepEqual(complaints, [])
  await page.evaluate(() => window.samtycke.has("analytic"))
  await until("the mistake is named", () => !!complaints[0])
  assert.match(complaints[0], /the declaration has no category or service "analytic"/)
  for (const file of files) assert.match(file, names)
  await context.close()
}

/** Under a policy that refuses WebAssembly the banner is there, and answers count. */
const withoutWebAssembly = async (site) => {
  third.asked.length = 0
  const { context, page } = await visitor()
  await page.goto(site)
  await isAsked(page)
  assert.deepEqual(third.asked, [])
  await answer(page, "Accept all")
  await asked(third, "/stats.js", "/film")
  await context.close()
}

/** Where the settings are not found, the banner says so, the console names the remedy, and a no counts. */
const saysWhatIsMissing = async (site) => {
  const { context, page, complaints } = await visitor()
  await page.goto(site)
  await isAsked(page)
  await answer(page, "Settings")
  await banner(page).getByText("The settings cannot be shown now.").waitFor()
  await answer(page, "Reject all")
  assert.match(await cookie(page), /\.none\./)
  // The words of messages are among the files that are missing.
  await until("the settings are named", () => complaints.some((text) => /^Samtycke: settings/.test(text)) || complaints)
  await context.close()
}
