// What is fetched later than the first script, each with the digest that the first script knows: the
// settings, the messages, and the build without WebAssembly.

import { fetchPart } from "./door"
import type { Part } from "./kit"
import { setExplain } from "./report"

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

/** Where a file of ours lies; of `""`, the folder. */
export const address: Addresses = (file) => addressOf(file)

/** The script of a later part. */
export const fetchScript = (file: string, integrity: string): ReturnType<typeof fetchPart> => fetchPart(addressOf(file), integrity)

let settings: Promise<Part | undefined> | undefined

/** The settings part; nothing where it cannot be had. A second call tries again what failed. */
export const fetchSettings = (make: (part: NonNullable<HTMLScriptElement["samtyckePart"]>) => Part): Promise<Part | undefined> =>
  (settings ??= fetchScript("samtycke.settings.js", SETTINGS_DIGEST).then((script) => {
    if (script) return make(script)
    settings = undefined
    return
  }))
