// Our cookie, and the jar that it lies in.

import { attempt } from "./attempt"
import { core, now, offer } from "./core"
import { site } from "./declaration"

/** `document.cookie`, whatever the page has put over it. Empty where the browser denies it. */
const jar = (): string => attempt(() => Reflect.get(Document.prototype, "cookie", document) as string) ?? ""

const setCookie = (line: string): void => void attempt(() => Reflect.set(Document.prototype, "cookie", line, document))

/** Name and value of every cookie that scripts can read. */
export const cookies = (): [name: string, value: string][] =>
  jar().split(/; ?/).map((pair) => {
    const at = pair.indexOf("=")
    return at < 0 ? ["", pair] : [pair.slice(0, at), pair.slice(at + 1)]
  })

export const nameOfOurs = (): string => site().cookie?.name ?? "samtycke"

/** What our cookie has in the jar: one value in most. */
const values = (): string[] => cookies().filter(([name]) => name == nameOfOurs()).map(([, value]) => value)

/** The same as a text, with commas between several. */
export const ours = (): string => values().join()

/** Offers every cookie of our name to the core. What is longer than its format, or has other characters, is none. */
export const readChoice = (): void => {
  for (const value of values()) if (/^[!-~]{1,512}$/.test(value)) offer(value)
}

/** Writes our cookie as the declaration says; no value deletes it. */
export const put = (value: string): void => {
  const { path = "/", domain, sameSite = "Lax", secure = location.protocol == "https:" } = site().cookie ?? {}
  setCookie(
    `${nameOfOurs()}=${value}; Max-Age=${core().max_age(now())}; Path=${path}${domain ? "; Domain=" + domain : ""}; SameSite=${sameSite}${secure ? "; Secure" : ""}`,
  )
}

/** Writes our cookie and reads the jar back. Twins of our name, as from before a change of `cookie.domain`, go. */
export const writeChoice = (value: string): void => {
  put(value)
  if (values().length > 1) {
    deleteCookie(nameOfOurs())
    put(value)
  }
  readChoice()
}

/** Every path that this page has been on: code can move it without a load. */
const paths = new Set<string>()

export const notePath = (): void => void paths.add(location.pathname)

/** Deletes a cookie of a path for each host that may have it: plain, secure and partitioned. */
const deleteAt = (name: string, path: string): void => {
  let host = location.hostname
  let domain = ""
  do {
    const line = `${name}=; Max-Age=0; Path=${path}${domain}`
    setCookie(line)
    setCookie(line + "; Secure")
    setCookie(line + "; Secure; Partitioned")
    domain = host && "; Domain=" + host
    host = host.replace(/^[^.]*\.?/, "")
  } while (domain)
}

/** Deletes a cookie wherever it may have been set. Not by functions of lists: a no counts where the page has broken them. */
export const deleteCookie = (name: string): void => {
  notePath()
  const places = new Set<string>()
  paths.forEach((path) => {
    // `/a` and `/a/` are two paths of cookies.
    for (let place = path; place; place = place.replace(/([^/]+|\/)$/, "")) places.add(place)
    // Such a one cannot be named; none is the page's own.
    if (path.includes(";")) places.add("")
  })
  places.forEach((place) => deleteAt(name, place))
}
