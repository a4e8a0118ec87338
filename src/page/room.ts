// Room for what lies behind what we show at an edge of the window: the page can be scrolled until its last line is free,
// and what gets the focus is not hidden (WCAG 2.2, 2.4.11).

/** How far down what the page has reaches, in pixels of the window. */
const endOfPage = (): number => {
  if (!document.body) return 0
  const range = document.createRange()
  range.selectNodeContents(document.body)
  return range.getBoundingClientRect().bottom
}

/** The buttons of chats, which stand at the lower edge too. */
export const stack = (): HTMLElement | undefined => document.querySelector<HTMLElement>("samtycke-root .samtycke-chats") ?? undefined

const overflow = (element: Element): string => getComputedStyle(element).overflowY

/** Whether the visitor cannot scroll the page as a whole: that of `<body>` is the window's where `<html>` has none (CSS Overflow 3, section 3.3). */
const isHeld = (): boolean => {
  const own = overflow(document.documentElement)
  return /hidden|clip/.test(own == "visible" && document.body ? overflow(document.body) : own)
}

const path = (element: Element): string => {
  const { parentElement, localName } = element
  if (!parentElement) return ":root"
  const alike = [...parentElement.children].filter((one) => one.localName == localName)
  return `${path(parentElement)}>${CSS.escape(localName)}:nth-of-type(${alike.indexOf(element) + 1})`
}

/** Room at the end of the part of such a page that scrolls, behind a place in the window: in the flow of none of its boxes. */
const roomWithin = ({ left, right }: DOMRect, top: number): string => {
  const behind = document.elementsFromPoint((left + right) / 2, top + 1)
  const scroller = behind.find((one) => !one.closest("samtycke-root") && /auto|scroll/.test(overflow(one)))
  if (!scroller) return ""
  const height = scroller.getBoundingClientRect().bottom - top
  const it = path(scroller)
  const end = getComputedStyle(scroller).display == "block" ? `${it}::after{content:"";display:block;height:1px;margin-top:-1px;position:relative;top:${height}px}` : ""
  return `${it}{scroll-padding-bottom:${height}px}${end}`
}

/** Gives room for a banner or a button, for as long as it is shown; on the policy page at any price. The answer is for when buttons of chats have come or moved. */
export const giveRoom = (shown: HTMLElement, isPolicy: boolean): (() => void) => {
  const position = shown.dataset.position ?? ""
  if (position == "center" || !document.adoptedStyleSheets) return () => {}
  const sheet = new CSSStyleSheet()
  const edge = position.startsWith("top") ? "top" : "bottom"
  let given = ""
  let measured: number | undefined
  const give = () => {
    const sheets = [...document.adoptedStyleSheets].filter((one) => one != sheet)
    if (!shown.isConnected) {
      observer.disconnect()
      changes.disconnect()
      document.adoptedStyleSheets = sheets
      return
    }
    // The page may have put its own in the place of all.
    if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets = [...sheets, sheet]
    const { top: own, bottom } = shown.getBoundingClientRect()
    const top = Math.min(own, stack()?.getBoundingClientRect().top ?? own)
    const height = edge == "bottom" ? innerHeight - top : bottom
    const at = scrollY
    if (given) sheet.replaceSync("")
    measured = document.body?.scrollHeight
    if (isHeld()) {
      given = edge == "bottom" ? roomWithin(shown.getBoundingClientRect(), top) : ""
      return sheet.replaceSync(given)
    }
    const { scrollHeight, clientHeight, clientWidth } = document.documentElement
    // The page may have room of its own there, as for a header that stays.
    const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement)
    const pages = edge == "top" ? scrollPaddingTop : scrollPaddingBottom
    const isLong = scrollHeight > clientHeight
    // Nothing is behind it, or nothing that scrolling would free.
    if (!isLong && (edge == "top" || endOfPage() <= top)) return
    // In the flow of no box of the page, and below all of its content.
    const end = `samtycke-root::after{content:"";position:absolute;left:0;width:1px;height:${height}px;top:${scrollHeight}px}`
    given = `:root{scroll-padding-${edge}:max(${pages == "auto" ? "0px" : pages},${height}px)}${edge == "bottom" ? end : ""}`
    sheet.replaceSync(given)
    // A scroll bar that takes room would move the boxes of the page. The policy has to be readable without an answer.
    if (document.documentElement.clientWidth != clientWidth && !isPolicy) sheet.replaceSync("")
    // Without the room, for as long as it was measured, the page was shorter.
    if (scrollY < at) scrollTo({ top: at, left: scrollX, behavior: "instant" })
  }
  // In the next frame: a change of sizes within an observer's turn is an error that the page hears of.
  const observer = new ResizeObserver(() => requestAnimationFrame(give))
  // The root too: routers put another body in the place of this one.
  for (const box of [shown, document.documentElement, document.body, ...(document.body?.children ?? [])]) if (box) observer.observe(box)
  // What grows and shrinks within boxes as high as the window changes none of them. Not at every change: measuring takes the page time.
  let due = 0
  const lookAgain = () => {
    due = 0
    // In WebKit this height includes the room.
    if (document.body?.scrollHeight != measured) give()
  }
  const changes = new MutationObserver(() => (due ||= setTimeout(lookAgain, 300)))
  changes.observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["class", "open", "hidden"] })
  return () => {
    if (stack()) requestAnimationFrame(give)
  }
}
