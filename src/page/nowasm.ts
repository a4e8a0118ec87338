// The module as JavaScript, for where WebAssembly is refused.

import * as module from "module.js"

const script = document.currentScript as HTMLScriptElement
script.samtyckePart = (() => module) as never
