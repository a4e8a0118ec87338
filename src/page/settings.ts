// The settings part: a script of its own, fetched when the settings or the tables are wanted.

import css from "settings.css"
import { SetOf } from "./core"
import { merge } from "./details"
import { fetchWords } from "./files"
import type { EmbedMore, EmbedPart, Kit, Part } from "./kit"
import { hold } from "./hold"
import { retries } from "./retry"
import { giveRoom, stack } from "./room"
import { scrollAlone } from "./scroll"
import type { Service } from "./site"
import { type Gate, LEFT, servicesOf, tables, when } from "./tables"

const draw = (...kit: Kit) => {
  const [h, frame, say, text, label, policy, buttons, site, holds, , signal, language, remains, save, link] = kit
  const { list, sections, declaration } = tables(...kit)
  const { controller, categories, services = [] } = site()
  const gates: Gate[] = [...categories, ...services]

  /** The text that says why a switch cannot be moved; empty where it can. */
  const fixed = (gate: Gate): string => {
    const all = ["category" in gate ? gate.category : gate.id].flat()
    const isRequired = categories.every(({ id, required }) => required === true || !all.includes(id))
    return isRequired ? "alwaysOn" : holds(SetOf.RuledOut, gate.id) ? "ruledOut" : ""
  }

  const signalNote = (): Node[] =>
    when(signal(), (signal) => {
      const names = categories.filter(({ id }) => holds(SetOf.RuledOut, id)).map(label)
      const rulesOut = names[0] ? say("signalRulesOut", list(names)) : ""
      return h("p", { class: "samtycke-note" }, say("signal", say(signal)), " ", rulesOut)
    })

  const remainsNote = (): Node[] =>
    when(remains()[0] && remains(), (left) => {
      const items = left.map(({ service, name, host }) => {
        const whose = [host, ...gates.filter(({ id }) => id == service).map(label)].filter(Boolean)
        return h("li", {}, h("bdi", LEFT, name), ["", ...whose].join(", "))
      })
      const labelled = { "aria-labelledby": "samtycke-remains" }
      return h("div", { class: "samtycke-note" }, h("p", { id: "samtycke-remains" }, say("remains")), h("ul", labelled, ...items))
    })

  /** A text with its addresses as links. */
  const linked = (text: string): (Node | string)[] =>
    text
      .split(/(https:\/\/\S*[^\s.,;)]|[^\s@:]+@[^\s@]+\.[a-z]+)/)
      .map((part, at) => (at % 2 ? link(/^https:/.test(part) ? part : "mailto:" + part, part) : part))

  /** Where each switch is. Services that are not drawn yet have theirs too: what is saved is what would be shown. */
  let on: Map<string, boolean>
  /** Where each was when they opened. */
  let before: typeof on
  const isStored = (id: string): boolean => holds(SetOf.Granted, id) && !holds(SetOf.Once, id)
  let latest: HTMLDialogElement | undefined

  const settings = (): HTMLDialogElement => {
    // Drawn again while they are open, in another language, they still say what they said.
    if (!latest?.isConnected) {
      on = new Map(gates.map(({ id }) => [id, isStored(id)]))
      before = new Map(on)
    }
    let reasons = 0

    const toggle = (gate: Gate, heading: "h3" | "h4"): Node[] => {
      const input = h("input", { type: "checkbox", role: "switch", name: gate.id })
      input.checked = !!on.get(gate.id)
      const reason = when(fixed(gate), (key) => {
        // A service of several categories is shown in each, so its id is no name for this.
        const id = "samtycke-why-" + reasons++
        input.disabled = true
        input.setAttribute("aria-describedby", id)
        return h("small", { id }, say(key))
      })
      return [h(heading, {}, h("label", {}, h("span", {}, label(gate)), input)), ...reason]
    }

    // Hundreds of services take a while to draw, so a category draws its own when it is opened.
    const fold = (draw: () => Node[], own: Service[]): Node[] => {
      const counts: { [name: string]: number } = { services: own.length, cookies: own.flatMap(({ cookies = [] }) => cookies).length }
      const summary = say("services").replace(/{(services|cookies)}/g, (_, name: string) => `${counts[name]}`)
      const fold = h("details", {}, h("summary", {}, summary))
      fold.ontoggle = () => {
        if (!fold.children[1]) fold.append(...draw())
      }
      return [fold]
    }

    const close = h("button", { type: "button", class: "samtycke-close", "aria-label": say("close") })
    const answers = buttons("save")
    const last = answers.lastElementChild as HTMLElement
    const dialog = h(
      "dialog",
      { ...frame("settings"), "aria-labelledby": "samtycke-settings" },
      h("h2", { id: "samtycke-settings" }, say("settingsTitle")),
      close,
      h("p", {}, say("settingsIntro"), " ", policy()),
      ...when(controller.contact, (contact) => h("p", {}, say("contact") + ": ", ...linked(text(contact)))),
      ...signalNote(),
      ...remainsNote(),
      ...sections(toggle, fold),
      answers,
    )

    close.samtyckeAct = () => dialog.close()
    // Another window may have answered since: a switch that nobody has moved says what holds now.
    const answer = (id: string): boolean => (on.get(id) == before.get(id) ? isStored(id) : !!on.get(id))
    last.samtyckeAct = () => save(() => gates.filter((gate) => !fixed(gate)).map(({ id }) => [id, answer(id)]))
    dialog.onchange = ({ target }) => {
      const { name, checked } = target as HTMLInputElement
      on.set(name, checked)
      for (const service of servicesOf(services, name)) on.set(service.id, [service.category].flat().every((id) => on.get(id)))
      for (const input of dialog.querySelectorAll("input")) input.checked = !!on.get(input.name)
    }
    hold(dialog)
    return (latest = dialog)
  }

  const drawn = new WeakSet<Element>()

  /** What the page has put into a place of its own stays there; what an earlier run of ours has drawn does not. */
  const isDue = (place: Element): boolean => {
    const inside = place.firstElementChild
    if (!inside?.matches(".samtycke-declaration")) return !inside && !place.textContent?.trim()
    return !drawn.has(inside) || (inside as HTMLElement).lang != language()
  }

  const fill = (): void => {
    for (const place of document.querySelectorAll("[data-samtycke-declaration]")) {
      if (!isDue(place)) continue
      const table = declaration()
      drawn.add(table)
      place.replaceChildren(table)
    }
  }

  return { settings, fill }
}

