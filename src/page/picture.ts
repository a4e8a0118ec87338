// The picture behind a stand-in: one of the page's own origin, never the vendor's.

import { attempt } from "./attempt"
import type { EmbedKit } from "./kit"

const NAME = "data-samtycke-picture"

/** The picture that the page names, if it is its own. */
export const picture = (element: Element, h: EmbedKit[0]): Node[] => {
  const address = element.getAttribute(NAME)
  if (address === null) return []
  const { origin, href = "" } = attempt(() => new URL(address, document.baseURI)) ?? {}
  if (origin != location.origin) return []
  const picture = h("img", { alt: "" })
  picture.src = href
  return [picture]
}
