// Which language a visitor is spoken to in: RFC 4647 lookup over likely subtags.

import { attempt } from "./attempt"

/**
 * The language of a tag, where it is one of those that are written from left to right in one script wherever they
 * are spoken. The first question about likely subtags takes a browser longer than a banner, and most pages need none.
 */
const plainOf = (tag: string): string | undefined => {
  const [language = ""] = tag.split(/[-_]/)
  return /^(d[ae]|e[nst]|f[ir]|it|n[bln]|p[lt]|sv)$/.test(language) && !/[-_]\w{4}\b/.test(tag) ? language : undefined
}

type Likely = { language: string; script?: string | undefined; region?: string | undefined }

const likely = (tag: string): Likely | undefined =>
  attempt(() => new Intl.Locale(tag.replaceAll("_", "-")).maximize())

// Readers of bokmål and nynorsk read Norwegian, and each other (ISO 639-3 has `no` as a macrolanguage).
const family = ({ language }: Likely): string => (/^n[bn]$/.test(language) ? "no" : language)

/** The offered tag in the same language and script as the first of those wanted that has one. */
export const lookUp = (wanted: readonly string[], offered: string[]): string | undefined => {
  for (const tag of wanted) {
    if (offered.includes(tag)) return tag
    const plain = plainOf(tag)
    if (plain && offered.filter((one) => one.startsWith(plain)).join() == plain) return plain
    const want = offered[0] && likely(tag)
    let best: string | undefined
    let most = 0
    for (const one of offered) {
      const has = want && likely(one)
      if (!has || family(has) != family(want) || has.script != want.script) continue
      const score = 1 + 2 * +(has.language == want.language) + +(has.region == want.region)
      if (score > most) [best, most] = [one, score]
    }
    if (best) return best
  }
  return
}

/** Which way a language is written. Not by `textInfo`, which not every supported browser has. */
export const direction = (tag: string): "rtl" | "ltr" =>
  !plainOf(tag) && /Arab|Hebr|Thaa|Syrc|Nkoo|Adlm|Rohg/.test(likely(tag)?.script ?? "") ? "rtl" : "ltr"
