// Which addresses may be loaded and linked to.

import { attempt } from "./attempt"

const resolve = (address: unknown, base: string): URL | undefined => attempt(() => new URL(address as string, base))

/** The whole address of what may be loaded: https, of the page's own origin, or of this machine. */
export const source = (address: string, base = location.href): string | undefined => {
  const url = resolve(address, base)
  const { href = "", origin } = url ?? {}
  return /^https:|^http:\/\/(127\.[\d.]+|([\w.-]+\.)?localhost)(:\d+)?\//.test(href) || (origin == location.origin && /^http:/.test(href)) ? href : undefined
}

// Not against a `<base>`, which may be another origin's.
export const isSafeSource = (address: unknown): boolean => typeof address == "string" && !!source(address)

/** Whether a visitor may be sent there: never to code. */
export const isSafeLink = (address: unknown): boolean => /^(https?|mailto):/.test(resolve(address, location.href)?.protocol ?? "")
