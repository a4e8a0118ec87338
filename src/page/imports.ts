// How the ES module gets what comes later: by `import()`, which every bundler follows. Bundlers change
// what they take along, so no digest would hold; each file names its build instead.

import type { Words } from "./kit"
import { within } from "./within"

/** What a promise comes to, or nothing where that takes more than ten seconds. */
export const inTime = <Result>(promise: Promise<Result>): Promise<Result | undefined> => within(10_000, promise)

const ofBuild = async <Part>(imported: Imported<Part> | undefined, build: string): Promise<Part | undefined> => {
  try {
    const file = imported && (await inTime(imported))
    return file?.build == build ? file.part : undefined
  } catch {
    return
  }
}

/** A script of ours; nothing where it cannot be had or is of another build. */
export const importScript = (file: string, build: string): Promise<HTMLScriptElement["samtyckePart"]> => ofBuild(SCRIPTS[file]?.(), build)

/** The words of a language; nothing where they cannot be had or are of another build. */
export const importWords = (tag: string, build: string): Promise<Words | undefined> => ofBuild(WORDS[tag]?.(), build)
