// Starts the module: WebAssembly, or where that is refused the same as JavaScript.

import { attempt } from "./attempt"
import { connectModule, type Module } from "./core"
import { address, fetchScript } from "./parts"
import { hearClicks } from "./page"
import { report } from "./report"
import { startTogether } from "./start"

/** The bytes of a module that is inside a script, a character each. */
export const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  // By base64 where the browser can: faster than a look at each character.
  (Uint8Array as any).fromBase64?.(btoa(text)) ?? Uint8Array.from(text, (character) => character.charCodeAt(0))

/** Connects the module. Where WebAssembly is refused that takes a fetch; until then nothing is granted. */
export const connect = async (): Promise<void> => {
  // What the page has broken is told of once the start needs it.
  attempt(hearClicks)
  try {
    // At once, so that the next line of the page can ask.
    connectModule(new WebAssembly.Instance(new WebAssembly.Module(bytes(CORE_BYTES))).exports as Module)
  } catch (why) {
    const spare = await fetchScript("samtycke.nowasm.js", NOWASM_DIGEST)
    if (!spare) {
      void report("webassembly", why, address(""))
      throw why
    }
    connectModule((spare as unknown as () => Module)())
  }
  startTogether()
}

/**
 * Connects the module once the script has run, and before the page's next one. As long as a script's outermost
 * function is on the stack, Chromium parses all of the script again to say who reads a cookie.
 */
export const connectAfterwards = async (): Promise<void> => {
  await 0
  return connect()
}
