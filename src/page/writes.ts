// What code writes that was meant to run while the page is parsed: later it would take the page away.

import { attempt } from "./attempt"
import { markup } from "./gate"
import { report } from "./report"

const WRITES = ["open", "write", "writeln"] as const

/** What the page has there, while gated code runs in its place. */
let before: unknown[] | undefined

/** The tag whose code runs. */
let writer: Element | undefined

/** Code that was written to run while the page is parsed would empty the page by `document.write`: until `unshield` it is named. */
export const shield = (tag: Element | undefined): void => {
  writer = tag
  if (before) return
  before = WRITES.map((name) => document[name])
  // A page may have frozen what it inherits from.
  attempt(() => {
    for (const name of WRITES) document[name] = (): never => report("write", markup(writer)) as never
  })
}

/** Gives the page its functions back, when what was due has run: after each script it would take longer than many a script. */
export const unshield = (): void => {
  before?.forEach((was, at) => {
    const name = WRITES[at] as (typeof WRITES)[number]
    // The browser's own comes back, or what the page had put over it.
    delete (document as Partial<Document>)[name]
    if (document[name] != was) document[name] = was as never
  })
  before = undefined
}
