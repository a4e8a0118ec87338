// Writes cli/data/units.json: how each language says a number of years, days or minutes, as `Intl` says it.
// No stable library for Rust has these words. `node scripts/units.mjs`, after browsers have taken in a new CLDR.
//
// For each language: the pattern of each unit for each plural category, what is between the ends of a range
// of days, and the category of a range where it is not that of its end.

import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

const UNITS = ["year", "month", "week", "day", "hour", "minute", "second"]
/** Each plural category of each language has one of these (CLDR, plurals.xml). */
const SAMPLES = [...Array(201).keys(), 1_000_000]
/** What `cookie.days` and `cookie.refusalDays` can be. */
const DAYS = [1, 2, 3, 5, 7, 11, 20, 21, 30, 90, 100, 101, 102, 180, 181, 182, 200, 201, 300, 365, 399, 400]

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"]
const PAIRS = LETTERS.flatMap((one) => LETTERS.map((other) => one + other))
/** Three-letter languages, scripts and regions in which browsers have words of their own. */
const MORE = ["fil", "ckb", "de-AT", "de-CH", "en-AU", "en-CA", "en-GB", "en-IN", "es-419", "es-MX", "es-US", "fr-CA", "fr-CH", "it-CH", "pt-PT", "sr-Latn", "sv-FI", "zh-Hant", "zh-Hant-HK"]

/** Days of 24 hours, which `Intl` counts where people count days: `dygn`. `src/page/tables.ts` has the same words. */
const usual = (tag, words, number) => {
  if (/^(sv|nb|nn|no)\b/.test(tag)) return words.replace(/dygn|døgn/, number == 1 ? "dag" : /^(sv|nn)/.test(tag) ? "dagar" : "dager")
  return /^et\b/.test(tag) ? words.replace("öö", "") : words
}

const format = (tag, unit) => new Intl.NumberFormat(tag, { style: "unit", unit, unitDisplay: "long" })

/** The pattern of a number with its unit: `{0}` for the number, which some languages leave out. */
const pattern = (tag, unit, number) => {
  const parts = format(tag, unit).formatToParts(number)
  const isNumber = ({ type }) => type == "integer" || type == "group"
  const first = parts.findIndex(isNumber)
  return usual(tag, parts.map((part, index) => (index == first ? "{0}" : isNumber(part) ? "" : part.value)).join(""), number)
}

/** A sample of each plural category. */
const samples = (tag) => {
  const rules = new Intl.PluralRules(tag)
  return Object.fromEntries(SAMPLES.toReversed().map((number) => [rules.select(number), number]))
}

const between = (tag) => {
  const parts = format(tag, "day").formatRangeToParts(180, 365)
  return parts[parts.findIndex(({ source }) => source == "startRange") + 1].value
}

/** The words of a language. */
export const words = (tag) => {
  const categories = Object.entries(samples(tag)).toSorted()
  const units = UNITS.map((unit) => [unit, Object.fromEntries(categories.map(([category, number]) => [category, pattern(tag, unit, number)]))])
  const rules = new Intl.PluralRules(tag)
  const ranges = {}
  for (const least of DAYS)
    for (const most of DAYS.filter((most) => most > least)) {
      const category = rules.selectRange(least, most)
      if (category != rules.select(most)) ranges[`${rules.select(least)} ${rules.select(most)}`] = category
    }
  return { ...Object.fromEntries(units), between: between(tag), ranges }
}

/** A range of days, made of the words. The check below holds it against `Intl`. */
const range = (tag, own, least, most) => {
  const rules = new Intl.PluralRules(tag)
  const [from, to] = [rules.select(least), rules.select(most)]
  const number = new Intl.NumberFormat(tag)
  return own.day[own.ranges[`${from} ${to}`] ?? to].replace("{0}", number.format(least) + own.between + number.format(most))
}

const collect = () => {
  const supported = Intl.NumberFormat.supportedLocalesOf(PAIRS)
  const all = {}
  for (const tag of [...supported, ...MORE]) {
    const own = words(tag)
    const wider = all[tag.replace(/-.*/, "")]
    if (JSON.stringify(wider) == JSON.stringify(own)) continue
    for (const least of DAYS)
      for (const most of DAYS.filter((most) => most >= 180 && most > least)) {
        const [ours, theirs] = [range(tag, own, least, most), usual(tag, format(tag, "day").formatRange(least, most), most)]
        if (ours != theirs) throw new Error(`${tag}: ${least} to ${most} is "${theirs}", not "${ours}"`)
      }
    all[tag] = own
  }
  return all
}

if (import.meta.url == pathToFileURL(process.argv[1]).href) {
  const lines = Object.entries(collect()).map(([tag, own]) => `  ${JSON.stringify(tag)}: ${JSON.stringify(own)}`)
  writeFileSync(join(import.meta.dirname, "../cli/data/units.json"), `{\n${lines.join(",\n")}\n}\n`)
}
