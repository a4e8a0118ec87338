// The stand-in of a chat: a button like the chat's own. A click lets the service in, and opens the chat once
// it has loaded.

import { attempt } from "./attempt"
import { How, SetOf, What } from "./core"
import type { EmbedKit } from "./kit"
import type { Service } from "./site"
import type { Drawing } from "./standin"

/** How far the buttons are from the one that leads to the settings, in pixels. */
const GAP = 8

/** Makes the function that offers the chats that wait; each call brings their buttons in step. */
export const chats = (draw: Drawing, kit: EmbedKit): (() => void) => {
  const [h, frame, say, , , , , site, holds, , , language, , save] = kit
  const show = kit[21]
  const giveRoom = kit[23]
  const shown = new Map<string, { host: HTMLElement; language: string }>()
  const stack = h("div", { class: "samtycke-chats" })
  let reopen: Element | null | undefined

  /** Moves the buttons above the one that leads to the settings, where they would lie on each other. */
  const clear = (): void => {
    stack.style.removeProperty("inset-block-end")
    giveRoom()
    const before = reopen
    reopen = stack.parentNode?.querySelector(".samtycke-reopen")
    if (!reopen) return
    if (reopen != before) sizes.observe(reopen)
    const [ours, other] = [stack.getBoundingClientRect(), reopen.getBoundingClientRect()]
    const isBeside = ours.left >= other.right + GAP || other.left >= ours.right + GAP
    if (isBeside || other.bottom < innerHeight / 2) return
    stack.style.setProperty("inset-block-end", `${innerHeight - other.top + GAP}px`, "important")
  }
  const sizes = new ResizeObserver(clear)
  const surfaces = new MutationObserver(clear)

  const take = (id: string): void => {
    shown.get(id)?.host.remove()
    shown.delete(id)
    // Nothing needs room any more.
    if (!shown.size) stack.remove()
  }

  const open = (service: Service): void => {
    take(service.id)
    // Last of its scripts, so that the vendor's function is there; the steps wait for a script that others wait for.
    // A declaration that the page has frozen takes none: then the chat loads, and opens at a second click.
    attempt(() => (service.scripts = [...(service.scripts ?? []), { steps: service.chat ?? [] }]))
    save(() => [[service.id, true]], What.These, How.Embed)
  }

  /** Shows the place of all buttons; `false` where it would have no style. */
  const showStack = (): boolean => {
    if (!stack.isConnected && !show(stack)) return false
    stack.dir = frame("").dir ?? ""
    sizes.observe(stack)
    sizes.observe(document.documentElement)
    surfaces.observe(stack.parentNode as Node, { childList: true })
    return true
  }

  const put = (service: Service): void => {
    const host = h("div", { class: "samtycke-chat" })
    const root = host.attachShadow({ mode: "open" })
    root.adoptedStyleSheets = [draw.sheet()]
    const button = draw.button("", () => open(service), "chat")
    button.append(h("b", {}, say("chatOpen")), h("small", {}, draw.fill("chatIntro", [service])))
    root.append(h("div", { ...frame("embed"), "data-chat": "" }, button))
    if (!showStack()) return
    stack.append(host)
    shown.set(service.id, { host, language: language() })
  }

  return () => {
    for (const service of site().services ?? []) {
      const { id, chat } = service
      const isDue = !!chat && !holds(SetOf.Granted, id) && !holds(SetOf.RuledOut, id)
      const before = shown.get(id)
      if (before && (!isDue || before.language != language() || !before.host.isConnected)) take(id)
      if (isDue && !shown.has(id)) put(service)
    }
  }
}
