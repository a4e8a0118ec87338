// The words of the settings: a file a language, fetched with the digest that the settings part knows.

import { importWords, inTime } from "./imports"
import type { Kit } from "./kit"

/** The words of the settings, and with a site that was built the details of its declaration. */
type Words = { [key: string]: string } & { declaration?: { [name: string]: unknown } }

/** Those that have come or are on their way, by language. */
const files: { [tag: string]: Promise<Words | undefined> } = {}

/** Has the words of a language learnt; nothing where they do not come or are of another build, and then the next call tries again. */
export const fetchWords = (address: Kit[16], tag: string, learn: Kit[18]): Promise<Words | undefined> =>
  (files[tag] ??= find(address, tag, TEXT_DIGESTS[tag] ?? "").then((words) => {
    if (words) learn(tag, words)
    else delete files[tag]
    return words
  }))

const find = async (address: Kit[16], tag: string, integrity: string): Promise<Words | undefined> => {
  if (IS_MODULE) return importWords(tag, integrity)
  try {
    const answer = await inTime(fetch(address(`samtycke.${tag}.json`), { integrity }))
    return answer?.ok ? await answer.json() : undefined
  } catch {
    return
  }
}
