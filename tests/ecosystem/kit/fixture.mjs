// Copies of the fixtures, in which the third party is the stand-in of the test.

import { spawn } from "node:child_process"
import { cp, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { after } from "node:test"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))

/** Where `node_modules` is, with the package among them. */
export const packages = join(root, "node_modules")
export const samtycke = join(packages, "samtycke")

const THIRD_PARTY = "https://third-party.example"

/** Copies a fixture, beside the declaration, and returns its folder. */
export const fixture = async (name, { origin }) => {
  const place = await mkdtemp(join(root, `${name}-`))
  const folder = join(place, name)
  await cp(join(root, "fixtures/declaration.js"), join(place, "declaration.js"))
  await cp(join(root, "fixtures", name), folder, { recursive: true })
  for (const entry of await readdir(place, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath ?? entry.path, entry.name)
    const text = await readFile(file, "utf8")
    if (text.includes(THIRD_PARTY)) await writeFile(file, text.replaceAll(THIRD_PARTY, origin))
  }
  return folder
}

/** Says what is done, since builds take a while. Not on standard output, which Node's test runner reads results from. */
export const say = (what) => console.error(`… ${what}`)

/** Runs a program of an installed package in a folder. Rejects with all that it printed if it fails. */
export const run = async (program, args, { cwd, env = {} }) => {
  const child = spawn(process.execPath, [program, ...args], { cwd, env: { ...process.env, ...QUIET, ...env } })
  let text = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (text += part))
  const code = await new Promise((done) => child.on("close", done))
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} failed:\n${text}`)
  return text
}

/** Starts a server of an installed package, and waits until it prints its address and that it is ready. It ends with the test or the file that began it. */
export const start = async (program, args, { cwd, env = {}, ready = /ready/i }) => {
  // A group of its own, since such servers start others.
  const child = spawn(process.execPath, [program, ...args], { cwd, env: { ...process.env, ...QUIET, ...env }, detached: true })
  after(() => {
    try {
      process.kill(-child.pid)
    } catch {}
  })
  let text = ""
  return new Promise((done, fail) => {
    const read = (part) => {
      text += part
      const [address] = text.match(/http:\/\/(localhost|127\.0\.0\.1):\d+/) ?? []
      if (address && ready.test(text)) done(address)
    }
    for (const stream of [child.stdout, child.stderr]) stream.on("data", read)
    child.on("close", () => fail(new Error(`${program} ended:\n${text}`)))
  })
}

const QUIET = { NEXT_TELEMETRY_DISABLED: "1", ASTRO_TELEMETRY_DISABLED: "1", NO_COLOR: "1", FORCE_COLOR: "0" }
