// The classic script: `window.samtycke`, there as soon as the tag has run, and the declaration that the
// tag names.

import { api } from "./api"
import { attempt } from "./attempt"
import { connect } from "./connect"
import { setAddresses } from "./parts"
import { report } from "./report"
import { init, isGiven } from "./start"
import { prepareSettings } from "./surfaces"
import { lacksWords } from "./words"

declare global {
  interface Window {
    samtycke?: any
    samtyckeConfig?: any
  }
}

// A module has no current script, and neither has one that an optimiser has moved.
const tag = (document.currentScript ?? document.querySelector("script[data-config]")) as HTMLScriptElement | null

/** Whether a declaration is on its way. */
let isComing = false

const begin = (declaration: unknown): void => void attempt(() => init(declaration as never))

const fetchDeclaration = async (url: string): Promise<void> => {
  isComing = true
  const failed = (why: unknown) => void report("fetch", url, why)
  try {
    const coming = fetch(new URL(url, location.href))
    // Beside it come the words, unless somebody has decided.
    attempt(() => lacksWords() && !document.cookie.includes("samtycke=") && prepareSettings())
    const answer = await coming
    if (!answer.ok) return failed(answer.status)
    const text = await answer.text()
    if (/^\s*</.test(text)) return failed("HTML")
    begin(text)
  } catch (why) {
    failed(why)
  }
}

/** Where this script came from. A `<base>` that came later has changed what `src` says. */
const address = (): string => {
  const src = tag?.getAttribute("src") ?? ""
  const loaded = [document.baseURI, location.href].map((base) => new URL(src, base).href)
  return loaded.find((one) => performance.getEntriesByName?.(one)[0]) ?? (loaded[0] as string)
}

const start = (): void => {
  const url = tag?.dataset.config
  if (window.samtyckeConfig) begin(window.samtyckeConfig)
  else if (url) void fetchDeclaration(url)
  else window.addEventListener("load", () => {
    if (isGiven || isComing) return
    if (window.samtyckeConfig) begin(window.samtyckeConfig)
    else report("missing")
  })
}

const folder = new URL(tag?.dataset.folder || ".", address())
setAddresses((file) => new URL(file, folder).href)

// An element with that id is found under the name too.
if (typeof window.samtycke?.has == "function") report("twice", VERSION)
else {
  window.samtycke = { ...api, init }
  start()
  // After the addresses are known: the build without WebAssembly is fetched.
  connect().catch(() => {})
}
