// The words of the settings: a file a language, fetched with the digest that the settings part knows.

import type { Kit } from "./kit"

/** What a promise comes to, or nothing where that takes more than ten seconds. */
const inTime = <Result>(promise: Promise<Result>): Promise<Result | undefined> =>
  Promise.race([promise, new Promise<undefined>((late) => setTimeout(late, 10_000))])

/** Those that have come or are on their way, by language. */
const files: { [tag: string]: Promise<boolean> } = {}

/** Has the words of a language learnt; `false` where they do not come or are of another build, and then the next call tries again. */
export const fetchWords = (address: Kit[16], tag: string, learn: Kit[18]): Promise<boolean> =>
  (files[tag] ??= fetchFile(address(`samtycke.${tag}.json`), TEXT_DIGESTS[tag] ?? "").then((words) => {
    if (words) learn(tag, words)
    else delete files[tag]
    return !!words
  }))

const fetchFile = async (address: string, integrity: string): Promise<{ [key: string]: string } | undefined> => {
  try {
    const answer = await inTime(fetch(address, { integrity }))
    return answer?.ok ? await answer.json() : undefined
  } catch {
    return
  }
}