export const part = (...kit: Kit) => {
  const [, , , , , , , site, , early, , , , , , addStyle, address, tag, learn] = kit
  // It may be here for its words before the declaration is.
  let drawn: ReturnType<typeof draw> | undefined
  const surfaces = () => (drawn ??= draw(...kit))

  let given: HTMLElement | undefined
  let isOfPolicy = false
  let look = (): void => {}
  // It is asked for each time that something needs words: once for each stand-in that comes.
  const room: Part["room"] = (banner, isPolicy) => {
    isOfPolicy = isPolicy
    const shown = banner ?? stack()
    if (shown && shown != given) {
      scrollAlone(shown)
      if (shown.localName == "dialog") hold(shown)
      else look = giveRoom(shown, isPolicy)
    }
    given = shown
    look()
  }

  const words = async (isAwaited: boolean): Promise<boolean> => {
    const words = await fetchWords(address, tag(), learn, early, isAwaited)
    merge(site(), words?.declaration ?? {})
    return !!words
  }

  let script: Promise<EmbedPart | undefined> | undefined
  const retryLater = retries()

  addStyle(css)
  return {
    words,
    settings: () => scrollAlone(surfaces().settings()),
    fill: () => surfaces().fill(),
    embeds: async (fetch: Parameters<Part["embeds"]>[0], ...more: EmbedMore) => {
      const make = await (script ??= fetch("samtycke.embeds.js", EMBEDS_DIGEST).then((make) => {
        if (!make) retryLater(() => (script = undefined))
        return make as EmbedPart | undefined
      }))
      return make ? make(...kit, ...more, () => room(given?.isConnected ? given : undefined, isOfPolicy)) : void more[0]("embeds", address(""))
    },
    room,
  }
}

// As a script it is read from its element; as a module it is imported.
if (!IS_MODULE) (document.currentScript as HTMLScriptElement).samtyckePart = part
