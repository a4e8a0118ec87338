// What the program needs of Node: the methods of `System` in cli/src/system.rs.

import fs from "node:fs"
import { basename, dirname, isAbsolute, join } from "node:path"

const REASONS = {
  ENOENT: "No such file or directory (os error 2)",
  EACCES: "Permission denied (os error 13)",
  ENOTDIR: "Not a directory (os error 20)",
  EEXIST: "File exists (os error 17)",
  EISDIR: "Is a directory (os error 21)",
  ENOSPC: "No space left on device (os error 28)",
}

/** A failure as the native program says it, without Node's code and path. */
const reason = (error) => REASONS[error.code] ?? error.message

const plainly = (act) => {
  try {
    return act()
  } catch (error) {
    throw new Error(reason(error))
  }
}

const isFolder = (path) => fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/** Makes a folder and those around it. `recursive` of Node never ends where the system refuses one with ENOENT, as below /proc. */
const makeFolder = (path) => {
  if (isFolder(path)) return
  if (dirname(path) != path) makeFolder(dirname(path))
  try {
    fs.mkdirSync(path)
  } catch (error) {
    // Another program may have made it since.
    if (!isFolder(path)) throw error
  }
}

/** Why something of standard output was lost. */
let lost

/** The bytes of standard input up to a line's end, or all of it; `null` at its end. */
const readLine = () => {
  const byte = Buffer.alloc(1)
  const line = []
  for (;;) {
    let count = 0
    try {
      count = fs.readSync(0, byte)
    } catch (error) {
      // Nothing was typed yet.
      if (error.code != "EAGAIN") throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
      continue
    }
    if (!count) return line[0] === undefined ? null : Buffer.from(line).toString()
    if (byte[0] == 10) return Buffer.from(line).toString().replace(/\r$/, "")
    line.push(byte[0])
  }
}

export const node = {
  read: (path) => plainly(() => fs.readFileSync(path)),
  write: (path, bytes) =>
    plainly(() => {
      makeFolder(dirname(path))
      fs.writeFileSync(path, bytes)
    }),
  isFile: (path) => fs.statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
  real: (path) => {
    let missing = ""
    for (let at = isAbsolute(path) ? path : process.cwd() + "/" + path; ; at = dirname(at)) {
      try {
        return join(fs.realpathSync.native(at), missing)
      } catch {
        if (dirname(at) == at) return path
        missing = join(basename(at), missing)
      }
    }
  },
  list: (folder) =>
    plainly(() => fs.readdirSync(folder, { withFileTypes: true }))
      .map((entry) => entry.name + (fs.statSync(join(folder, entry.name), { throwIfNoEntry: false })?.isDirectory() ? "/" : ""))
      .sort(),
  readInput: () => plainly(() => fs.readFileSync(0)),
  ask: (question) => {
    if (!process.stdin.isTTY) return undefined
    node.print(question)
    return readLine() ?? undefined
  },
  // Not by `process.stdout`, which may still hold text when the program exits.
  print: (text) => {
    const failure = writeAll(1, text)
    if (failure) lost ??= reason(failure)
  },
  lost: () => lost,
  warn: (text) => void writeAll(2, text),
  hasColour: (isError) => (isError ? process.stderr : process.stdout).isTTY === true && !process.env.NO_COLOR && process.env.TERM != "dumb",
  variable: (name) => process.env[name],
  now: () => Math.floor(Date.now() / 1000),
  runtime: () => fs.readFileSync(new URL("../samtycke.runtime.json", import.meta.url)),
  pause: (milliseconds) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds),
}

/** Writes all of a text; gives back the error that stopped it. */
const writeAll = (to, text) => {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; ) {
    try {
      at += fs.writeSync(to, bytes, at)
    } catch (error) {
      // The reader may have gone, as `head` does.
      if (error.code == "EPIPE") return
      if (error.code != "EAGAIN") return error
      node.pause(5)
    }
  }
}
