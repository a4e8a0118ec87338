// Makes elements. Texts become text nodes, never markup; addresses are set by src/page/door.ts alone.

import type { Kit } from "./kit"

export const h: Kit[0] = (tag, attributes, ...children) => {
  const element = document.createElement(tag)
  // A page may have put something else over the browser's function.
  if (element.localName != tag) throw tag
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}
