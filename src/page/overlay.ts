// A stand-in above what can hold nothing, in our own element beside `<body>`. It follows what it stands for, and
// the keyboard meets it there.

import type { EmbedKit } from "./kit"

type Sheet = () => CSSStyleSheet

/** What a stand-in needs to be read and pressed, in pixels. */
export const LEAST = { width: 100, height: 40 }

const FOCUSABLE = "a,summary,button"

/** What stands above, with what it stands for. */
const above = new Map<HTMLElement, HTMLElement>()

let isFollowing = false

/** Elements that are cut off by what they lie in, as in a carousel. */
const cut = new Set<Element>()

/** Where something of the page lies over an element that stays in the window, such as a header or its open menu. */
const cover = (element: Element, x: number, y: number): DOMRect | undefined => {
  const over = document.elementsFromPoint(x, y).find((one) => !one.closest("samtycke-root"))
  for (let at: Element | null | undefined = over; at && !at.contains(element); at = at.parentElement) {
    if (at != element && /^(fixed|sticky)$/.test(getComputedStyle(at).position)) return over?.getBoundingClientRect()
  }
  return
}

/** Where an element can be seen: what it lies in cuts it off, and what stays in the window covers it. */
const seen = (element: Element): DOMRect => {
  const { left, top, right, bottom } = element.getBoundingClientRect()
  const sides = { left, top, right, bottom }
  for (let at = cut.has(element) ? element.parentElement : null; at; at = at.parentElement) {
    if (getComputedStyle(at).overflow == "visible" || at == document.documentElement || at == document.body) continue
    const box = at.getBoundingClientRect()
    sides.left = Math.max(sides.left, box.left)
    sides.top = Math.max(sides.top, box.top)
    sides.right = Math.min(sides.right, box.right)
    sides.bottom = Math.min(sides.bottom, box.bottom)
  }
  const middle = (sides.left + sides.right) / 2
  for (let looks = 3; looks; looks--) {
    sides.top = Math.max(sides.top, cover(element, middle, Math.max(sides.top, 0) + 1)?.bottom ?? -Infinity)
    sides.bottom = Math.min(sides.bottom, cover(element, middle, Math.min(sides.bottom, innerHeight) - 1)?.top ?? Infinity)
  }
  return new DOMRect(sides.left, sides.top, Math.max(0, sides.right - sides.left), Math.max(0, sides.bottom - sides.top))
}

/** How far a stand-in is from where its element is; nothing where that is not shown. All are measured before any is moved. */
const measure = ([host, element]: [HTMLElement, HTMLElement]) => {
  const there = seen(element)
  const isLarge = there.width >= LEAST.width && there.height >= LEAST.height
  const isShown = element.isConnected && isLarge && (element.checkVisibility?.({ visibilityProperty: true, opacityProperty: true }) ?? true)
  // Out of the way, also of what scrolls. What `hidden` does, our own style undoes.
  const display = isShown ? "block" : "none"
  if (host.style.display != display) host.style.setProperty("display", display, "important")
  return { host, there, here: isShown ? host.getBoundingClientRect() : undefined }
}

/** By the style object, which no policy of the page forbids; important, as all of our style is. */
const move = ({ host, there, here }: ReturnType<typeof measure>): void => {
  const set = (side: string, pixels: number): void => host.style.setProperty(side, `${pixels}px`, "important")
  const now = (side: string): number => parseFloat(host.style.getPropertyValue(side)) || 0
  const isFar = (side: "left" | "top" | "width" | "height"): unknown => here && Math.abs(there[side] - here[side]) >= 0.5
  for (const side of ["width", "height"] as const) if (isFar(side)) set(side, there[side])
  // What its sides are measured from is the page's business.
  for (const side of ["left", "top"] as const) if (here && isFar(side)) set(side, now(side) + there[side] - here[side])
}

/** Elements in the window or near it. */
const near = new Set<Element>()

/** Puts the stand-ins of these elements where those are. */
const place = (elements: Set<Element>): void => {
  for (const one of [...above].filter(([, element]) => elements.has(element)).map(measure)) move(one)
}

