// What a service stores, and who else asks: for the settings and for the page's own places.

import type { Kit, Text } from "./kit"
import type { Category, Service, Stored } from "./site"

const UNITS: { [letter: string]: string } = { Y: "year", M: "month", W: "week", D: "day", H: "hour", m: "minute", S: "second" }

/** The services of a category. */
export const servicesOf = (services: Service[], id: string): Service[] => services.filter(({ category }) => [category].flat().includes(id))

/** What an optional value gives: nothing where there is none. */
export const when = <Value>(value: Value, make: (value: NonNullable<Value>) => Node): Node[] => (value ? [make(value)] : [])

/** The functions that describe the declaration. */
export const tables = (...[h, frame, say, text, label, , , site, , , , language, , , link]: Kit) => {
  const { categories, services = [], external = [] } = site()

  const list = (names: string[], options?: Intl.ListFormatOptions): string => new Intl.ListFormat(language(), options).format(names)

  /** A lifetime in words: an ISO 8601 duration, `session` or `persistent`. */
  const lifetime = ({ lifetime = "", kind }: Stored): string => {
    // M behind the T means minutes.
    const parts = [...lifetime.replace(/T.*/, (time) => time.replace("M", "m")).matchAll(/(\d+)(\w)/g)].map(([, count, letter]) =>
      new Intl.NumberFormat(language(), { style: "unit", unit: UNITS[letter as string], unitDisplay: "long" }).format(Number(count)),
    )
    if (parts[0]) return list(parts, { type: "unit" })
    return say(lifetime == "session" || kind == "sessionStorage" ? "session" : "persistent")
  }

  const row = (stored: Stored): HTMLElement => {
    const { name, kind, party, host, purpose } = stored
    const cells = [say(kind), say(party + "Party") + (host ? ", " + host : ""), lifetime(stored), text(purpose)]
    return h("tr", {}, h("th", { scope: "row" }, name), ...cells.map((cell) => h("td", {}, cell)))
  }

  // The table may be wider than the screen, and what scrolls has to be reachable by keyboard.
  const table = (name: string, stored: Stored[]): HTMLElement => {
    const heads = ["name", "kind", "host", "lifetime", "purpose"].map((key) => h("th", { scope: "col" }, say(key)))
    const inside = h("table", {}, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...stored.map(row)))
    return h("div", { class: "samtycke-scroll", role: "region", tabindex: "0", "aria-label": name }, inside)
  }

  const privacy = (url: Text, whose: string): HTMLElement => link(text(url), say("privacy"), `${say("privacy")}: ${whose}`)

  /** What a category is for. */
  const about = ({ id, description }: Category): HTMLElement => h("p", {}, text(description) || say(id + "Intro"))

  /** Who provides a service, why it is needed, and what it stores. */
  const details = (service: Service): Node[] => {
    const { provider, policyUrl, reason, cookies } = service
    return [
      ...when(provider, (provider) => h("p", {}, `${say("provider")}: ${text(provider)}`)),
      ...when(reason, (reason) => h("p", {}, text(reason))),
      ...when(policyUrl, (url) => h("p", {}, privacy(url, label(service)))),
      ...when(cookies?.[0] && cookies, (stored) => table(label(service), stored)),
    ]
  }

  /** Other sites that ask for themselves. */
  const others = (): Node[] =>
    when(external[0], () =>
      h(
        "section",
        {},
        h("h3", {}, say("external")),
        ...external.map(({ name, host, description, policyUrl }) =>
          h("p", {}, h("strong", {}, text(name)), ` ${host} ${text(description)} `, ...when(policyUrl, (url) => privacy(url, text(name)))),
        ),
      ),
    )

  const declaration = (): HTMLElement =>
    h(
      "div",
      frame("declaration"),
      ...categories.map((category) =>
        h(
          "section",
          {},
          h("h3", {}, label(category)),
          about(category),
          ...servicesOf(services, category.id).flatMap((service) => [h("h4", {}, label(service)), ...details(service)]),
        ),
      ),
      ...others(),
    )

  return { list, about, details, others, declaration }
}
