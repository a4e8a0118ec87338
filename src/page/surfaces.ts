// What visitors meet, and when: the banner, the settings, the button that leads back to them.

import { attempt } from "./attempt"
import { buttons, drawBanner, drawReopen, isAskedAbove, isHonoured, isModal, isPolicy, policy } from "./banner"
import { holds } from "./core"
import { signal, site } from "./declaration"
import { link } from "./door"
import { h } from "./element"
import { offerEmbeds, stepEmbeds } from "./embedded"
import { fire } from "./events"
import type { Kit, Part } from "./kit"
import { address, early, fetchEarly, fetchSettings } from "./parts"
import { remains } from "./remains"
import { report } from "./report"
import { addStyle, isTaken, lift, raise, show } from "./root"
import { consent } from "./snapshot"
import { hasTrigger } from "./trigger"
import { within } from "./within"
import { asked, frame, label, lacksWords, language, learn, named, part as tag, say, text } from "./words"

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
  isUnwanted[name] = false
  take(name)
  if (!show(element)) return
  shown[name] = element
  if (element instanceof HTMLDialogElement) {
    element.addEventListener("close", () => shown[name] == element && (name == "banner" ? openBanner() : close(name)))
    // Hidden, as by a filter list, also one that is late, it would hold the page and nobody could close it.
    const look = () => shown[name] == element && !element.offsetWidth && document.documentElement.offsetWidth && close(name)
    attempt(() => new ResizeObserver(look).observe(element))
    look()
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

/** Shows the banner, and is kept once it is there; `isMissing` says that the settings cannot be had. With nothing to ask there are the settings alone. */
export const openBanner = (isMissing = false): unknown => {
  if (!named(() => true)) return isMissing || openSettings()
  if (isAskedAbove() && !isMissing) return
  const isThere = put("banner", () => {
    asks = asked()
    return drawBanner(isMissing)
  })
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

/** What the banner asks about, where that is not all. */
let asks = ""

/** Shows the banner unless it is there with the same questions, or a tool has taken it away. */
export const ask = (): void => {
  if (!isUnwanted.banner && (!shown.banner || asks != asked())) openBanner()
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
  holds,
  early,
  signal,
  language,
  remains,
  (...answer) => save(...answer),
  link,
  addStyle,
  address,
  tag,
  learn,
]

/** The settings part with the words that are needed now; nothing where either cannot be had. What failed is tried again if a visitor waits. */
export const prepareSettings = async (isAwaited?: unknown): Promise<Part | undefined> => {
  if (!IS_MODULE && lacksWords()) fetchEarly(tag())
  const part = await fetchSettings((make) => make(...kit()))
  if (!(await part?.words(isAwaited === true))) return
  attempt(() => part?.room(shown.banner ?? shown.reopen, isPolicy()))
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
  const part = await within(PATIENCE, prepareSettings(true))
  if (wish != wishes) return
  const settings = part && attempt(part.settings)
  if (settings) return put("settings", () => settings)
  void report("settings", address(""))
  return openBanner(true)
}

/** Whether the style of an icon has come, with the settings part; without that part the button shows its words. */
let hasIcon = false

/** What a tool has taken away. */
const isUnwanted: { [name in Name]?: boolean } = {}

/** Shows or takes away the button that leads to the settings (GDPR article 7(3)). */
export const offerSettings = (): void => {
  void offerEmbeds(prepareSettings)
  const isAbove = isAskedAbove()
  // The page above has begun meanwhile.
  if (isAbove && shown.banner && !shown.banner.querySelector("[role]")) closeBanner()
  const needed = !isUnwanted.reopen && !shown.banner && !due.banner && !isAbove && (site().ui?.reopen === true || !!signal() || !hasTrigger())
  if (!needed) take("reopen")
  else if (isHonoured() != !!shown.reopen?.querySelector("p") || !shown.reopen) {
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
  prepareLater()
  return Promise.all([was.reopen && put("reopen", drawReopen), was.banner && openBanner(), was.settings && again()])
}

/** After a change of the page: what was swept away with its content comes back, what a tool took stays away. */
export const keepShown = (mutations: MutationRecord[]): void => {
  // A router may have led to the policy, or away from it.
  if (shown.banner && isModal() != shown.banner.matches("dialog")) openBanner()
  for (const name of Object.keys(shown) as Name[]) {
    const element = shown[name] as HTMLElement
    if (isTaken(element, mutations)) {
      isUnwanted[name] = true
      close(name)
      // A dialog of the page above has closed.
    } else if (!(element instanceof HTMLDialogElement)) raise(element)
  }
}

/** A popover of the page has opened over a dialog of ours, which keeps it from being closed, and may be covered whole. */
export const keepAbove = (): void => Object.values(shown).forEach((part) => part instanceof HTMLDialogElement && lift(part))

/** Fills the page's empty places for the declaration, and those that speak another language. */
export const fillPlaces = async (): Promise<void> => {
  if (document.querySelector("[data-samtycke-declaration]")) (await prepareSettings())?.fill()
}
