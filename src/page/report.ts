// What a site has done wrong or what has failed: one sentence on the console, and an `error` event.

import { ids } from "./core"
import { fire } from "./events"
import { watcher } from "./watch"

export type Problem = { code: string; message: string }

/** Puts a code and its values into words. */
type Explain = (code: string, ...values: string[]) => Promise<string>

let explain: Explain = async (...words) => words.join(" ")
export const setExplain = (explains: Explain): void => void (explain = explains)

const said: { [words: string]: true } = {}
/** The latest problem, for listeners that come after the start. */
export let latest: Problem | undefined

/** Says once what is wrong and what to do about it. The words are in src/page/messages.ts. */
export const report = async (code: string, ...values: unknown[]): Promise<void> => {
  const words = values.map(String)
  if (IS_DEV) watcher?.reported(code)
  const key = [code, ...words].join(" ")
  if (said[key]) return
  said[key] = true
  let text = key
  try {
    text = await explain(code, ...words)
  } catch {
    // What the page has redefined may be what the words are fetched with.
  }
  const problem = { code, message: "Samtycke: " + text }
  console.error(problem.message)
  latest = problem
  fire("error", () => problem)
}

/** Names an id that the declaration does not have. */
export const unknown = (id: string): void => void report("unknown", id, ...ids())
