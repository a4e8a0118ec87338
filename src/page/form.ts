// Forms that need a service, as one that tells people from bots: until it is let in they are not sent, what was
// typed stays, and the visitor reads why.

import { SetOf } from "./core"
import type { Dialogs } from "./dialog"
import { isOfDialog } from "./gate"
import type { EmbedKit } from "./kit"

/** Hears forms that are sent. */
export const forms = (dialog: Dialogs, gatesOf: (element: Element) => string[], kit: EmbedKit): void => {
  const granted = (id: string): boolean => kit[8](SetOf.Granted, id)
  const prepare = kit[20]

  const ask = (form: HTMLFormElement): void =>
    dialog.open(form, gatesOf(form), () => () => form.querySelector<HTMLElement>("[type=submit],button:not([type])")?.focus())

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target
      if (!(form instanceof HTMLFormElement) || isOfDialog(event)) return
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
