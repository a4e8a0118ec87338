// The program of the package, `npx samtycke`, and the Vite plugin that runs it.

import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import test, { after } from "node:test"
import { build, createLogger, createServer } from "vite"
import { fixture, samtycke, say } from "./kit/fixture.mjs"
import { serve, thirdParty } from "./kit/servers.mjs"
import { isAsked, roundTrip, visitor } from "./kit/visitor.mjs"

const { run } = await import(join(samtycke, "program/run.mjs"))
const { node } = await import(join(samtycke, "program/system.mjs"))
const { default: plugin } = await import(join(samtycke, "vite.js"))
const third = await thirdParty()

const program = (args, cwd) =>
  spawnSync(process.execPath, [join(samtycke, "program/samtycke.mjs"), ...args], { cwd, encoding: "utf8", env: { ...process.env, SOURCE_DATE_EPOCH: "1795600000" } })

// The snapshots of the native program, which scripts/test-ecosystem copies.
test("every planted mistake is told in the words of the native program", async () => {
  const folder = join(import.meta.dirname, "mistakes")
  process.chdir(folder)
  let count = 0
  for (const file of (await readdir(folder)).filter((file) => file.endsWith(".json"))) {
    const expected = await readFile(file.replace(/json$/, "txt"), "utf8").catch(() => undefined)
    if (expected === undefined) continue
    let told = ""
    run(["check", file, "--site", "https://www.example.com", "--deny", "warnings"], { ...node, print: (text) => (told += text), hasColour: () => false })
    assert.equal(told.trim(), expected.trim(), file)
    count++
  }
  process.chdir(import.meta.dirname)
  assert.ok(count >= 60, `${count}`)
})

test("the statuses are those of the native program", () => {
  const folder = join(import.meta.dirname, "mistakes")
  assert.equal(program(["check", "right.json"], folder).status, 0)
  assert.equal(program(["check", "category-swapped.json"], folder).status, 1)
  const missing = program(["check", "nowhere.json"], folder)
  assert.deepEqual([missing.status, missing.stderr], [2, "samtycke: nowhere.json cannot be read: No such file or directory (os error 2).\n"])
  assert.match(program(["--help"], folder).stdout, /samtycke check/)
})

test("vite build checks the declaration, and puts the site's script first into the page", async () => {
  const root = await fixture("vite-plugin", third)
  say("building with the Vite plugin")
  await build({ root, logLevel: "error", plugins: [plugin()] })
  const page = await readFile(join(root, "dist/index.html"), "utf8")
  assert.match(page, /<head>\s*<script src="\/samtycke\.min\.js" integrity="sha384-/)
  const site = await serve(join(root, "dist"))
  await roundTrip(`${site}/`, third, ["/stats.js", "/film"])
  await writeFile(join(root, "samtycke.json"), '{ "version": 1, "categorys": [] }')
  await assert.rejects(build({ root, logLevel: "silent", plugins: [plugin()] }), /did you mean "categories"/)
})

test("a second build holds the script too, whatever the first one left in its folder", async () => {
  const root = await fixture("vite-plugin", third)
  const before = process.cwd()
  process.chdir(root)
  after(() => process.chdir(before))
  for (let turn = 0; turn < 2; turn++) {
    await build({ root, logLevel: "error", plugins: [plugin()], build: { outDir: "out" } })
    assert.ok((await readdir(join(root, "out"))).includes("samtycke.min.js"), `build ${turn}`)
  }
  process.chdir(before)
})

test("pages of a site that may lie anywhere name the script from where they are", async () => {
  const root = await fixture("vite-plugin", third)
  await mkdir(join(root, "deep/er"), { recursive: true })
  await cp(join(root, "index.html"), join(root, "deep/er/index.html"))
  const pages = [join(root, "index.html"), join(root, "deep/er/index.html")]
  await build({ root, base: "./", logLevel: "error", plugins: [plugin()], build: { outDir: "out/shop", rollupOptions: { input: pages } } })
  assert.match(await readFile(join(root, "out/shop/deep/er/index.html"), "utf8"), /<script src="\.\.\/\.\.\/samtycke\.min\.js"/)
  const site = await serve(join(root, "out"))
  await roundTrip(`${site}/shop/`, third, ["/stats.js", "/film"])
})

test("where Vite builds no page, the plugin says what to put into it", async () => {
  const root = await fixture("vite-plugin", third)
  await writeFile(join(root, "main.js"), "export const one = 1")
  const warned = []
  const customLogger = { ...createLogger("silent"), warn: (text) => void warned.push(text) }
  const only = (more) => build({ root, customLogger, plugins: [plugin()], build: { rollupOptions: { input: join(root, "main.js") }, ...more } })
  await only()
  assert.match(warned.join(), /no page of HTML.*\n<script src="\/samtycke\.min\.js" integrity="sha384-[^"]+"><\/script>/)
  assert.ok((await readdir(join(root, "dist"))).includes("samtycke.min.js"))
  // Nor does what a server runs have the script.
  warned.length = 0
  await only({ ssr: true, outDir: "server" })
  assert.deepEqual([warned.filter((text) => text.includes("HTML")), (await readdir(join(root, "server"))).includes("samtycke.min.js")], [[], false])
})

test("an option that the plugin does not have is refused", () => assert.throws(() => plugin({ declaraton: "site.json" }), /no option "declaraton"/))

test("Vite's development server serves the script", async () => {
  const root = await fixture("vite-plugin", third)
  const server = await createServer({ root, logLevel: "error", plugins: [plugin()], server: { host: "127.0.0.1", port: 0 } })
  after(() => server.close())
  await server.listen()
  await roundTrip(`http://127.0.0.1:${server.httpServer.address().port}/`, third, ["/stats.js", "/film"])
})

test("Vite's development server shows what is wrong with the declaration, and goes on once it is right", async () => {
  const root = await fixture("vite-plugin", third)
  const file = join(root, "samtycke.json")
  const right = await readFile(file, "utf8")
  await writeFile(file, '{ "version": 1, "categorys": [] }')
  const server = await createServer({ root, logLevel: "silent", plugins: [plugin()], server: { host: "127.0.0.1", port: 0 } })
  after(() => server.close())
  await server.listen()
  const { context, page } = await visitor()
  await page.goto(`http://127.0.0.1:${server.httpServer.address().port}/`)
  await page.locator("vite-error-overlay").getByText('did you mean "categories"').first().waitFor()
  await writeFile(file, right)
  await isAsked(page)
  assert.equal(await page.locator("vite-error-overlay").count(), 0)
  await rm(file)
  await page.locator("vite-error-overlay").getByText("No such file").first().waitFor()
  await writeFile(file, right)
  await isAsked(page)
  await context.close()
})
