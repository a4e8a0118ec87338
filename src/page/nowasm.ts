// The module as JavaScript, for where WebAssembly is refused.

import { answer, candidate, decide, gate, holds, max_age, may_run, memory, observe, site, start, text, value } from "module.js"
import type { Module } from "./core"

const module: Module = { answer, candidate, decide, gate, holds, max_age, may_run, memory, observe, site, start, text, value }

export const part = (() => module) as never

if (!IS_MODULE) (document.currentScript as HTMLScriptElement).samtyckePart = part
