// The Vite plugin, by the hooks that Vite calls. `tests/ecosystem` runs it in Vite itself.

import assert from "node:assert/strict"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, test } from "node:test"

const { default: plugin } = await import(new URL("../../pkg/vite.js", import.meta.url))
const root = mkdtempSync(join(tmpdir(), "samtycke-vite-"))
after(() => rmSync(root, { recursive: true }))

const site = (days) => ({
  version: 1,
  controller: { name: "Example AB", policyUrl: "/cookies" },
  cookie: { days },
  categories: [{ id: "necessary", required: true }, { id: "analytics" }],
  services: [
    {
      id: "own",
      category: "necessary",
      name: "Your choice",
      reason: "Without it we would ask on every page.",
      cookies: [{ name: "samtycke", kind: "cookie", party: "first", lifetime: "P180D", purpose: "Keeps your choice." }],
    },
  ],
})

/** Builds a site under these options: what Vite's logger warns of, and the names of the files. */
const build = (days, options) => {
  writeFileSync(join(root, "samtycke.json"), JSON.stringify(site(days)))
  const warned = []
  const files = []
  const context = {
    addWatchFile: () => {},
    emitFile: ({ fileName }) => void files.push(fileName),
    error: (message) => {
      throw new Error(message)
    },
  }
  const hooks = plugin(options)
  hooks.configResolved({ root, base: "/", command: "build", build: {}, logger: { warn: (text) => void warned.push(text) } })
  hooks.buildStart.call(context)
  hooks.generateBundle.call(context)
  return { warned, files }
}

test("a build prints its warnings", () => {
  assert.deepEqual(build(180).warned, [])
  const [warned, ...others] = build(365).warned
  assert.match(warned, /warning\[long-consent\]: cookie\.days/)
  assert.deepEqual(others, [])
})

test("the evidence is written where it is asked for, and nowhere else", () => {
  const { files } = build(180, { evidence: "kept/evidence.json" })
  assert.ok(files.includes("samtycke.min.js") && !files.some((file) => file.includes("evidence")), files.join())
  const evidence = JSON.parse(readFileSync(join(root, "kept/evidence.json"), "utf8"))
  assert.ok(evidence.files["samtycke.min.js"])
  assert.throws(() => build(180, { evidence: "samtycke.json" }), /is the declaration itself/)
})
