// What carries out the effects that the model answers with. Decides nothing.

import { send } from "./events.js"
import { run, unknownTag } from "./gated.js"
import { report } from "./report.js"
import { cookies, keep, receipts, setCookie, sweep, swept } from "./storage.js"
import { addStyle, declare, hide, show } from "./surfaces.js"
import { act, base, now } from "./visit.js"
import { Say } from "./wire.ts"

/** What is at an address; throws the status where that is none of success. */
export const get = async (url) => {
  const answer = await fetch(url)
  if (!answer.ok) throw answer.status
  return answer.json()
}

/** Fetches the second layer: the settings, the declaration and their style. */
const fetchMore = async (_, language) => {
  const url = `${base}samtycke.${language}.json`
  let more = null
  try {
    more = await get(url)
    addStyle(more.css)
  } catch (why) {
    report("layer", `${url}, which belongs beside the script, cannot be fetched (${why}): no settings.`)
  }
  act(Say.More, 0, more)
}

/** What carries out each effect, in the order of their numbers (`Effect::numbers`). */
export const hands = [
  (_, line) => {
    setCookie(line)
    act(Say.Stored, now(), cookies())
  },
  keep,
  sweep,
  run,
  fetchMore,
  show,
  hide,
  (_, ids) => {
    for (const input of document.querySelectorAll("#samtycke input")) input.checked = ids.includes(input.name)
  },
  declare,
  (event) => send(["ready", "change", "open", "close"][event]),
  () =>
    report("not-stored", "the browser did not keep the cookie, so the choice is not in effect. Are cookies off?"),
  (_, id) => report("", `the browser's signal rules out "${id}", so it was not granted.`),
  unknownTag,
  // Not before all is deleted, but a deletion that hangs holds nobody up.
  () => Promise.race([swept, new Promise((late) => setTimeout(late, 1000))]).then(() => location.reload()),
  () => act(Say.More, 1, receipts()[0]),
]
