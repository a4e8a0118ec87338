// The program as WebAssembly: the crate `cli/` over a system.

import { readFileSync } from "node:fs"
import { initSync, run as start } from "./core.js"

initSync({ module: readFileSync(new URL("core_bg.wasm", import.meta.url)) })

/** Runs the program with its arguments, over a system as system.mjs has one; returns the exit status. */
export const run = (args, system) => start(["samtycke", ...args], system)