/** Elements whose stand-ins have just come. */
const fresh = new Set<Element>()

/** Puts what comes in one go in its place together, since the page is laid out each time. */
const placeSoon = (element: Element): void => {
  if (!fresh.size)
    queueMicrotask(() => {
      place(fresh)
      fresh.clear()
    })
  fresh.add(element)
}

/** Keeps the stand-ins that a visitor can see in place, for as long as there are some. */
const follow = (): void => {
  isFollowing = near.size > 0
  if (!isFollowing) return
  place(near)
  requestAnimationFrame(follow)
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting, intersectionRatio, boundingClientRect: { left, top, right, bottom }, rootBounds } of entries) {
      isIntersecting ? near.add(target) : near.delete(target)
      const isInWindow = rootBounds && left >= rootBounds.left && top >= rootBounds.top && right <= rootBounds.right && bottom <= rootBounds.bottom
      const isCut = intersectionRatio < 0.99 && (isInWindow || !isIntersecting)
      isCut ? cut.add(target) : cut.delete(target)
    }
    // Those that have left go along once more, out of sight.
    place(new Set(entries.map(({ target }) => target)))
    if (!isFollowing) follow()
  },
  { rootMargin: "50%", threshold: [0, 0.25, 0.5, 0.75, 1] },
)

/** Where the keyboard goes: into the stand-in from its element, and on from there. */
const lead = (element: HTMLElement, root: ShadowRoot): (() => void) => {
  const stops = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((one) => one.getClientRects()[0])
  let isLeaving = false
  const onFocus = ({ relatedTarget }: FocusEvent): void => {
    if (isLeaving) return void (isLeaving = false)
    // What was cut off is scrolled to by the focus.
    place(new Set([element]))
    // From what comes after it, the visitor goes backwards.
    const isBack = relatedTarget instanceof Node && !!(element.compareDocumentPosition(relatedTarget) & Node.DOCUMENT_POSITION_FOLLOWING)
    stops().at(isBack ? -1 : 0)?.focus()
  }
  const onKey = (event: Event): void => {
    const { code, key, shiftKey } = event as KeyboardEvent
    // WebKitGTK does not name the key where Shift is down.
    if (key != "Tab" && code != "Tab") return
    const all = stops()
    const next = all[all.indexOf(root.activeElement as HTMLElement) + (shiftKey ? -1 : 1)]
    if (next) {
      event.preventDefault()
      return next.focus()
    }
    // The browser goes on from the element.
    isLeaving = true
    element.focus({ preventScroll: true })
  }
  const had = element.getAttribute("tabindex")
  element.tabIndex = 0
  element.addEventListener("focus", onFocus)
  root.addEventListener("keydown", onKey)
  return () => {
    element.removeEventListener("focus", onFocus)
    if (had === null) element.removeAttribute("tabindex")
    else element.setAttribute("tabindex", had)
  }
}

/** The place above an element. */
export const overlay = (element: HTMLElement, sheet: Sheet, kit: EmbedKit) => {
  const [h] = kit
  const show = kit[21]
  let host: HTMLElement | undefined
  let end = (): void => {}
  return {
    put: (standIn: HTMLElement): void => {
      host = h("div", { class: "samtycke-above" })
      const root = host.attachShadow({ mode: "open" })
      root.adoptedStyleSheets = [sheet()]
      root.append(standIn)
      if (!show(host)) return
      // Its place in the order of the page is that of its element.
      for (const stop of root.querySelectorAll<HTMLElement>(FOCUSABLE)) stop.tabIndex = -1
      above.set(host, element)
      end = lead(element, root)
      placeSoon(element)
      watcher.observe(element)
    },
    take: (): void => {
      end()
      watcher.unobserve(element)
      near.delete(element)
      cut.delete(element)
      if (host) above.delete(host)
      host?.remove()
      host = undefined
    },
    isThere: (): boolean => !!host?.isConnected,
  }
}
