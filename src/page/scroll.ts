// Libraries that scroll a page smoothly, or keep it from scrolling, take the wheel and the finger of all that lies in it.

/** Lets a part of ours scroll as the browser does. */
export const scrollAlone = <Shown extends HTMLElement>(part: Shown): Shown => {
  for (const type of ["wheel", "touchmove"]) part.addEventListener(type, (event) => event.stopPropagation(), { passive: true })
  return part
}
