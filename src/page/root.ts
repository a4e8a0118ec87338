// The element that holds all that we show: beside `<body>`, out of the page's layout and of the trees
// that frameworks own.

import banner from "banner.css"
import { attempt } from "./attempt"
import { site } from "./declaration"
import { pageNonce } from "./door"
import { report } from "./report"

const NAME = "samtycke-root"

let root: HTMLElement | undefined

/** Our constructed sheets. */
const sheets: CSSStyleSheet[] = []

/** Puts our style back where the page has put its own sheets in the place of all. */
export const keepStyle = (): void => {
  for (const sheet of sheets) if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet)
}

/** Adds a style sheet, or says that it cannot. Important rules of a layer beat all of the page's (CSS Cascade 5, section 6.4.4). */
export const addStyle = (css: string): boolean => {
  const text = css.replace(/[;{][-a-z][^;{}]*(?=[;}])/g, "$&!important")
  const isAdopted = attempt(() => {
    // A constructed sheet is not subject to the page's `style-src`.
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    document.adoptedStyleSheets.push(sheet)
    return sheets.push(sheet)
  })
  if (isAdopted) return true
  const element = document.createElement("style")
  element.nonce = pageNonce()
  element.append(text)
  document.head.append(element)
  return !!element.sheet
}

/** Shows a part of ours above all else of the page; not where it would have no style. */
export const show = (part: HTMLElement): boolean => {
  if (!root) {
    // Older browsers leave out all that is in a layer.
    if (!("CSSLayerBlockRule" in window) || !addStyle(banner)) return void report("style"), false
    root = document.createElement(NAME)
    paint(root.style, "colors", "")
    paint(root.style, "darkColors", "dark-")
  }
  root.append(part)
  if (!root.isConnected) insert(root)
  raise(part)
  return true
}

// By the style object, which no policy of the page forbids. Only digits: anything else could be an address,
// which a style sheet fetches.
const paint = (style: CSSStyleDeclaration, field: "colors" | "darkColors", theme: string): void => {
  for (const [name, color] of Object.entries(site().ui?.[field] ?? {})) {
    if (/^#[\da-f]+$/i.test(color)) style.setProperty(`--samtycke-${theme + name.replace("T", "-t")}`, color)
  }
}

// Before the body, so that the banner comes first for keyboards and screen readers. Without a top layer after it: of the same
// `z-index` the last one lies above.
const insert = (root: HTMLElement): void => {
  const hasLayer = "popover" in root
  document.documentElement.insertBefore(root, hasLayer ? document.querySelector("body") : null)
  if (!hasLayer && !document.body) document.addEventListener("DOMContentLoaded", () => insert(root))
}

/**
 * Lifts a part into the top layer. Browsers that lack it have the `z-index` of the style sheet. Above a modal dialog of the
 * page the banner would be visible but inert, so it stays below until that closes.
 */
export const raise = (part: HTMLElement): void => {
  if (part instanceof HTMLDialogElement) {
    // One that left the page is open and no longer modal.
    part.open = false
    // Without what makes it modal it can still be answered.
    if (!attempt(() => (part.showModal(), true))) part.open = true
    // Chromium does not look for it on the dialog itself.
    if (part.autofocus) part.focus()
  } else attempt(() => {
    // A chat and what stands above an element stay where they are.
    if (part.matches(":popover-open,:not([data-layout])")) return
    let modal = document.querySelector("body dialog:modal")
    // One in a shadow tree has the focus.
    for (let at = document.activeElement; at?.shadowRoot; at = at.shadowRoot.activeElement) modal ??= at.shadowRoot.querySelector("dialog:modal")
    part.popover = modal ? null : "manual"
    part.showPopover()
  })
}

/** Removes markup of ours that this run did not make: saved, restored or rendered before. */
export const removeCopies = (): void => {
  for (const copy of [...document.getElementsByTagName(NAME)]) if (copy != root) copy.remove()
}

/** How often a part is put back within five seconds: a page that never tires of taking it away has its way. */
let returns = 9

/**
 * Whether a part of ours is gone because a tool took it away. What went with the page's own content is
 * put back.
 */
export const isTaken = (part: HTMLElement, mutations: MutationRecord[]): boolean => {
  if (part.isConnected) return false
  const isOurs = (node: Node) => node == root || node == part
  const isSwept =
    // What hydrates the page takes away what it does not know.
    document.readyState != "complete" ||
    mutations.some(({ removedNodes }) => [...removedNodes].some((node) => !isOurs(node) && node.nodeType == 1))
  if (!isSwept || !returns) return true
  insert(root as HTMLElement)
  lift(part)
  return false
}

/** Puts a part back, above all else of the page. */
export const lift = (part: HTMLElement): void => {
  if (!returns) return
  returns--
  setTimeout(() => returns++, 5000)
  // What leaves the page leaves the top layer.
  root?.append(part)
  raise(part)
}
