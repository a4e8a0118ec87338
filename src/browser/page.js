// The page: what its visitor clicks, what comes into it, and when it comes back. Decides nothing.

import { collect, startGating, tell } from "./gated.js"
import { report } from "./report.js"
import { cookies, receipts, sweep } from "./storage.js"
import { keepUp, tellPlaces, unfold } from "./surfaces.js"
import { act, ask, giveWay, now } from "./visit.js"
import { Say, Surface } from "./wire.ts"

/** Whether a look is due. */
let due
/** The root of the page that is listened to. */
let heard

/** Looks at what has been added to the page. While it is parsed every `</script>` is told of by
 * itself (HTML, 13.2.6.4.8); what comes in one go is taken in together, since each look has its price. */
export const look = (mutations) => {
  for (const { addedNodes, attributeName, target } of mutations) (attributeName ? [target] : addedNodes).forEach(collect)
  if (document.readyState != "loading") takeIn()
  else due ??= setTimeout(takeIn)
}

const takeIn = () => {
  due = null
  // `document.open` takes all listeners away with the page (HTML, 8.4.1), and leaves the observer.
  if (heard != (heard = document.documentElement)) listen()
  const parsing = document.readyState == "loading"
  tell(parsing)
  keepUp()
  if (!parsing) tellPlaces()
}

/** The decision that an answer comes to: `true` is yes to all, `false` no, `null` as the switches
 * stand. */
export const decide = (answer, ids, byCode) =>
  act(Say.Decide, now(), [answer, ids, byCode, ...crypto.getRandomValues(new Uint8Array(16))])

const clicks = {
  accept: () => decide(true),
  reject: () => decide(false),
  withdraw: () => decide(false),
  save: () => decide(null),
  settings: () => act(Say.Open, Surface.Settings),
  close: () => act(Say.Close, Surface.Settings),
}

/** Adds all listeners; those that are there stay as they are. */
let listen

/** Begins to hear what happens on the page. */
export const connect = ({ services }) => {
  // Another tab, or another page before a return in history, may have decided since; not before the
  // page was first shown.
  const returned = ({ persisted }) =>
    document.hidden || persisted == false || act(Say.Return, now(), cookies())
  const listeners = [
    [document, "click", heardClick],
    // By the browser's search, or by code.
    [document, "toggle", (event) => unfold(event.target)],
    [document, "DOMContentLoaded", () => look([])],
    [document, "visibilitychange", returned],
    [window, "pageshow", returned],
    // What was deleted on withdrawal, a script that is still running may have written again.
    [window, "pagehide", () => ask(Say.Leaving) && sweep()],
  ]
  listen = () => listeners.forEach(([target, event, hear]) => target.addEventListener(event, hear, true))
  listen()
  // A window beside this one is heard at once, by the receipt that it keeps; in WebKit only after a
  // look at those. The browser opens storage for it, some milliseconds that a page has better use for
  // while it comes, so what happens there before is learned late.
  setTimeout(() => {
    listeners.push([window, "storage", returned])
    listen()
    receipts()
    returned({})
  }, 3000)
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributeFilter: ["type", "data-samtycke"] })
  startGating(services)
}

const heardClick = (event) => {
  unfold(event.target.closest?.("details"))
  const element = event.target.closest?.("[data-samtycke-click]")
  if (!element) return
  const meaning = element.getAttribute("data-samtycke-click")
  if (meaning == "toggle") return act(Say.Toggle, +element.checked, element.name)
  event.preventDefault()
  if (Object.hasOwn(clicks, meaning)) giveWay(clicks[meaning])
  else report("", `data-samtycke-click="${meaning}" is none of settings, accept, reject, withdraw.`)
}
