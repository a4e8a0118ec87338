// What visitors meet, and when: the banner, the settings, the button that leads back to them.

import { attempt } from "./attempt"
import { buttons, drawBanner, drawReopen, isAskedAbove, isDecided, isModal, policy } from "./banner"
import { holds, SetOf } from "./core"
import { services, signal, site } from "./declaration"
import { link } from "./door"
import { h } from "./element"
import { fire } from "./events"
import { recognised } from "./gate"
import { hasWaited } from "./gated"
import type { Kit, Part } from "./kit"
import { address, early, fetchEarly, fetchScript, fetchSettings } from "./parts"
import { remains } from "./remains"
import { report } from "./report"
import { addStyle, isTaken, show } from "./root"
import { consent } from "./snapshot"
import { hasTrigger } from "./trigger"
import { within } from "./within"
import { frame, label, lacksWords, language, learn, part as tag, say, text } from "./words"

type Name = "banner" | "settings" | "reopen"

const shown: { [name in Name]?: HTMLElement } = {}

/** What waits for the words of the visitor's language. */
const due: { [name in Name]?: () => HTMLElement } = {}

/** Set once by the page: what saves the answers of the settings. */
let save: Kit[13] = () => {}
export const onSave = (listener: typeof save): void => void (save = listener)

/** How long the banner waits for the words of its language, in milliseconds. */
const WORDS_PATIENCE = 1500

/** Shows what is drawn, once the words are there or too late; the answer is kept then. What was shown stays until then. */
const put = (name: Name, draw: () => HTMLElement): unknown => {
  due[name] = draw
  if (lacksWords()) {
    const lacking = tag()
    return within(WORDS_PATIENCE, prepareSettings()).then((part) => {
      if (!part) {
        void report("language", lacking, address(""))
        learn(lacking)
      }
      // It may have been closed meanwhile, or something newer waits.
      return due[name] == draw && put(name, draw)
    })
  }
  const element = draw()
  take(name)
  if (!show(element)) return
  shown[name] = element
  if (element instanceof HTMLDialogElement) {
    element.addEventListener("close", () => shown[name] == element && (name == "banner" ? openBanner() : close(name)))
    // Without what makes it modal it can still be answered.
    if (!attempt(() => (element.showModal(), true))) element.open = true
    // Hidden, as by a filter list, it would hold the page and nobody could close it.
    if (!element.offsetWidth && document.documentElement.offsetWidth) close(name)
  }
  return name != "reopen" && fire("open", consent)
}

const take = (name: Name): HTMLElement | undefined => {
  const element = shown[name]
  delete shown[name]
  delete due[name]
  if (element instanceof HTMLDialogElement) element.close()
  element?.remove()
  return element
}

const close = (name: Name): void => {
  if (take(name) && name != "reopen") fire("close", consent)
}

/** Shows the banner, and is kept once it is there; `isMissing` says that the settings cannot be had. */
export const openBanner = (isMissing = false): unknown => {
  if (isAskedAbove() && !isMissing) return
  const isThere = put("banner", () => drawBanner(isMissing))
  take("reopen")
  prepareLater()
  return isThere
}

/**
 * Fetches the settings once the page has loaded, which their script would hold up, what is shown was drawn and there is
 * nothing to do; a page may always have.
 */
const prepareLater = (): void =>
  void setTimeout(() => {
    if (document.readyState != "complete") prepareLater()
    else (window.requestIdleCallback ?? setTimeout)(prepareSettings, { timeout: 3000 } as any)
  }, 99)

/** Shows the banner unless it is there. */
export const ask = (): void => {
  if (!shown.banner) openBanner()
}

export const closeBanner = (): void => close("banner")
export const closeSettings = (): void => (wishes++, close("settings"))

const kit = (): Kit => [
  h,
  frame,
  say,
  text,
  label,
  policy,
  buttons,
  site,
  (id) => holds(SetOf.Granted, id),
  (id) => holds(SetOf.RuledOut, id),
  signal,
  language,
  remains,
  (...answer) => save(...answer),
  link,
  addStyle,
  address,
  tag,
  learn,
  early,
  (id) => holds(SetOf.Once, id),
]

