// The words of the banner and the settings in the visitor's language.

import FIRST from "first.json"
import { attempt } from "./attempt"
import { holds, SetOf } from "./core"
import { site } from "./declaration"
import type { Text, Words } from "./kit"
import { direction, lookUp } from "./language"
import type { Category, Service } from "./site"

/** Set by `setLanguage`. */
let wanted: string | undefined
/** Words by language: those of the first script, and those fetched; null where they did not come in time. */
const fetched: { [language: string]: Words | null } = { ...FIRST }

/** Languages that we have words in: in the first script, or in a file each. */
const OURS = [...Object.keys(FIRST), ...LANGUAGES.split(" ")]
/** What is spoken where no other fits: a site may be built without English. */
const FALLBACK = FIRST.en ? "en" : (OURS[0] as string)

let current: { of: unknown; page: string; language: string; part: string; own: Words; words: Words } | undefined

/** Languages of the site's own words; an empty table is none. */
const ownWords = (): [string, Words][] => Object.entries(site().texts ?? {}).filter(([, words]) => Object.keys(Object(words))[0])

const choose = () => {
  const page = document.documentElement.lang || document.documentElement.getAttribute("xml:lang") || ""
  if (current?.page == page && current.of == site()) return current
  if (IS_ONE) {
    return (current = { of: site(), page, language: FALLBACK, part: FALLBACK, own: {}, words: fetched[FALLBACK] as Words })
  }
  const tags = [wanted, page, ...(navigator.languages ?? [])].filter((tag) => tag) as string[]
  const parts = OURS.filter((tag) => fetched[tag] !== null)
  const names = ownWords().map(([tag]) => tag)
  const language = (lookUp(tags, [...parts, ...names]) ?? FALLBACK).replaceAll("_", "-")
  const ours = lookUp([language], parts)
  const part = ours ?? FALLBACK
  const own = site().texts?.[lookUp([language], names) ?? ""] ?? {}
  // Parts of a sentence are of no use in another language.
  const words = { ...fetched[FALLBACK], ...(ours ? fetched[part] : { and: "", days: "" }), ...own }
  return (current = { of: site(), page, language, part, own, words })
}

/** The language that the visitor is spoken to in. */
export const language = (): string => choose().language

/** The language whose file of words is wanted. */
export const part = (): string => choose().part

/** Whether the banner lacks words of its language: they are in a file that has not come, and the declaration has not all. */
export const lacksWords = (): boolean => {
  const { part, own } = choose()
  return fetched[part] === undefined && Object.keys(FIRST[FALLBACK] as Words).some((key) => !own[key])
}

/** Takes in more words of a language. Without words the visitor is spoken to in another, until some come. */
export const learn = (tag: string, words?: Words): void => {
  fetched[tag] = words ? { ...fetched[tag], ...words } : (fetched[tag] ?? null)
  current = undefined
}

/** Speaks another language from now on. */
export const setWanted = (tag: string): void => {
  wanted = tag
  current = undefined
}

/** A text of the declaration. */
export const text = (value: Text = ""): string => {
  // A declaration may hold anything here.
  const texts = Object(value)
  return IS_ONE || typeof value == "string" ? `${value}` : `${texts[lookUp([language(), "en"], Object.keys(texts)) ?? Object.keys(texts)[0] ?? ""] ?? ""}`
}

/** A text of ours with its placeholders filled. */
export const say = (key: string, purposes?: string): string =>
  `${choose().words[key] ?? ""}`.replace(/{(controller|days|purposes)}/g, (_, name: string) =>
    name == "days" ? lives() : name == "controller" ? text(site().controller.name) : (purposes ?? named(() => true)),
  )

/** The name of a category or service. */
export const label = (gate: Category | Service): string => text(gate.name) || say(gate.id)

/**
 * The names, as a list, of the categories that can be answered and pass a test.
 *
 * `Intl` is left for the rest: the first list or unit that it forms takes a browser longer than all of the banner.
 */
export const named = (test: (id: string) => boolean): string => {
  const names = site().categories.filter(({ id, required }) => required !== true && test(id)).map(label)
  const { and } = choose().words
  const last = names.pop() ?? ""
  if (!names[0]) return last
  if (and) return names.join(", ") + (names[1] ? and : and.replace(",", "")) + last
  return attempt(() => new Intl.ListFormat(language()).format([...names, last])) ?? [...names, last].join(", ")
}

/** The categories that are asked about, where others were answered before. */
export const asked = (): string => named((id) => holds(SetOf.Asked, id))

/** How long an answer is kept. The words have the form that goes with 180. */
const lives = (): string => {
  const { days = 180, refusalDays = 180 } = site().cookie ?? {}
  const [least, most] = [Math.min(days, refusalDays), Math.max(days, refusalDays)]
  const form = (count: number) => new Intl.PluralRules(language()).select(count)
  const template = least == most && (most == 180 || attempt(() => form(most) == form(180))) && choose().words.days
  if (template) return template.replace("{days}", `${most}`)
  const format = () => new Intl.NumberFormat(language(), { style: "unit", unit: "day", unitDisplay: "long" })
  // Older browsers have no ranges. `Intl` counts days of 24 hours in Swedish, Norwegian and Estonian.
  return (least < most && attempt(() => format().formatRange(least, most).replace(/d[yø]gn/, /b|no/.test(language()) ? "dager" : "dagar").replace("öö", ""))) || (attempt(() => format().format(most)) ?? `${most}`)
}

/** Class, language, direction and theme of a part of ours. */
export const frame = (name: string): { [name: string]: string } => ({
  class: "samtycke-" + name,
  "data-theme": site().ui?.theme ?? "auto",
  lang: language(),
  dir: direction(language()),
})
