// The whole check of a declaration, from the crate `config/`: every problem with its path. Where
// WebAssembly is refused, the page's own check is left.

import { check, expand, initSync } from "dev.js"
import module from "dev.wasm"
import { attempt } from "./attempt"
import { setCheck } from "./start"

if (attempt(() => initSync({ module }))) {
  setCheck((declaration, refuse) => {
    const problems = check(declaration, location.origin, location.hostname, location.protocol == "https:")
    const lines = problems.map(({ path, message }) => `\n${path || "declaration"}: ${message}`)
    return lines[0] ? refuse("declaration", lines.join("")) : expand(declaration)
  })
}
