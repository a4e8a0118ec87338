// How much of a stand-in shows: all of it, or what its box has room for.

/**
 * The sizes of a stand-in, the largest first. `small` has smaller letters, and its text may scroll. In `brief` and `line` the
 * title opens a dialog with the text; `line` shows nothing else.
 */
const SIZES = ["full", "small", "brief", "line"]

/** What has to be seen of a text that scrolls, in pixels: three lines, and the padding above. */
const LEAST = 54

const textOf = (standIn: HTMLElement) => standIn.querySelector<HTMLElement>(".text")

const fits = (standIn: HTMLElement): boolean => {
  const { scrollHeight = 0, clientHeight = 0 } = textOf(standIn) ?? {}
  const least = standIn.dataset.size == "small" ? LEAST : Infinity
  const isWhole = standIn.scrollHeight <= standIn.clientHeight && standIn.scrollWidth <= standIn.clientWidth
  return isWhole && clientHeight >= Math.min(scrollHeight, least)
}

/** Where a text that scrolls ends below a line, so that none is cut through. By where its lines are: browsers round their height. */
const lineEnd = (standIn: HTMLElement): [text: HTMLElement, height: number][] => {
  const text = textOf(standIn)
  if (!text || text.scrollHeight <= text.clientHeight) return []
  const range = text.ownerDocument.createRange()
  range.selectNodeContents(text)
  const { top, bottom } = text.getBoundingClientRect()
  const ends = [...range.getClientRects()].map((line) => line.bottom).filter((end) => end <= bottom)
  return [[text, Math.max(...ends) - top]]
}

/** Gives each the largest size that its box has room for. All are measured before any is changed again. */
const fit = (standIns: HTMLElement[]): void => {
  let left = standIns
  for (const standIn of left) textOf(standIn)?.style.removeProperty("max-height")
  for (const size of SIZES) {
    for (const standIn of left) standIn.dataset.size = size
    left = left.filter((standIn) => !fits(standIn))
  }
  for (const [text, height] of standIns.flatMap(lineEnd)) text.style.maxHeight = `${height}px`
}

const observer = new ResizeObserver((entries) => fit(entries.map(({ target }) => target as HTMLElement)))

/** Fits a stand-in into its box, and again when that or its text changes. The padding differs between sizes, so the border is measured. */
export const keepFitting = (standIn: HTMLElement): void => {
  observer.observe(standIn, { box: "border-box" })
  // A list of what is stored opens. The event does not bubble.
  standIn.addEventListener("toggle", () => fit([standIn]), true)
}

/** Ends that. */
export const endFitting = (standIn: HTMLElement): void => observer.unobserve(standIn)
