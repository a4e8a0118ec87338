// The module made JavaScript, for browsers and pages that refuse WebAssembly: handed to plain.js by
// the element that it stands in. xtask bundles it; `module.js` is what wasm2js makes.

import { act_on, length, memory, room } from "module.js"

document.currentScript.module = { memory, room, act_on, length }
