// Room for what lies behind the banner: the page can be scrolled until its last line is free, and what
// gets the focus is not hidden (WCAG 2.2, 2.4.11).

let observer: ResizeObserver | undefined
let sheet: CSSStyleSheet | undefined

/** Gives room for a banner at an edge of the window, for as long as it is shown. */
export const giveRoom = (banner: HTMLElement, position: string): void => {
  if (position == "center" || !window.ResizeObserver) return
  observer = new ResizeObserver(() => {
    const { height } = banner.getBoundingClientRect()
    if (!banner.isConnected) return takeRoom()
    sheet ??= new CSSStyleSheet()
    // A margin of nothing that takes part in no layout: it lies below all of the page's content.
    const end = `samtycke-root::after{content:"";position:absolute;left:0;width:1px;height:${height}px;top:${bottom()}px}`
    sheet.replaceSync(`:root{scroll-padding-${position}:${height}px}${position == "bottom" ? end : ""}`)
    if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet)
  })
  observer.observe(banner)
  observer.observe(document.body)
}

/** Where the page's own content ends. */
const bottom = (): number => {
  sheet?.replaceSync("")
  return document.documentElement.scrollHeight
}

/** Takes the room back. */
export const takeRoom = (): void => {
  observer?.disconnect()
  observer = undefined
  document.adoptedStyleSheets = [...document.adoptedStyleSheets].filter((one) => one != sheet)
}
