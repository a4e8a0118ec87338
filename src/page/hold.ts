// Keeps the focus within a dialog: Tab would leave its last control for the page's body, where no focus is seen.

/** Leads Tab from the last control of a dialog to its first, and back; `inside` is its own tree, if the controls are in one. */
export const hold = (dialog: HTMLElement, inside?: ShadowRoot): void => {
  const onKey = (event: Event) => {
    const { key, shiftKey, target } = event as KeyboardEvent
    const stops = [...(inside ?? dialog).querySelectorAll<HTMLElement>("a,button")]
    if (shiftKey) stops.reverse()
    if (key != "Tab" || (target != stops.at(-1) && target != dialog)) return
    event.preventDefault()
    stops[0]?.focus()
  }
  if (inside) inside.addEventListener("keydown", onKey)
  else dialog.samtyckeAct = onKey
}
