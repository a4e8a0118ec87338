// Forms that need a service, as one that tells people from bots: until it is let in they are not sent, what was
// typed stays, and the visitor reads why.

import type { EmbedKit } from "./kit"
import type { Drawing } from "./standin"

/** Hears forms that are sent. */
export const forms = (draw: Drawing, gatesOf: (element: Element) => string[], kit: EmbedKit): void => {
  const [h, frame, say, , , , , , granted] = kit
  const [prepare, show] = [kit[22], kit[23]]
  let dialog: HTMLDialogElement | undefined

  const ask = (form: HTMLFormElement): void => {
    dialog?.remove()
    const host = h("div", {})
    const root = host.attachShadow({ mode: "open" })
    root.adoptedStyleSheets = [draw.sheet()]
    const close = h("button", { type: "button", class: "close" }, say("close"))
    const end = () => {
      dialog?.close()
      dialog?.remove()
      return () => form.querySelector<HTMLElement>("[type=submit],button:not([type])")?.focus()
    }
    close.addEventListener("click", end)
    const gates = gatesOf(form)
    const notice = draw.notice(gates, end)
    notice.append(close)
    root.append(notice)
    dialog = h("dialog", { ...frame("form"), "aria-label": draw.title(gates) }, host)
    if (!show(dialog)) return
    dialog.showModal()
  }

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target
      if (!(form instanceof HTMLFormElement)) return
      const gates = gatesOf(form)
      if (!gates[0] || gates.every(granted)) return
      event.preventDefault()
      // Code of the page would send it by itself.
      event.stopImmediatePropagation()
      void prepare().then((words) => words && ask(form))
    },
    true,
  )
}
