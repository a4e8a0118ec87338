// The module after each bundler: the settings with their words, the messages, and the core without
// WebAssembly are found under the names that the bundler gives.

import assert from "node:assert/strict"
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { join, parse } from "node:path"
import test from "node:test"
import { nodeResolve } from "@rollup/plugin-node-resolve"
import { importMetaAssets } from "@web/rollup-plugin-import-meta-assets"
import * as esbuild from "esbuild"
import { rollup } from "rollup"
import { build as viteBuild } from "vite"
import webpack from "webpack"
import { fixture, packages, run, samtycke, say } from "./kit/fixture.mjs"
import { serve, thirdParty, WITHOUT_WASM } from "./kit/servers.mjs"
import { answer, asked, banner, cookie, isAsked, roundTrip, until, visitor } from "./kit/visitor.mjs"

const third = await thirdParty()

/** Writes the page into a build, with its entry. */
const addPage = async (folder, entry) => {
  const page = await readFile(join(folder, "index.html"), "utf8")
  await writeFile(join(folder, "dist/index.html"), page.replace("./main.js", entry))
}

const BUNDLERS = {
  vite: async (folder) => {
    await viteBuild({ root: folder, logLevel: "error" })
  },
  webpack: async (folder) => {
    const settings = { mode: "production", context: folder, entry: "./main.js", output: { path: join(folder, "dist"), filename: "main.[contenthash].js" }, performance: false }
    const { compilation } = await new Promise((done, fail) => webpack(settings, (error, stats) => (error ? fail(error) : done(stats))))
    assert.deepEqual([...compilation.errors, ...compilation.warnings].map(String), [])
    await addPage(folder, [...compilation.entrypoints.get("main").getFiles()][0])
  },
  esbuild: async (folder) => {
    await esbuild.build({ entryPoints: [join(folder, "main.js")], bundle: true, splitting: true, format: "esm", minify: true, outdir: join(folder, "dist"), entryNames: "[name]-[hash]", logLevel: "error" })
    await addPage(folder, (await readdir(join(folder, "dist"))).find((name) => name.startsWith("main-")))
  },
  parcel: async (folder) => {
    await run(join(packages, "../../node_modules/parcel/lib/bin.js"), ["build", "index.html", "--dist-dir", "dist", "--no-cache", "--no-source-maps"], { cwd: folder })
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
  test(`after ${name} a visitor is asked, and everything is found`, async () => {
    const folder = await fixture("bundled", third)
    say(`building with ${name}`)
    await build(folder)
    const dist = join(folder, "dist")
    const site = await serve(dist)
    await roundTrip(site, third, ["/stats.js", "/film"])
    const files = [...(await findsAll(site)), ...(await withoutWebAssembly(await serve(dist, { headers: WITHOUT_WASM })))]
    await areHashed(dist, files)
  })
}

/** The files of the package that come later, with the build that each names. */
const LATER = Object.fromEntries(await Promise.all((await readdir(join(samtycke, "module"))).map(async (file) => [file, (await readFile(join(samtycke, "module", file), "utf8")).match(/export const build="([^"]+)"/)[1]])))

/** What the settings of the languages that a page has fetched say. */
const FETCHED = ["Always on", "Spara val", "Immer aktiv"]

/** Every script that a page has fetched has a hash in its name, and each later file of the package is one of them. */
const areHashed = async (dist, files) => {
  const words = Object.keys(LATER).map((file) => parse(file).name)
  for (const file of files) {
    const [, hash] = file.match(/[.-]([\w-]{8,})\.js$/) ?? []
    assert.ok(hash && !words.includes(hash), `${file} has a hash in its name`)
  }
  const texts = await Promise.all([...new Set(files)].map((file) => readFile(join(dist, file), "utf8")))
  for (const [name, build] of Object.entries(LATER)) {
    // Whoever imports it knows its build as well. Languages have one build, and three of them were fetched.
    const count = /^..\.js$/.test(name) ? FETCHED.length + 1 : 2
    assert.equal(texts.filter((text) => text.includes(build)).length, count, `${name} is a file of its own, which was fetched`)
  }
  for (const title of FETCHED) assert.equal(texts.filter((text) => text.includes(title)).length, 1, `"${title}" is in one file`)
}

/** The scripts of its own site that a page fetches. */
const scriptsOf = (page, site) => {
  const files = []
  page.on("request", (request) => {
    const { origin, pathname } = new URL(request.url())
    if (origin == site && pathname.endsWith(".js")) files.push(pathname)
  })
  return files
}

/** The settings open in either language, and a mistake ends in a sentence. Returns the scripts that came for it. */
const findsAll = async (site) => {
  const { context, page, complaints } = await visitor()
  const files = scriptsOf(page, site)
  await page.goto(site)
  await isAsked(page)
  await page.evaluate(() => window.samtycke.setLanguage("sv"))
  await page.evaluate(() => window.samtycke.settings())
  await page.getByRole("dialog", { name: "Cookieinställningar" }).getByRole("switch", { name: "Analys" }).waitFor()
  // One whose banner is not in the first script.
  await page.evaluate(() => window.samtycke.setLanguage("de"))
  await page.getByRole("dialog", { name: "Cookie-Einstellungen" }).getByRole("switch", { name: "Analyse" }).waitFor()
  assert.deepEqual(complaints, [])
  await page.evaluate(() => window.samtycke.has("analytic"))
  await until("the mistake is named", () => !!complaints[0])
  assert.match(complaints[0], /the declaration has no category or service "analytic"/)
  await context.close()
  return files
}

/** Under a policy that refuses WebAssembly the banner is there, and answers count. Returns the scripts that came for it. */
const withoutWebAssembly = async (site) => {
  third.asked.length = 0
  const { context, page } = await visitor()
  const files = scriptsOf(page, site)
  await page.goto(site)
  await isAsked(page)
  assert.deepEqual(third.asked, [])
  await answer(page, "Accept all")
  await asked(third, "/stats.js", "/film")
  await context.close()
  return files
}

test("without a bundler the module finds its files beside it", async () => {
  const site = await serve(await unbundled("load()"))
  await roundTrip(site, third, ["/stats.js", "/film"])
  await findsAll(site)
})

test("where they are missing a message names load({ base }), and with it they are found", async () => {
  const folder = await unbundled("load()")
  await rm(join(folder, "module"), { recursive: true })
  const { context, page, complaints } = await visitor()
  await page.goto(await serve(folder))
  await isAsked(page)
  await answer(page, "Settings")
  await banner(page).getByText("The settings cannot be shown now.").waitFor()
  await answer(page, "Reject all")
  assert.match(await cookie(page), /\.none\./)
  await until("the remedy is named", () => complaints.some((text) => /^Samtycke: settings .*or name one with all files of the package by load\(\{ base \}\)/.test(text)) || complaints)
  await context.close()

  const other = await unbundled('load({ base: "/files/" })')
  await rm(join(other, "module"), { recursive: true })
  await cp(samtycke, join(other, "files"), { recursive: true })
  await findsAll(await serve(other))
})

test("what is of another build is refused", async () => {
  const folder = await unbundled("load()")
  const settings = join(folder, "module/settings.js")
  await writeFile(settings, (await readFile(settings, "utf8")).replace(/export const build="sha256-..../, 'export const build="sha256-AAAA'))
  const { context, page, complaints } = await visitor()
  await page.goto(await serve(folder))
  await isAsked(page)
  await answer(page, "Settings")
  await banner(page).getByText("The settings cannot be shown now.").waitFor()
  await until("the mistake is named", () => complaints.some((text) => /^Samtycke: the settings cannot be had/.test(text)) || complaints)
  await context.close()
})

/** A site of the fixture without a bundler: the package's files beside the page, and an import map. */
const unbundled = async (call) => {
  const folder = await fixture("bundled", third)
  await cp(samtycke, folder, { recursive: true })
  const page = await readFile(join(folder, "index.html"), "utf8")
  await writeFile(join(folder, "index.html"), page.replace("<script", '<script type="importmap">{ "imports": { "samtycke": "/samtycke.js" } }</script><script'))
  const entry = await readFile(join(folder, "main.js"), "utf8")
  await writeFile(join(folder, "main.js"), entry.replace("../declaration.js", "./declaration.js").replace("load()", call))
  await cp(join(folder, "../declaration.js"), join(folder, "declaration.js"))
  return folder
}
