// The page: what its visitor clicks, what comes into it, and when it comes back.

import { attempt } from "./attempt"
import { type Answers, decide, hearNobody, hearOthers, observe } from "./decision"
import { closeAll, collect, isLetIn, WATCHED } from "./gated"
import { isDue, run } from "./lanes"
import { holds, How, SetOf, What } from "./core"
import { notePath } from "./cookie"
import { ifDeclared, site } from "./declaration"
import { isElement, isOfDialog, matches } from "./gate"
import { endsByLoad, noteTyped, wouldReport } from "./reload"
import { report } from "./report"
import { keepStyle, removeCopies } from "./root"
import { fillPlaces, keepAbove, keepShown, offerSettings, onSave, openSettings, redraw } from "./surfaces"
import { PLACE, settingsLink } from "./trigger"

/** A yes to what the banner asks about, and to nothing else where another window has answered since it was drawn. */
const acceptAsked = (): void => {
  const answers: Answers = site().categories.filter(({ id }) => holds(SetOf.Asked, id)).map(({ id }) => [id, true])
  observe()
  if (answers.every(([id]) => holds(SetOf.Asked, id))) decide(What.AskedAll, How.Visitor)
  else decide(What.These, How.Visitor, answers)
}

/** What a button means, by its place: the banner answers what it asks about. */
const MEANINGS: { [meaning: string]: (inBanner: boolean) => void } = {
  settings: () => ifDeclared(() => void openSettings()),
  accept: (inBanner) => (inBanner ? acceptAsked() : decide(What.All, How.Visitor)),
  reject: (inBanner) => decide(inBanner ? What.AskedNone : What.None, How.Visitor),
  withdraw: () => decide(What.None, How.Visitor),
}

/**
 * Nobody else hears what happens to a part of ours. What holds the focus in a dialog of the page takes back clicks and keys on all
 * else, and on phones the touch that clicks come from. The answer is whether the settings part, which has handlers of its own, has
 * done what there is to do. A stand-in's part, which has a shadow tree, hears for itself.
 */
const claim = (event: Event): boolean | void => {
  const { target, type } = event
  if (!isElement(target) || !matches(target, "samtycke-root *") || target.shadowRoot) return
  event.stopImmediatePropagation()
  const act = target.closest<HTMLElement>(type == "click" ? "button" : "dialog")?.samtyckeAct
  act?.(event)
  return !!act
}

/** A click on one of our buttons, or on one of the page that means the same; in shadow trees too. */
const onClick = (event: Event): void => {
  if (claim(event)) return
  const path = event.composedPath()
  // By number, since a page may have redefined how arrays iterate.
  for (let at = 0; at < path.length; at++) {
    const target = path[at]
    if (!isElement(target)) continue
    const meaning = target.getAttribute("data-samtycke-click") ?? (matches(target, settingsLink()) ? "settings" : null)
    if (meaning === null) continue
    if (!Object.hasOwn(MEANINGS, meaning)) return void report("click", meaning)
    event.preventDefault()
    return MEANINGS[meaning]?.(!!target.closest("samtycke-root .samtycke-banner"))
  }
}

/** Begins to hear what visitors click: a no counts before anything else is there. */
export const hearClicks = (): void => document.addEventListener("click", onClick, true)

/** What was entered is lost by a load until it is sent; not the switches of our settings. */
const onEntry = (event: Event): void => {
  const { type, target } = event
  if (!isElement(target) || matches(target, "samtycke-root *")) return
  const isSent = type == "submit"
  // In a shadow tree of the page too.
  const field = event.composedPath()[0] as Element
  if (!isSent || isLetIn(target) || isOfDialog(event)) {
    // Code of the page may keep it from being sent, as where something is missing.
    return void setTimeout(() => (isSent && event.defaultPrevented) || noteTyped(type.endsWith("input") ? field : undefined))
  }
  // A form that waits for a grant is not sent, also not by code of the page, which hears of it later. The embeds part says why.
  event.preventDefault()
  event.stopPropagation()
}

/** Whether something was added that has not been looked at as a whole. */
let isAdded = false

