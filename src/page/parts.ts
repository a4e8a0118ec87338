// What is fetched later than the first script, each with the digest that the first script knows: the
// settings, their words, and the build without WebAssembly.

import { fetchPart } from "./door"
import type { Part } from "./kit"
import { setExplain } from "./report"
import { learn, part } from "./words"

export type Addresses = (file: string) => string

let addressOf: Addresses = (file) => file

/** Says where our files lie, and thereby where the words of messages come from. */
export const setAddresses = (addresses: Addresses): void => {
  addressOf = addresses
  setExplain(async (...words) => {
    const explain = (await (messages ??= fetchScript("samtycke.messages.js", MESSAGES_DIGEST))) as unknown as ((...words: string[]) => string) | undefined
    return explain?.(...words) ?? words.join(" ")
  })
}

let messages: ReturnType<typeof fetchScript> | undefined

/** The folder that our files are looked for in. */
export const folder = (): string => addressOf("")

/** The settings, once they have come, by language: another language needs other words. */
let settings: Promise<Part | undefined> | undefined
let spoken: string | undefined

/** What a promise comes to, or nothing where that takes more than ten seconds. */
const inTime = <Result>(promise: Promise<Result>): Promise<Result | undefined> =>
  Promise.race([promise, new Promise<undefined>((late) => setTimeout(late, 10_000))])

/** The words of a language; `false` where they do not come or are of another build. */
const fetchWords = async (tag: string): Promise<boolean> => {
  try {
    const integrity = TEXT_DIGESTS[tag] ?? ""
    const answer = await inTime(fetch(addressOf(`samtycke.${tag}.json`), { integrity }))
    if (!answer?.ok) return false
    learn(tag, await answer.json())
    return true
  } catch {
    return false
  }
}

/** The script of a later part. */
export const fetchScript = (file: string, integrity: string): ReturnType<typeof fetchPart> => fetchPart(addressOf(file), integrity)

/** The settings part with its words; nothing where either cannot be had. A second call tries again what failed. */
export const fetchSettings = (make: (part: NonNullable<HTMLScriptElement["samtyckePart"]>) => Part): Promise<Part | undefined> => {
  const tag = part()
  if (!settings || spoken != tag) {
    spoken = tag
    settings = Promise.all([fetchScript("samtycke.settings.js", SETTINGS_DIGEST), fetchWords(tag)]).then(([script, words]) => {
      if (script && words) return make(script)
      settings = undefined
      return
    })
  }
  return settings
}
