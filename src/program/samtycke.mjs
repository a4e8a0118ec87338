#!/usr/bin/env node
// `npx samtycke`.

import { run } from "./run.mjs"
import { node } from "./system.mjs"

process.exitCode = run(process.argv.slice(2), node)
