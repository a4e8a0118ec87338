// The classic script: `window.samtycke`, there as soon as the tag has run, and the declaration that the
// tag names.

import { api } from "./api"
import { attempt } from "./attempt"
import { connectAfterwards } from "./connect"
import { setAddresses } from "./parts"
import { report } from "./report"
import { init, isGiven } from "./start"
import { prepareSettings } from "./surfaces"
import { lacksWords } from "./words"
import { besideTag, tag } from "./tag"

declare global {
  interface Window {
    samtycke?: any
    samtyckeConfig?: any
  }
}

const begin = (declaration: unknown): void => void attempt(() => init(declaration as never))

const fetchDeclaration = async (url: string): Promise<void> => {
  const failed = (why: unknown) => void report("fetch", url, why)
  try {
    const coming = fetch(new URL(url, location.href))
    await 0
    // Beside it come the words, unless somebody has decided.
    attempt(() => lacksWords() && !document.cookie.includes("samtycke=") && prepareSettings())
    setTimeout(() => isGiven || failed("pending"), 1e4)
    const answer = await coming
    if (!answer.ok) return failed(answer.status)
    const text = await answer.text()
    if (/^\s*</.test(text)) return failed("HTML")
    begin(text)
  } catch (why) {
    failed(why)
  }
}

const start = (): void => {
  const url = tag?.dataset.config
  if (window.samtyckeConfig) begin(window.samtyckeConfig)
  else if (url) void fetchDeclaration(url)
  else window.addEventListener("load", () => {
    if (isGiven) return
    if (window.samtyckeConfig) begin(window.samtyckeConfig)
    else report("missing")
  })
}

setAddresses(besideTag)

// An element with that id is found under the name too.
if (typeof window.samtycke?.has == "function") report("twice", VERSION)
else {
  window.samtycke = { ...api, init }
  start()
  // After the addresses are known: the build without WebAssembly is fetched.
  connectAfterwards().catch(() => {})
}
