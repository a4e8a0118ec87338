// What Node gives the program is what the operating system gives the native one.

import assert from "node:assert/strict"
import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, openSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, test } from "node:test"

const system = join(import.meta.dirname, "../../src/program/system.mjs")
const folder = realpathSync(mkdtempSync(join(tmpdir(), "samtycke-system-")))
after(() => rmSync(folder, { recursive: true }))

const code = (text) => ["--input-type=module", "--eval", `import { node } from ${JSON.stringify(system)}\n${text}`]

test("a path has one real form", () => {
  mkdirSync(join(folder, "a/b"), { recursive: true })
  writeFileSync(join(folder, "a/file"), "")
  symlinkSync("a/b", join(folder, "link"))
  const paths = ["a/file", "./a/../a/file", "a/b/../file", "link/../file", "none/../a/file", join(folder, "a/file")]
  const told = execFileSync(process.execPath, code(`process.stdout.write(JSON.stringify(${JSON.stringify(paths)}.map(node.real)))`), { cwd: folder })
  assert.deepEqual(JSON.parse(told), paths.map(() => join(folder, "a/file")))
  const other = execFileSync(process.execPath, code(`process.stdout.write(node.real("none/new"))`), { cwd: folder })
  assert.equal(String(other), join(folder, "none/new"))
})

test("a folder that cannot be made is told", { skip: process.platform != "linux" }, () => {
  const write = (path) => code(`try { node.write(${JSON.stringify(path)}, "a") } catch (error) { process.stdout.write(error.message) }`)
  const told = (path) => spawnSync(process.execPath, write(path), { timeout: 20_000, encoding: "utf8" })
  for (const path of ["/proc/samtycke/a", "/proc/samtycke/b/c"]) {
    const { signal, stdout } = told(path)
    assert.deepEqual([signal, stdout], [null, "No such file or directory (os error 2)"])
  }
  writeFileSync(join(folder, "plain"), "")
  assert.equal(told(join(folder, "plain/a")).stdout, "File exists (os error 17)")
  assert.equal(told(join(folder, "new/folders/a")).stdout, "")
})

test("colours are those of the output that is written to", () => {
  const told = execFileSync(process.execPath, code(`
    process.stdout.isTTY = true
    process.stderr.isTTY = false
    const first = [node.hasColour(false), node.hasColour(true)]
    process.stdout.isTTY = false
    process.stderr.isTTY = true
    process.stdout.write(JSON.stringify([first, [node.hasColour(false), node.hasColour(true)]]))`), { env: { ...process.env, NO_COLOR: "", TERM: "xterm" } })
  assert.deepEqual(JSON.parse(told), [[true, false], [false, true]])
})

test("output that is lost is told", { skip: process.platform != "linux" }, () => {
  const { status, stderr } = spawnSync(process.execPath, code(`node.print("a"); node.warn(node.lost())`), { stdio: ["ignore", openSync("/dev/full", "w"), "pipe"] })
  assert.equal(status, 0)
  assert.equal(String(stderr), "No space left on device (os error 28)")
})
