// The script's own tag, and where its files lie.

import { attempt } from "./attempt"

// A module has no current script, and neither has one that an optimiser has moved.
/** The tag; nothing where it cannot be told from others. */
export const tag = (document.currentScript ?? document.querySelector("script[data-config]")) as HTMLScriptElement | null

/** Where this script came from. A `<base>` that came later has changed what `src` says. */
const address = (): string => {
  const src = tag?.getAttribute("src") ?? ""
  // `about:srcdoc` and `blob:` are no base.
  const loaded = [document.baseURI, location.href].flatMap((base) => attempt(() => new URL(src, base).href) ?? [])
  return loaded.find((one) => performance.getEntriesByName?.(one)[0]) ?? (loaded[0] as string)
}

const folder = new URL(tag?.dataset.folder || ".", address())

/** Where a file lies that is fetched later. */
export const besideTag = (file: string): string => new URL(file, folder).href
