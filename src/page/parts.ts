// What is fetched later than the first script, each with the digest that the first script knows: the
// settings, the messages, and the build without WebAssembly.

import { fetchPart } from "./door"
import { importScript } from "./imports"
import type { Kit, Part } from "./kit"
import { setExplain } from "./report"
import { retries } from "./retry"
import type { MakeVendors } from "./vendors"

export type Addresses = (file: string) => string

/** Where a file of ours lies; of `""`, the folder. */
export let address: Addresses = (file) => file

/** Whether the files of the package lie in a folder as they are. */
let isFolder = true

/** What is said where the words of messages are missing. */
let hint = ""

/** Says where our files lie, and thereby where the words of messages come from. */
export const setAddresses = (addresses: Addresses): void => {
  address = addresses
  setExplain(async (...words) => (await fetchMessages())?.(...words) ?? words.join(" ") + hint)
}

/** Says that the ES module imports our files; `missing` is said where those of messages are missing. */
export const setImported = (missing: string): void => {
  isFolder = false
  hint = missing
}

type Messages = ((...words: string[]) => string) & { steps: MakeVendors }

let messages: Promise<Messages | undefined> | undefined

/** The messages part, with the steps; nothing where it cannot be had. */
export const fetchMessages = (): Promise<Messages | undefined> =>
  (messages ??= fetchScript("samtycke.messages.js", MESSAGES_DIGEST) as unknown as Promise<Messages | undefined>)

/** The script of a later part. */
export const fetchScript = (file: string, integrity: string): ReturnType<typeof fetchPart> =>
  IS_MODULE && !isFolder ? importScript(file, integrity) : fetchPart(address(file), integrity)

/** Files of words that are on their way, by language; the settings part checks them. */
export const early: Kit[9] = {}

/** Has a file of words come beside the settings part, not after it. */
export const fetchEarly = (tag: string): void => void (early[tag] ??= fetch(address(`samtycke.${tag}.json`)).catch(() => {}))

const retryLater = retries()

let settings: Promise<Part | undefined> | undefined

/** The settings part; nothing where it cannot be had. A second call tries again what failed. */
export const fetchSettings = (make: (part: NonNullable<HTMLScriptElement["samtyckePart"]>) => Part): Promise<Part | undefined> =>
  (settings ??= fetchScript("samtycke.settings.js", SETTINGS_DIGEST).then((script) => {
    if (script) return make(script)
    retryLater(() => (settings = undefined))
    return
  }))
