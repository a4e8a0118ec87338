// Draws one stand-in: what waits, whose it is and why, and the two ways to let it in.

import { attempt } from "./attempt"
import { How, SetOf, What } from "./core"
import type { EmbedKit } from "./kit"
import { picture } from "./picture"
import type { Category, Service } from "./site"

type Gate = Category | Service

/** What goes in the place of something that waits. */
export type Drawing = ReturnType<typeof drawing>

/** Called before a yes is given, so that nothing of ours is in the way of what loads; what comes back is called after it. */
export type Leave = () => () => void

export const drawing = (css: string, kit: EmbedKit) => {
  const [h, frame, say, text, label, policy, , site, holds, , , language, , save, link] = kit
  const granted = (id: string): boolean => holds(SetOf.Granted, id)

  // Digits alone: anything else could be an address, which a style sheet fetches.
  const colours = (field: "colors" | "darkColors", theme: string): string =>
    Object.entries(site().ui?.[field] ?? {})
      .filter(([, colour]) => /^#[\da-f]+$/i.test(colour))
      .map(([name, colour]) => `--samtycke-${theme + name.replace("T", "-t")}:${colour};`)
      .join("")

  let shared: CSSStyleSheet | undefined

  /** The style of stand-ins: one for all shadow roots, and one for the document of each frame. */
  const sheet = (view: Window & typeof globalThis = window): CSSStyleSheet => {
    if (view == window && shared) return shared
    const sheet = new view.CSSStyleSheet()
    sheet.replaceSync(`${css}.samtycke-embed{${colours("colors", "")}${colours("darkColors", "dark-")}}`)
    if (view == window) shared = sheet
    return sheet
  }

  const gates = (): Gate[] => [...site().categories, ...(site().services ?? [])]
  // A browser takes long to form a list.
  const list = (names: string[]): string => {
    const all = [...new Set(names)]
    return all[1] ? new Intl.ListFormat(language()).format(all) : (all[0] ?? "")
  }

  /** The host that an element would load from; nothing where it is none, or the page's own. */
  const hostOf = (element: Element): string => {
    const address = element.getAttribute("data-samtycke-src")
    const host = address === null ? "" : (attempt(() => new URL(address, document.baseURI).hostname) ?? "")
    return host == location.hostname ? "" : host
  }

  /** A text of ours with the service and its provider in it. */
  const fill = (key: string, named: Gate[], element?: Element): string => {
    const names = list(named.map(label))
    // A category speaks for its services.
    const services = named.flatMap((gate) => ("category" in gate ? [gate] : (site().services ?? []).filter(({ category }) => [category].flat().includes(gate.id))))
    const providers = services.map(({ provider }) => text(provider)).filter(Boolean)
    const ids = named.flatMap((gate) => ("category" in gate ? [gate.category].flat() : [gate.id]))
    const purposes = list(site().categories.filter(({ id, required }) => required !== true && ids.includes(id)).map(label))
    // What names no provider is known by its address, or the site's own.
    const provider = providers[0] ? list(providers) : (element && hostOf(element)) || text(site().controller.name)
    const filled = say(key, purposes).replace(/{(service|provider)}/g, (_, name) => (name == "service" ? names : provider))
    // A name such as "Zendesk, Inc." at the end of a sentence.
    return filled.replace("..", ".")
  }

  /** The policies of those who would be called, or the site's. */
  const policies = (named: Gate[]): Node[] => {
    const own = named.flatMap((gate) => ("policyUrl" in gate && gate.policyUrl ? [link(text(gate.policyUrl), say("privacy"), `${say("privacy")}: ${label(gate)}`)] : []))
    const all = own[0] ? own : [policy()]
    return all.flatMap((one) => {
      // In a frame it would open in the place of the film.
      ;(one as HTMLAnchorElement).target = "_blank"
      return [document.createTextNode(" "), one]
    })
  }

  /** What the address stores on the host that it leads to. */
  const stored = (element: Element, named: Gate[]): Node[] => {
    const hostname = hostOf(element)
    const isOf = (host: string) => hostname && ("." + hostname).endsWith("." + host)
    const items = named.flatMap((gate) => ("cookies" in gate ? gate.cookies ?? [] : [])).filter(({ host }) => host && isOf(host))
    if (!items[0]) return []
    const rows = items.map(({ name, purpose }) => h("li", {}, h("bdi", { dir: "ltr" }, name), `: ${text(purpose)}`))
    return [h("details", {}, h("summary", {}, say("embedStores")), h("ul", {}, ...rows))]
  }

  const button = (words: string, act: () => void, what = ""): HTMLButtonElement => {
    const button = h("button", { type: "button", "data-what": what }, words)
    button.addEventListener("click", act)
    return button
  }

  /** What loads, runs or is styled: markup of the page comes in without. */
  const plain = (copy: DocumentFragment): DocumentFragment => {
    copy.querySelectorAll("script,style,link,iframe,frame,object,embed,video,audio,picture,img,svg,math,form,input,base,meta,template").forEach((one) => one.remove())
    for (const one of copy.querySelectorAll("*")) {
      for (const name of one.getAttributeNames()) {
        if (/^on|^style$|^(form)?action$|^ping$|^background$|^href$/i.test(name) && !(name == "href" && one.localName == "a")) one.removeAttribute(name)
      }
    }
    return copy
  }

  /** Copies of the page's own markup, with what its buttons do. */
  const own = (id: string, acts: { [what: string]: () => void }): Node[] => {
    const template = document.getElementById(id)
    if (!(template instanceof HTMLTemplateElement)) return []
    const copy = plain(template.content.cloneNode(true) as DocumentFragment)
    for (const [what, act] of Object.entries(acts)) {
      for (const one of copy.querySelectorAll(`[data-samtycke-embed="${what}"]`)) one.addEventListener("click", act)
    }
    return [...copy.childNodes]
  }

  /** Answers for gates: for this view, or from now on. */
  const answer = (ids: string[], what: What, leave: Leave) => (): void => {
    const end = leave()
    save(() => ids.map((id) => [id, true]), what, How.Embed)
    end()
  }

  /** The buttons, and what they do; none for what a signal rules out. */
  const answers = (named: Gate[], key: string, leave: Leave): { nodes: Node[]; acts: { [what: string]: () => void } } => {
    const ids = named.map(({ id }) => id)
    if (ids.some((id) => holds(SetOf.RuledOut, id))) return { nodes: [], acts: {} }
    const acts = { once: answer(ids, What.Once, leave), always: answer(ids, What.These, leave) }
    const buttons = [button(say("loadOnce"), acts.once, "once"), button(fill(key, named), acts.always, "always")]
    return { nodes: [h("div", { class: "buttons" }, ...buttons)], acts }
  }

  const title = (ids: string[], element?: Element): string => fill("embedTitle", waitingOf(ids), element)

  const waitingOf = (ids: string[]): Gate[] => gates().filter(({ id }) => ids.includes(id) && !granted(id))

  /** What waits, why, and the ways to let it in. */
  const panel = (element: Element, ids: string[], leave: Leave, ...more: Node[]): HTMLElement => {
    const named = waitingOf(ids)
    const isForm = !!element.closest("form[data-samtycke]")
    const { nodes, acts } = answers(named, isForm ? "formAllow" : "alwaysAllow", leave)
    const markup = own(element.getAttribute("data-samtycke-standin") ?? "", acts)
    // Markup of the page's own has its words; ours keep the name, the policy, the ways in, and why there are none.
    const why = nodes[0] ? (markup[0] ? "" : fill(isForm ? "formIntro" : "embedIntro", named, element)) : say("ruledOut") + "."
    const words = [...markup, h("p", {}, why, ...policies(named)), ...(markup[0] ? [] : stored(element, named))]
    const heading = h("p", { id: "samtycke-embed", class: "title" }, title(ids, element))
    return h("div", { class: "panel" }, heading, ...more, h("div", { class: "text" }, ...words), ...nodes)
  }

  /** The same in a dialog. */
  const notice = (element: Element, ids: string[], leave: Leave): HTMLElement =>
    h("div", { ...frame("embed"), role: "alert", "data-notice": "" }, panel(element, ids, leave))

  /** What is in the place of an element; `open` shows the text that has no room in there. */
  const standIn = (element: Element, ids: string[], leave: Leave, open: (opener: HTMLElement) => void): HTMLElement => {
    const more = h("button", { type: "button", class: "more", "aria-haspopup": "dialog" }, h("span", {}, title(ids, element)))
    more.addEventListener("click", () => open(more))
    return h("div", { ...frame("embed"), role: "group", "aria-labelledby": "samtycke-embed", "data-size": "full" }, ...picture(element, h), panel(element, ids, leave, more))
  }

  return { standIn, notice, title, sheet, fill, button }
}
