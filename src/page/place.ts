// Where a stand-in goes: into what waits, so that no element of the page is added, moved or wrapped. A frame has
// a document of its own, and an empty box takes a shadow root; frameworks that own the page's tree, and rules
// of the page that count children, see neither. What can hold nothing, such as an image, has its stand-in in our own element.

import { overlay } from "./overlay"
import type { EmbedKit } from "./kit"

export type Place = {
  /** Puts a stand-in in. */
  put: (standIn: HTMLElement) => void
  /** Takes it away; what waited can be shown then. */
  take: () => void
  /** Whether what was put in is still there. */
  isThere: () => boolean
  /** Takes in the page's colours and font, where they are not inherited. */
  paint?: () => void
}

/** What a page can set of a stand-in's looks, each after `--samtycke-`. */
const COLOURS = ["background", "text", "line", "button", "button-text"]
const LOOKS = [...COLOURS, ...COLOURS.map((name) => "dark-" + name), "font", "button-radius"].map((name) => "--samtycke-" + name)

type Sheet = (view?: Window & typeof globalThis) => CSSStyleSheet

/** What has no content of its own that anybody sees. */
const isReplaced = (element: Element): boolean => /^(img|video|audio|object|embed|iframe|input|canvas)$/.test(element.localName)

const isEmpty = (element: Element): boolean => !element.firstElementChild && !element.textContent?.trim()

export const places = (sheet: Sheet, kit: EmbedKit) => {
  const shadows = new WeakMap<Element, ShadowRoot>()

  /** A root in the element itself; nothing where it can have none. */
  const shadowOf = (element: Element): ShadowRoot | undefined => {
    const known = shadows.get(element)
    // A custom element makes its own root as soon as it is one.
    if (known || element.shadowRoot || isReplaced(element) || element.localName.includes("-") || !isEmpty(element)) return known
    try {
      // First: a root without a slot would hide what the page puts into the element.
      const style = sheet()
      const root = element.attachShadow({ mode: "open" })
      root.adoptedStyleSheets = [style]
      root.append(document.createElement("slot"))
      shadows.set(element, root)
      return root
    } catch {
      return
    }
  }

  const inShadow = (root: ShadowRoot): Place => ({
    put: (standIn) => root.replaceChildren(standIn),
    // What loads brings its content, which the slot shows.
    take: () => root.replaceChildren(document.createElement("slot")),
    isThere: () => !root.querySelector("slot"),
  })

  /** The document of a frame that has loaded nothing; nothing where scripts or the page are kept out of it. */
  const documentOf = (frame: HTMLIFrameElement): Document | undefined => {
    const allowed = frame.getAttribute("sandbox")?.split(/\s+/)
    if (allowed && !(allowed.includes("allow-scripts") && allowed.includes("allow-same-origin"))) return
    const inside = frame.contentDocument
    return inside?.URL == "about:blank" ? inside : undefined
  }

  const watched = new WeakSet<Element>()

  const inFrame = (frame: HTMLIFrameElement): Place | undefined => {
    if (!watched.has(frame)) {
      watched.add(frame)
      // Firefox replaces the first empty document of a frame; so does whatever moves the frame.
      frame.addEventListener("load", () => placeOf.onLost())
    }
    // After a withdrawal it still has what it loaded, if the page is not loaded anew.
    if (!documentOf(frame) && !frame.hasAttribute("sandbox")) frame.parentNode?.insertBefore(frame, frame.nextSibling)
    if (!documentOf(frame)) return
    const paint = (): void => {
      const [from, to] = [getComputedStyle(frame), documentOf(frame)?.documentElement.style]
      for (const name of LOOKS) to?.setProperty(name, from.getPropertyValue(name))
    }
    return {
      paint,
      put: (standIn) => {
        const inside = documentOf(frame)
        if (!inside?.defaultView) return
        inside.adoptedStyleSheets = [sheet(inside.defaultView)]
        inside.documentElement.lang = standIn.lang
        inside.documentElement.dir = standIn.dir
        inside.title = standIn.querySelector(".title")?.textContent ?? ""
        paint()
        inside.body.replaceChildren(standIn)
      },
      take: () => documentOf(frame)?.body?.replaceChildren(),
      isThere: () => !!documentOf(frame)?.body?.firstChild,
    }
  }

  /** The place of an element's stand-in; nothing where it shows content of its own. */
  const placeOf = (element: Element): Place | undefined => {
    const inside = element instanceof HTMLIFrameElement ? inFrame(element) : undefined
    if (inside) return inside
    if (!placeOf.isFree(element)) return
    const root = shadowOf(element)
    if (root) return inShadow(root)
    return overlay(element as HTMLElement, sheet, kit)
  }

  /** Whether an element shows nothing of its own: the page may fill it meanwhile. */
  placeOf.isFree = (element: Element): boolean => isReplaced(element) || isEmpty(element)

  /** Whether an element grows with its stand-in. */
  placeOf.isOpen = (element: Element): boolean => !isReplaced(element) && (shadows.has(element) || isEmpty(element))

  /** Puts the focus on what has come, so that it is not lost with the button. */
  placeOf.focus = (element: Element): void => {
    if (!(element instanceof HTMLElement)) return
    const focus = (): void => element.focus({ preventScroll: true })
    focus()
    // Of a film without controls browsers say that the keyboard meets it, and do not focus it.
    if (document.activeElement != element) {
      element.tabIndex = -1
      focus()
    }
    // A frame is put in again before it gets its address, which may be later, and loses the focus.
    const observer = new MutationObserver(() => {
      observer.disconnect()
      if (document.activeElement == document.body) focus()
    })
    observer.observe(element, { attributeFilter: ["src", "srcdoc"] })
  }

  /** Called where a stand-in may be gone. */
  placeOf.onLost = (): void => {}

  return placeOf
}
