// The module as JavaScript, for where WebAssembly is refused.

import { answer, candidate, decide, gate, holds, max_age, may_run, memory, observe, site, start, text, value } from "module.js"
import type { Module } from "./core"

const module: Module = { answer, candidate, decide, gate, holds, max_age, may_run, memory, observe, site, start, text, value }

const script = document.currentScript as HTMLScriptElement
script.samtyckePart = (() => module) as never
