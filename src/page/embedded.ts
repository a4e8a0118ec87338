// When the embeds part is fetched, and that its stand-ins follow what is granted.

import { services } from "./declaration"
import { recognised } from "./gate"
import { hasWaited } from "./gated"
import type { Part } from "./kit"
import { fetchScript } from "./parts"
import { report } from "./report"
import { show } from "./root"

/** What only the embeds part can name a gate for, or says that it lacks one. */
const UNNAMED = ":is([data-samtycke-src],[data-samtycke-action]):not([data-samtycke],script,link)"

/** Brings stand-ins in step; absent until something waits. */
let embeds: (() => void) | undefined

/** Fetches the embeds part if something on the page waits, or, once it has loaded, a chat can; then it keeps the stand-ins in step. */
export const offerEmbeds = async (prepare: () => Promise<Part | undefined>): Promise<void> => {
  if (!embeds) {
    if (!hasWaited && !document.querySelector(UNNAMED) && (document.readyState != "complete" || !services().some(({ chat }) => chat))) return
    embeds = () => {}
    embeds = await (await prepare())?.embeds(fetchScript, report, prepare, show, recognised)
  }
  stepEmbeds()
}

/** Takes away the stand-ins of what is granted now, before it runs. */
export const stepEmbeds = (): void => embeds?.()
