// The packed package: what is in it, how it is described, and what linters and TypeScript make of it.

import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import test from "node:test"
import { packages, run, samtycke } from "./kit/fixture.mjs"

const read = (file) => readFile(join(samtycke, file), "utf8")
const manifest = JSON.parse(await read("package.json"))
const here = import.meta.dirname
const installed = (file) => join(packages, "../../node_modules", file)

test("every file that is named is packed, and no other", async () => {
  const named = [...manifest.files, "package.json", "README.md", "LICENSE"]
  const packed = await readdir(samtycke, { recursive: true })
  assert.deepEqual(packed.filter((file) => !["module", "program"].includes(file)).sort(), named.sort())
})

test("the description says where the sources are and under which licence", () => {
  assert.match(manifest.repository.url, /^git\+https:\/\/github\.com\/.+\.git$/)
  assert.equal(manifest.license, "MIT OR Apache-2.0")
  assert.ok(manifest.engines.node)
  assert.deepEqual([manifest.unpkg, manifest.jsdelivr], ["samtycke.min.js", "samtycke.min.js"])
})

test("integrity.json has the digest of each script that a page names", async () => {
  const digests = JSON.parse(await read("integrity.json"))
  assert.deepEqual(Object.keys(digests).sort(), ["samtycke.dev.js", "samtycke.js", "samtycke.min.js"])
  for (const [file, digest] of Object.entries(digests)) {
    assert.equal(digest, "sha384-" + createHash("sha384").update(await readFile(join(samtycke, file))).digest("base64"))
  }
})

test("scripts that a page names begin with the comment by which Chromium compiles them in one go", async () => {
  for (const file of ["samtycke.js", "samtycke.min.js"]) assert.match(await read(file), /^\ufeff\/\/# allFunctionsCalledOnLoad\n/)
})

test("publint finds nothing", async () => {
  const said = await run(installed("publint/src/cli.js"), ["--strict", samtycke], { cwd: here })
  assert.match(said, /All good/)
})

test("attw finds types for every entry", async () => {
  // The later files and the development script are for pages, not for imports.
  const pages = Object.keys(manifest.exports).filter((entry) => /^\.\/samtycke\./.test(entry))
  const [packed] = await readdir(join(here, "packed"))
  const attw = installed("@arethetypeswrong/cli/dist/index.js")
  const said = await run(attw, [join(here, "packed", packed), "--profile", "esm-only", "--exclude-entrypoints", ...pages], { cwd: here })
  const verdicts = said.match(/^(node16 \(from ESM\)|bundler): .*$/gm)
  assert.equal(verdicts.length, 2 * (Object.keys(manifest.exports).length - pages.length))
  for (const verdict of verdicts) assert.match(verdict, /🟢/)
})

test("TypeScript accepts the entries as they are meant, and refuses mistakes", async () => {
  await run(installed("typescript/bin/tsc"), ["--project", "fixtures/types"], { cwd: here })
})
