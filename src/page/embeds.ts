// The embeds part: a stand-in in the place of what waits for a grant. A script of its own, fetched where
// something waits; it needs the settings part for its words.

import css from "embeds.css"
import { attempt } from "./attempt"
import { chats } from "./chat"
import { SetOf } from "./core"
import { dialogs } from "./dialog"
import { endFitting, keepFitting } from "./fit"
import { forms } from "./form"
import { named } from "./gate"
import type { EmbedKit, EmbedPart } from "./kit"
import { mistakes } from "./mistakes"
import { LEAST } from "./overlay"
import { drawing } from "./standin"
import { hasUngated, recognise } from "./recognise"
import { type Place, places } from "./place"

/** What can be gated and is drawn. */
const GATED = "[data-samtycke]:not(script,link,form,a,area,source,track,style,meta,template,base)"

/** Where our own elements are: their insides have a style sheet of their own. */
const HOSTS =
  "@layer samtycke.embeds{samtycke-root :is(.samtycke-above,.samtycke-chat,dialog>div){outline:none}samtycke-root .samtycke-above{position:absolute;z-index:1;left:0;top:0}" +
  "samtycke-root .samtycke-chats{position:fixed;z-index:2147483646;inset:auto;inset-block-end:max(1em,env(safe-area-inset-bottom));inset-inline-end:1em;" +
  "display:flex;flex-direction:column;align-items:flex-end;gap:.5em;max-width:min(18em,calc(100% - 2em))}}"

/**
 * The declared size of images without an address, which have that of their alternative text. Only of those with these
 * addresses: others may be hidden by a layer of the page, over which ours wins.
 */
const boxes = (addresses: string[]): string =>
  addresses[0] ? `@layer samtycke.embeds{${addresses.map((one) => `img[data-samtycke-src="${CSS.escape(one)}"]:not([src])`).join()}{display:inline-block;overflow:hidden}}` : ""

export const part: EmbedPart = (...kit: EmbedKit) => {
  const [, , , , , , , site, holds, , , language] = kit
  const granted = (id: string): boolean => holds(SetOf.Granted, id)
  const prepare = kit[20]
  kit[15](HOSTS)
  const draw = drawing(css, kit)
  /** Of waiting images; nothing where style sheets cannot be constructed, as in Safari before 16.4: then there are no stand-ins. */
  const imageSheet = attempt(() => document.adoptedStyleSheets && draw.sheet() && new CSSStyleSheet())
  const placeOf = places(draw.sheet, kit)
  const offerChats = imageSheet ? chats(draw, kit) : () => {}
  const nameMistakes = mistakes(...kit)
  const dialog = dialogs(draw, kit)
  const shown = new Map<Element, { place: Place; key: string; standIn: HTMLElement }>()

  const isDeclared = (id: string): boolean => [...site().categories, ...(site().services ?? [])].some((one) => one.id == id)

  /** Whether something waits that a stand-in fits. */
  const waits = (element: Element): boolean => {
    const gates = named(element)
    if (!element.isConnected || !gates[0] || !gates.every(isDeclared) || gates.every(granted)) return false
    return element.getAttribute("data-samtycke-standin") != "none" && !element.closest("samtycke-root")
  }

  const isLarge = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect()
    return width >= LEAST.width && (height >= LEAST.height || placeOf.isOpen(element))
  }

  const take = (element: Element): void => {
    const { place, standIn } = shown.get(element) ?? {}
    if (standIn) endFitting(standIn)
    place?.take()
    shown.delete(element)
    dialog.close(element)
  }

  const put = (element: Element): void => {
    const gates = named(element)
    const key = [language(), ...gates, ...gates.map(granted), element.getAttribute("data-samtycke-src")].join()
    const before = shown.get(element)
    if (before?.key == key && before.place.isThere()) return before.place.paint?.()
    take(element)
    const place = placeOf(element)
    if (!place) return
    const leave = () => {
      take(element)
      return () => placeOf.focus(element)
    }
    const standIn = draw.standIn(element, gates, leave, (opener) => dialog.open(element, gates, leave, opener))
    place.put(standIn)
    shown.set(element, { place, key, standIn })
    keepFitting(standIn)
  }

  /** Addresses of the images that have their size. */
  let sized = new Set<string>()
  /** Gives waiting images their size, unless the page has them as blocks. */
  const sizeImages = (waiting: Element[], sheet: CSSStyleSheet): void => {
    const before = sized
    sized = new Set()
    for (const element of waiting) {
      const address = element.localName == "img" && element.getAttribute("data-samtycke-src")
      if (address && (before.has(address) || getComputedStyle(element).display == "inline")) sized.add(address)
    }
    // The page may have put its own sheets in the place of all.
    if (sized.size && !document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet)
    if ([...sized].join() != [...before].join()) sheet.replaceSync(boxes([...sized]))
  }

  let isDue = false
  /** Hundreds of frames that load, or change their size, are looked at together. */
  const later = (): void => {
    if (isDue) return
    isDue = true
    requestAnimationFrame(() => {
      isDue = false
      update()
    })
  }

  const sizes = new ResizeObserver(later)

  /** Takes away what no longer waits, at once; draws what does, once there are words. */
  const update = (): void => {
    // What fills attributes in later has had its turn then.
    setTimeout(nameMistakes, 1000)
    for (const element of shown.keys()) if (!waits(element) || !placeOf.isFree(element)) take(element)
    const waiting = imageSheet ? [...document.querySelectorAll(GATED)].filter(waits) : []
    if (imageSheet) sizeImages(waiting, imageSheet)
    for (const element of waiting) sizes.observe(element)
    const due = waiting.filter(isLarge)
    const hasChat = imageSheet && (site().services ?? []).some(({ id, chat }) => chat && !granted(id))
    // What hydrates a page compares its attributes with the server's first.
    const isUngated = document.readyState == "complete" && hasUngated()
    if (!due[0] && !hasChat && !isUngated) return offerChats()
    void prepare().then((words) => {
      if (!words) return
      if (isUngated) recognise(kit)
      for (const element of due) if (waits(element)) put(element)
      offerChats()
    })
  }

  placeOf.onLost = later
  // A page changes its colours by a class of its own, or with the system.
  const looks = new MutationObserver(later)
  for (const element of [document.documentElement, document.body]) looks.observe(element, { attributeFilter: ["class", "style", "data-theme"] })
  matchMedia("(prefers-color-scheme:dark)").addEventListener("change", later)
  forms(dialog, named, kit)
  return update
}

if (!IS_MODULE) (document.currentScript as HTMLScriptElement).samtyckePart = part as never
