/**
 * The consent that is asked for, the same for everyone: four categories, and services spread over the
 * three that can be refused, each with five declared cookies and one gated script.
 *
 * Ids are as short as they come (`s1`, `s2`, …), which favours those that write every id into a cookie.
 */

export const CATEGORIES = [
  { id: "necessary", name: "Necessary", about: "What the site cannot work without.", required: true },
  { id: "functional", name: "Functional", about: "What makes the site more pleasant to use." },
  { id: "analytics", name: "Analytics", about: "Counts visits and what they lead to." },
  { id: "marketing", name: "Marketing", about: "Shows what might interest you elsewhere." },
]

export const REFUSABLE = CATEGORIES.filter((category) => !category.required)

const COOKIES = [
  { end: "id", days: 730, purpose: "Tells visitors apart." },
  { end: "session", days: 1, purpose: "Keeps the pages of a visit together." },
  { end: "source", days: 180, purpose: "Remembers where a visitor came from." },
  { end: "test", days: 30, purpose: "Shows the same variant of a page again." },
  { end: "last", days: 365, purpose: "Remembers when the last visit was." },
]

/**
 * Who asks, for what, for how long, and that it can be changed: what ours says by itself. The pictures give the same words
 * to those whose words a site writes; the measurements leave each its shorter ones.
 */
export const INTRO =
  "With your consent, Example AB and third parties store and read cookies for these purposes: Functional, Analytics, and Marketing. " +
  "We keep your answer for 180 days, and you can change it in the settings at any time."

/** A model with that many services. */
export const modelOf = (size) => ({
  size,
  policy: "/cookies",
  services: Array.from({ length: size }, (_, index) => serviceOf(index)),
})

/** Services whose scripts keep the main thread busy, each for as long as a vendor's might. */
export const busyModel = () => {
  const model = modelOf(40)
  const busy = "for (const end = performance.now() + 20; performance.now() < end; );"
  return { ...model, services: model.services.map((service) => ({ ...service, code: busy + service.code })) }
}

/** Replaces the number of services in the results of the busy page. */
export const BUSY = "40 of 20 ms"

const serviceOf = (index) => {
  const id = `s${index + 1}`
  return {
    id,
    category: REFUSABLE[index % REFUSABLE.length].id,
    name: `Service ${index + 1}`,
    provider: `Provider ${index + 1} Inc.`,
    cookies: COOKIES.map(({ end, days, purpose }) => ({ name: `${id}_${end}`, days, purpose })),
    /** What its gated script does: records that it ran, and when. */
    code: `ran.push(["${id}",performance.now()])`,
  }
}

/** The services of one category. */
export const within = (model, category) => model.services.filter((service) => service.category === category.id)

/** The names of their cookies. */
export const cookieNames = (services) => services.flatMap((service) => service.cookies.map((cookie) => cookie.name))
