// Files of words, one for each language. The settings part lets in those of its own build alone.

import { importWords, inTime } from "./imports"
import type { Kit, Words } from "./kit"
import { retries } from "./retry"

/** The words of the settings, and with a site that was built the details of its declaration. */
type Later = Words & { declaration?: { [name: string]: unknown } }

/** Those that have come or are on their way, by language. */
const files: { [tag: string]: Promise<Later | undefined> } = {}

/** What lets a file that did not come be asked for again, by language. */
const failed: { [tag: string]: (() => void) | undefined } = {}

const retryLater = retries()

/**
 * Has the words of a language learnt; nothing where they do not come or are of another build. They are asked for again
 * later then, each time later, and at once if a visitor waits for them.
 */
export const fetchWords = (address: Kit[16], tag: string, learn: Kit[18], early: Kit[9], isAwaited: boolean): Promise<Later | undefined> => {
  if (isAwaited) failed[tag]?.()
  return (files[tag] ??= find(address, tag, early).then((words) => {
    if (words) learn(tag, words)
    else {
      const forget = () => {
        if (failed[tag] != forget) return
        delete failed[tag]
        delete files[tag]
        delete early[tag]
      }
      failed[tag] = forget
      retryLater(forget)
    }
    return words
  }))
}

const find = async (address: Kit[16], tag: string, early: Kit[9]): Promise<Later | undefined> => {
  if (IS_MODULE) return importWords(tag, TEXTS_DIGEST)
  try {
    const answer = await inTime(early[tag] ?? fetch(address(`samtycke.${tag}.json`)))
    if (!answer?.ok) return
    const { proof = "", ...words } = (await inTime<Later>(answer.json())) ?? {}
    return (await isOfBuild(tag, words, proof.split(" "))) ? words : undefined
  } catch {
    return
  }
}

/** The first 144 bits of a digest: enough for a text that was given before, and the files are smaller. */
const digest = async (text: string): Promise<string> =>
  btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))))).slice(0, 24)

/**
 * Whether words are of this build. The digests of all files are the leaves of a tree (a Merkle tree), and this part
 * knows its root alone. A file's proof has the digests beside its way to the root, and the root.
 */
const isOfBuild = async (tag: string, words: Words, proof: string[]): Promise<boolean> => {
  const root = proof.pop()
  // Pages that came without encryption cannot compute digests; they could be changed themselves.
  if (root != TEXTS_DIGEST || !crypto.subtle) return root == TEXTS_DIGEST
  let sum = await digest(tag + JSON.stringify(words))
  for (const beside of proof) sum = await digest([sum, beside].sort().join(" "))
  return sum == root
}
