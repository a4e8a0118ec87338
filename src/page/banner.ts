// The banner, and the button by which the settings stay reachable.

import { attempt } from "./attempt"
import { holds, SetOf } from "./core"
import { signal, site } from "./declaration"
import { link } from "./door"
import { h } from "./element"
import { asked, frame, language, named, say, text } from "./words"

const button = (meaning: string, key = meaning): HTMLElement => h("button", { type: "button", "data-samtycke-click": meaning }, say(key))

/** The link to the policy. */
export const policy = (): HTMLElement => link(text(site().controller.policyUrl), say("policy"))

/** No and yes, alike, and what follows them. */
export const buttons = (...third: string[]): HTMLElement => h("div", { class: "samtycke-buttons" }, ...["reject", "accept", ...third].map((one) => button(one)))

/** A page by the ways in which servers name it: `/cookies`, `/cookies/`, `/cookies.html`, `/cookies/index.html`. */
const page = ({ origin, pathname }: URL | Location): string => origin + pathname.replace(/(\/(index)?)?(\.html?)?\/?$/, "")

/** Whether this page is the policy, which has to be readable without an answer. */
export const isPolicy = (): boolean => {
  const policy = new URL(text(site().controller.policyUrl), location.href)
  // Some routers have their places behind "#".
  const isThere = (part: "search" | "hash") => !/^(\?|#!?\/)/.test(policy[part]) || policy[part] == location[part]
  return page(policy) == page(location) && isThere("search") && isThere("hash")
}

/** Whether the banner holds the page until it is answered: not the policy, nor what the page excepts, as its imprint. */
export const isModal = (): boolean => {
  const { block, layout } = site().ui ?? {}
  return (layout == "dialog" || block === true) && document.documentElement.dataset.samtyckeBlock != "false" && !isPolicy()
}

/** Search engines quote the page, not the banner. They look for it on `div` and `section`, not on `dialog`. */
const QUIET = { "data-nosnippet": "" }

/** The banner; `isMissing` says that the settings cannot be had. */
export const drawBanner = (isMissing: boolean): HTMLElement => {
  const { layout = "box", position = "bottom" } = site().ui ?? {}
  const isHeld = isModal()
  const isPart = asked() && named((id) => !holds(SetOf.RuledOut, id)) != asked()
  return h(
    // No `section`: a page that numbers its own would count it.
    isHeld ? "dialog" : "div",
    {
      ...frame("banner"),
      // The dialog itself has the focus first: no answer and no link looks chosen.
      ...(isHeld ? { autofocus: "", "aria-describedby": "samtycke-intro" } : { role: "region", popover: "manual" }),
      "aria-labelledby": "samtycke-title",
      "data-layout": layout,
      "data-position": layout == "dialog" ? "center" : position,
    },
    h(
      "div",
      QUIET,
      h("h2", { id: "samtycke-title" }, say("title")),
      // For tools that refuse on visitors' behalf and know a banner by English words; unseen.
      ...(/^en\b/.test(language()) ? [] : [h("i", { "aria-hidden": "true" }, "We use cookies")]),
      h("p", { id: "samtycke-intro" }, ...(isPart ? [say("whatsNew", asked()), " "] : []), say("intro", asked() || undefined), " ", policy(), " ", button("settings")),
      ...(isMissing ? [h("p", { role: "status" }, say("settingsMissing"))] : []),
      buttons(),
    ),
  )
}

/** Whether a signal of the browser keeps something off. */
export const isHonoured = (): boolean => !!signal() && named((id) => !holds(SetOf.Granted, id)) != ""

/** The button that opens the settings, where the page has none; and the line that a signal is honoured. */
export const drawReopen = (): HTMLElement => {
  const { reopenAs = "word", reopenPosition = "bottomStart" } = site().ui ?? {}
  const main = button("settings", "settingsTitle")
  if (reopenAs == "icon") main.title = say("settingsTitle")
  return h(
    "div",
    { ...frame("reopen"), popover: "manual", "data-layout": reopenAs, "data-position": reopenPosition, ...QUIET },
    ...(isHonoured() ? [h("p", { class: "samtycke-honoured" }, say("signalHonoured"))] : []),
    main,
  )
}

/** Whether this is a frame of a page that asks for it: there that page shows the banner. */
export const isAskedAbove = (): boolean => {
  for (let frame: Window = window; frame != frame.parent; ) {
    frame = frame.parent
    if (attempt(() => (frame as Window).samtycke?.has)) return true
  }
  return false
}