const onMutations = (mutations: MutationRecord[]): void => {
  if (document.documentElement != heard) listen()
  for (const { type, addedNodes, target, attributeName } of mutations) {
    if (attributeName == "lang") {
      if (target == document.documentElement) void redraw()
    } else if (type == "attributes") collect(target)
    else addedNodes.forEach(collect)
  }
  keepShown(mutations)
  if (document.readyState != "loading") return settle()
  // Every `</script>` is told of by itself while the page is parsed; what comes in one go is let in together.
  // Between two of them, scripts take a browser three times as long (bench/insertion.js).
  if (!isAdded) setTimeout(settle, PARSED)
  isAdded = true
}

/** What has been parsed is let in together as often, in milliseconds; at its end at once. */
const PARSED = 100

/** Lets in what was found. Another tab or frame may have decided meanwhile, so the jar is looked at first. */
const settle = (): void => {
  isAdded = false
  removeCopies()
  keepStyle()
  notePath()
  if (document.hidden || isDue()) observe()
  run()
  if (document.readyState != "loading") frame ??= requestAnimationFrame(offer)
}

/** The frame in which we look at what the page lacks of ours: it is laid out for that. */
let frame: number | undefined

const offer = (): void => {
  frame = undefined
  // What hydrates a page compares it with the server's markup first.
  if (document.readyState == "complete") void fillPlaces()
  offerSettings()
}

/** What runs and is refused does not hear of the load that ends it. */
const silence = (event: Event): void => {
  if (wouldReport()) event.stopImmediatePropagation()
}

/** The page leaves, or comes back: another tab may have decided while it was out of sight. */
const onTransition = (event: Event): void => {
  if (event.type == "pagehide") {
    // A page that is kept is thrown away if it is told something meanwhile: what runs in it would run on when it comes back.
    if (!endsByLoad()) hearNobody()
  } else if (!document.hidden && (event as PageTransitionEvent).persisted !== false) {
    hearOthers()
    observe()
  }
  silence(event)
}

/** The root of the page that is listened to: `document.open` takes listeners away, and leaves the observer (HTML, 8.4.1). */
let heard: Element | undefined

const listen = (): void => {
  heard = document.documentElement
  const on = (target: EventTarget, names: string, listener: (event: Event) => void) =>
    names.split(" ").forEach((name) => target.addEventListener(name, listener, true))
  hearClicks()
  on(document, "beforeinput input submit reset", onEntry)
  on(window, "touchstart touchend pointerdown mousedown keydown keypress", claim)
  // Before anything is granted: browsers call those of the window in the order in which they were added. Not `unload`, since
  // a page that hears that is not kept for a return in history.
  on(window, "pagehide pageshow visibilitychange", onTransition)
  on(window, "beforeunload", silence)
  attempt(() => {
    on((window as any).navigation, "currententrychange", notePath)
    on((window as any).navigation, "navigate", silence)
  })
  on(document, "toggle", ({ target }) => isElement(target) && attempt(() => matches(target, "body :popover-open")) && keepAbove())
  // A dialog of the page that has closed lay above us.
  on(document, "DOMContentLoaded close", () => onMutations([]))
  // What leads to the settings may be hidden in a narrow window.
  on(window, "load resize", settle)
  on(window, "hashchange", () => location.hash == PLACE && void openSettings())
  // A declaration may come after the page, on which nothing happens then.
  setTimeout(settle)
  on(document, "turbo:before-cache htmx:beforeHistorySave", closeAll)
}

/** Begins to hear what happens on the page. */
export const connectPage = (): void => {
  onSave((answers, what = What.These, how = How.Visitor) => {
    observe()
    decide(what, how, answers())
  })
  removeCopies()
  notePath()
  listen()
  new MutationObserver(onMutations).observe(document, { childList: true, subtree: true, attributeFilter: [...WATCHED, "lang"] })
  // Other windows are heard once this page has come: it has better use for its first moments.
  setTimeout(() => {
    hearOthers()
    // Others may write our cookie, on any host that shares it.
    attempt(() => (window as any).cookieStore.addEventListener("change", observe))
    observe()
  }, 3000)
}

