// Room for what lies behind the banner: the page can be scrolled until its last line is free, and what
// gets the focus is not hidden (WCAG 2.2, 2.4.11).

/** Gives room for a banner at an edge of the window, for as long as it is shown. */
export const giveRoom = (banner: HTMLElement, position: string): void => {
  if (position == "center" || !banner.hasAttribute("popover")) return
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets.push(sheet)
  const observer = new ResizeObserver(() => {
    sheet.replaceSync("")
    if (!banner.isConnected) {
      observer.disconnect()
      document.adoptedStyleSheets = [...document.adoptedStyleSheets].filter((one) => one != sheet)
      return
    }
    const height = banner.offsetHeight
    // In the flow of no box of the page, and below all of its content.
    const end = `samtycke-root::after{content:"";position:absolute;left:0;width:1px;height:${height}px;top:${document.documentElement.scrollHeight}px}`
    sheet.replaceSync(`:root{scroll-padding-${position}:${height}px}${position == "bottom" ? end : ""}`)
  })
  observer.observe(banner)
  if (document.body) observer.observe(document.body)
}
