// The banner, and the button by which the settings stay reachable.

import { choice, holds, SetOf } from "./core"
import { signal, site } from "./declaration"
import { link } from "./door"
import { h } from "./element"
import { asked, frame, language, named, say, text } from "./words"

const button = (meaning: string, key = meaning): HTMLElement => h("button", { type: "button", "data-samtycke-click": meaning }, say(key))

/** The link to the policy. */
export const policy = (): HTMLElement => link(text(site().controller.policyUrl), say("policy"))

/** No and yes, alike, and a third button. */
export const buttons = (third: string): HTMLElement => h("div", { class: "samtycke-buttons" }, button("reject"), button("accept"), button(third))

/** Whether this page is the policy, which has to be readable without an answer. */
const isPolicy = (): boolean => {
  const { origin, pathname, search } = new URL(text(site().controller.policyUrl), location.href)
  return origin + pathname == location.origin + location.pathname && (!search || search == location.search)
}

/** The banner; `isMissing` says that the settings cannot be had. */
export const drawBanner = (isMissing: boolean): HTMLElement => {
  const { block, layout = "box", position = "bottom" } = site().ui ?? {}
  const isDialog = layout == "dialog"
  const isModal = (isDialog || block === true) && !isPolicy()
  const isPart = asked() && named((id) => !holds(SetOf.RuledOut, id)) != asked()
  return h(
    isModal ? "dialog" : "section",
    {
      ...frame("banner"),
      ...(!isModal && { popover: "manual" }),
      "aria-labelledby": "samtycke-title",
      "data-layout": layout,
      "data-position": isDialog ? "center" : position,
      // Search engines quote the page, not the banner.
      "data-nosnippet": "",
    },
    h("h2", { id: "samtycke-title" }, say("title")),
    // For tools that refuse on visitors' behalf and know a banner by English words; unseen.
    ...(/^en\b/.test(language()) ? [] : [h("i", { "aria-hidden": "true" }, "We use cookies")]),
    h("p", {}, ...(isPart ? [say("whatsNew", asked()), " "] : []), say("intro", asked() || undefined), " ", policy()),
    ...(isMissing ? [h("p", { role: "status" }, say("settingsMissing"))] : []),
    buttons("settings"),
  )
}

/** The button that opens the settings, where the page has none; and the line that a signal is honoured. */
export const drawReopen = (): HTMLElement => {
  const { reopenAs = "word", reopenPosition = "bottomStart" } = site().ui ?? {}
  const main = button("settings", "settingsTitle")
  if (reopenAs == "icon") main.title = say("settingsTitle")
  return h(
    "div",
    { ...frame("reopen"), popover: "manual", "data-layout": reopenAs, "data-position": reopenPosition, "data-nosnippet": "" },
    ...(signal() ? [h("p", { class: "samtycke-honoured" }, say("signalHonoured"))] : []),
    main,
  )
}

/** Whether the visitor has decided. */
export const isDecided = (): boolean => choice() != ""
