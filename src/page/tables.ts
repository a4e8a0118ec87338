// The declaration as visitors read it: what each category is for, what each service stores, and who else
// asks. For the settings and for the page's own places.

import type { Kit, Text } from "./kit"
import type { Category, Service, Stored } from "./site"

export type Gate = Category | Service
/** Draws the name of a category or service, with what belongs to it. */
type Head = (gate: Gate, heading: "h3" | "h4") => Node[]

/** Names of cookies are read from left to right: `_ga*` would be `*ga_` in Arabic. */
export const LEFT = { dir: "ltr" }

const UNITS: { [letter: string]: string } = { Y: "year", M: "month", W: "week", D: "day", H: "hour", m: "minute", S: "second" }

/** The services of a category. */
export const servicesOf = (services: Service[], id: string): Service[] => services.filter(({ category }) => [category].flat().includes(id))

/** What an optional value gives: nothing where there is none. */
export const when = <Value>(value: Value, make: (value: NonNullable<Value>) => Node): Node[] => (value ? [make(value)] : [])

const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0")
    else target.removeAttribute("tabindex")
  }
})

/** The functions that describe the declaration. */
export const tables = (...[h, frame, say, text, label, , , site, , , , language, , , link]: Kit) => {
  const { categories, services = [] } = site()

  const list = (names: string[], options?: Intl.ListFormatOptions): string => new Intl.ListFormat(language(), options).format(names)

  /** A lifetime in words: an ISO 8601 duration, words already where the site was built, `session` or `persistent`; none for a pixel, which stores nothing. */
  const lifetime = ({ lifetime = "", kind }: Stored): string => {
    if (kind == "pixel") return ""
    const isSession = lifetime == "session" || kind == "sessionStorage"
    if (/^[a-z]*$/.test(lifetime)) return say(isSession ? "session" : "persistent")
    if (!/^P[\dT]/.test(lifetime)) return lifetime
    // M behind the T means minutes.
    const parts = [...lifetime.replace(/T.*/, (time) => time.replace("M", "m")).matchAll(/(\d+)(\D)/g)].map(([, count, letter]) =>
      new Intl.NumberFormat(language(), { style: "unit", unit: UNITS[letter as string], unitDisplay: "long" })
        .format(Number(count))
        // `Intl` counts days of 24 hours where people count days, as the banner does.
        .replace(/dygn|døgn/, count == "1" ? "dag" : /sv|nn/.test(language()) ? "dagar" : "dager")
        .replace("öö", ""),
    )
    return list(parts, { type: "unit" })
  }

  const row = (stored: Stored): HTMLElement => {
    const { name, kind, party, host, purpose } = stored
    const cells = { kind: say(kind), host: say(party + "Party") + (host ? (/^(ar|fa|ur)/.test(language()) ? "، " : ", ") + host : ""), lifetime: lifetime(stored), purpose: text(purpose) }
    // On a narrow screen each cell is a line of its own, after its head.
    return h("tr", {}, h("th", { scope: "row" }, h("bdi", LEFT, name)), ...Object.entries(cells).map(([head, cell]) => h("td", { "data-head": say(head) }, cell)))
  }

  // A table that is wider than its place scrolls, and has to be reachable by keyboard.
  const table = (name: string, stored: Stored[]): HTMLElement => {
    const heads = ["name", "kind", "host", "lifetime", "purpose"].map((key) => h("th", { scope: "col" }, say(key)))
    const inside = h("table", {}, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...stored.map(row)))
    const region = h("div", { class: "samtycke-scroll samtycke-table", role: "region", "aria-label": name }, inside)
    widths.observe(region)
    return region
  }

  const privacy = (url: Text, whose: string): HTMLElement => link(text(url), say("privacy"), `${say("privacy")}: ${whose}`)

  /** A service with its provider, why it is needed, and what it stores. */
  const service = (head: Head) => (service: Service): HTMLElement => {
    const { provider, policyUrl, reason, cookies } = service
    return h(
      "div",
      {},
      ...head(service, "h4"),
      ...when(provider, (provider) => h("p", {}, `${say("provider")}: ${text(provider)}`)),
      ...when(reason, (reason) => h("p", {}, text(reason))),
      ...when(policyUrl, (url) => h("p", {}, privacy(url, label(service)))),
      ...when(cookies?.[0] && cookies, (stored) => table(label(service), stored)),
    )
  }

  /** A section for each category and for the sites that ask for themselves. `fold` puts the services of a category in place. */
  const sections = (head: Head, fold: (draw: () => Node[], own: Service[]) => Node[]): Node[] => [
    ...categories.map((category) => {
      const { id, description } = category
      const own = servicesOf(services, id)
      const about = h("p", {}, text(description) || say(id + "Intro"))
      return h("section", {}, ...head(category, "h3"), about, ...(own[0] ? fold(() => own.map(service(head)), own) : []))
    }),
    // Read late: with a site that was built it comes with the words.
    ...when(site().external?.[0] && site().external, (external) =>
      h(
        "section",
        {},
        h("h3", {}, say("external")),
        ...external.map(({ name, host, description, policyUrl }) =>
          h("p", {}, h("strong", {}, text(name)), ` ${host} ${text(description)} `, ...when(policyUrl, (url) => privacy(url, text(name)))),
        ),
      ),
    ),
  ]

  const declaration = (): HTMLElement =>
    h("div", frame("declaration"), ...sections((gate, heading) => [h(heading, {}, label(gate))], (draw) => draw()))

  return { list, sections, declaration }
}
