// A dialog above the page with the words and the buttons of a stand-in: for a form that waits, and for a box that has no
// room for them.

import { attempt } from "./attempt"
import { hold } from "./hold"
import type { EmbedKit } from "./kit"
import type { Drawing, Leave } from "./standin"

export type Dialogs = ReturnType<typeof dialogs>

/** One dialog at a time, about an element that waits. */
export const dialogs = (draw: Drawing, kit: EmbedKit) => {
  const [h, frame, say] = kit
  const show = kit[21]
  let dialog: HTMLDialogElement | undefined
  let about: Element | undefined

  /** Closes the dialog about an element. */
  const close = (element = about): void => {
    if (!dialog || element != about) return
    dialog.close()
    dialog.remove()
    dialog = about = undefined
  }

  /** Opens it; the opener has the focus again once the dialog closes without an answer. */
  const open = (element: Element, ids: string[], leave: Leave, opener?: HTMLElement): void => {
    close()
    const host = h("div", {})
    const root = host.attachShadow({ mode: "open" })
    // Words without a style are better than a form that does nothing.
    attempt(() => (root.adoptedStyleSheets = [draw.sheet()]))
    const notice = draw.notice(element, ids, () => {
      close()
      return leave()
    })
    const end = h("button", { type: "button", class: "close" }, say("embedClose"))
    end.addEventListener("click", () => dialog?.close())
    notice.append(end)
    root.append(notice)
    const made = h("dialog", { ...frame("form"), "aria-label": draw.title(ids, element) }, host)
    hold(made, root)
    if (!show(made)) return
    dialog = made
    about = element
    made.addEventListener("close", () => {
      if (made != dialog) return
      close()
      // The browser does not lead it back into a frame.
      opener?.focus()
    })
    made.showModal()
    // Firefox does not look for it in a shadow root.
    notice.querySelector<HTMLElement>("a,button")?.focus()
  }

  return { open, close }
}
