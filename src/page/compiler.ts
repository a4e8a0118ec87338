// The whole check of a declaration, from the crate `config/`: every problem and warning with its path.
// Where WebAssembly is refused, the page's own check is left.

import { check, expand, initSync, pretend } from "dev.js"
import { attempt } from "./attempt"
import { bytes } from "./connect"
import { setCheck } from "./start"

/** Whether the compiler runs here; the inspector does where it does. */
export const isCompiled = !!attempt(() => initSync({ module: bytes(DEV_BYTES) }))

/** What is pretended: how much higher the version is, and for how long third parties are held up. Signals are on from here. */
export const pretended = (isCompiled && attempt(pretend)) || { version: 0, slow: 0 }

if (!isCompiled) {
  console.warn("Samtycke: WebAssembly is refused, so this build has no inspector, and checks the declaration as samtycke.min.js does. Does the page's policy lack 'wasm-unsafe-eval'?")
} else {
  setCheck((declaration) => {
    const { problems, warnings } = check(declaration, location.origin, location.hostname, location.protocol == "https:")
    if (warnings[0]) {
      console.groupCollapsed(`Samtycke: the declaration ${problems[0] ? "has problems, and" : "works, with"} ${warnings.length} warning${warnings[1] ? "s" : ""}`)
      for (const warning of warnings) console.warn(line(warning))
      console.groupEnd()
    }
    return problems.map(line)
  }, expand)
}

const line = ({ code, path, place, message }: ReturnType<typeof check>["problems"][0]): string =>
  `${path}${place && ` (${place})`}: ${message} [${code}]`
