// Room for what lies behind the banner: the page can be scrolled until its last line is free, and what
// gets the focus is not hidden (WCAG 2.2, 2.4.11).

/** Gives room for a banner at an edge of the window, for as long as it is shown. */
export const giveRoom = (banner: HTMLElement, position: string): void => {
  if (position == "center" || !banner.hasAttribute("popover") || !document.adoptedStyleSheets) return
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets.push(sheet)
  const edge = position.startsWith("top") ? "top" : "bottom"
  let given = ""
  const give = () => {
    if (!banner.isConnected) {
      observer.disconnect()
      document.adoptedStyleSheets = [...document.adoptedStyleSheets].filter((one) => one != sheet)
      return
    }
    const { top, bottom } = banner.getBoundingClientRect()
    const height = edge == "bottom" ? innerHeight - top : bottom
    if (given) sheet.replaceSync("")
    // A page that does not scroll would get a scroll bar, which moves its boxes.
    const { scrollHeight, clientHeight } = document.documentElement
    if (scrollHeight <= clientHeight) return
    // In the flow of no box of the page, and below all of its content.
    const end = `samtycke-root::after{content:"";position:absolute;left:0;width:1px;height:${height}px;top:${scrollHeight}px}`
    given = `:root{scroll-padding-${edge}:${height}px}${edge == "bottom" ? end : ""}`
    sheet.replaceSync(given)
  }
  // In the next frame: a change of sizes within an observer's turn is an error that the page hears of.
  const observer = new ResizeObserver(() => requestAnimationFrame(give))
  for (const box of [banner, document.body, ...(document.body?.children ?? [])]) if (box) observer.observe(box)
}