/** The settings part with the words that are needed now; nothing where either cannot be had. */
export const prepareSettings = async (): Promise<Part | undefined> => {
  if (!IS_MODULE && lacksWords()) fetchEarly(tag())
  const part = await fetchSettings((make) => make(...kit()))
  if (!(await part?.words())) return
  attempt(() => part?.room(shown.banner ?? shown.reopen))
  return part
}

/** How long a visitor waits for the settings, in milliseconds. */
const PATIENCE = 3000

/** How often the settings were wanted or unwanted: who has answered meanwhile sees none that come late. */
let wishes = 0

/** Shows the settings; the banner in their place where they cannot be had. */
export const openSettings = async (): Promise<unknown> => {
  if (shown.settings) return
  const wish = ++wishes
  const part = await within(PATIENCE, prepareSettings())
  if (wish != wishes) return
  const settings = part && attempt(part.settings)
  if (settings) return put("settings", () => settings)
  void report("settings", address(""))
  return openBanner(true)
}

/** Brings stand-ins in step; absent until something waits. */
let embeds: (() => void) | undefined

/** Fetches the embeds part if something on the page waits, or, once it has loaded, a chat can; then it keeps the stand-ins in step. */
const offerEmbeds = async (): Promise<void> => {
  if (embeds) return embeds()
  const isLoaded = document.readyState == "complete"
  if (!hasWaited && !document.querySelector("[data-samtycke-src]:not([data-samtycke],script,link)") && !(isLoaded && services().some(({ chat }) => chat))) return
  embeds = () => {}
  const part = await prepareSettings()
  const made = await part?.embeds(fetchScript, report, prepareSettings, show, recognised)
  embeds = made
  if (made) made()
  else if (part) void report("embeds", address(""))
}

/** Takes away the stand-ins of what is granted now, before it runs. */
export const stepEmbeds = (): void => embeds?.()

/** Whether the style of an icon has come, with the settings part; without that part the button shows its words. */
let hasIcon = false

/** Whether a tool has taken that button away. */
let isUnwanted = false

/** Shows or takes away the button that leads to the settings (GDPR article 7(3)). */
export const offerSettings = (): void => {
  void offerEmbeds()
  const needed = !isUnwanted && !shown.banner && !due.banner && !isAskedAbove() && (site().ui?.reopen === true || !!signal() || (isDecided() && !hasTrigger()))
  if (!needed) take("reopen")
  else if (!shown.reopen) {
    if (site().ui?.reopenAs != "icon" || hasIcon) put("reopen", drawReopen), prepareLater()
    else void prepareSettings().then(() => ((hasIcon = true), offerSettings()))
  }
}

/** Shows everything in another language; the answer is kept once it is there. */
export const redraw = (): Promise<unknown> => {
  const was = { ...shown }
  stepEmbeds()
  void fillPlaces()
  // Many libraries set `<html lang>` on each route, also to the same value.
  if (Object.values(was).every(({ lang }) => lang == language())) return Promise.resolve()
  const again = async () => {
    const part = await prepareSettings()
    if (part && shown.settings) await put("settings", part.settings)
  }
  return Promise.all([was.reopen && put("reopen", drawReopen), was.banner && openBanner(), was.settings && again()])
}

/** After a change of the page: what was swept away with its content comes back, what a tool took stays away. */
export const keepShown = (mutations: MutationRecord[]): void => {
  // A router may have led to the policy, or away from it.
  if (shown.banner && isModal() != shown.banner.matches("dialog")) openBanner()
  for (const name of Object.keys(shown) as Name[]) {
    if (!isTaken(shown[name] as HTMLElement, mutations)) continue
    isUnwanted ||= name == "reopen"
    close(name)
  }
}

/** Fills the page's empty places for the declaration, and those that speak another language. */
export const fillPlaces = async (): Promise<void> => {
  if (document.querySelector("[data-samtycke-declaration]")) (await prepareSettings())?.fill()
}
