// The attributes of a gated element.

/** Attributes that make an element load something. Ours have `data-samtycke-` before the name. */
export const ADDRESSES = "src srcset imagesrcset href xlink:href ping action formaction poster background srcdoc data".split(" ")

export const OURS = "data-samtycke-"

/** The gates that an element names, at this moment. */
export const named = (element: Element): string[] => element.getAttribute("data-samtycke")?.match(/\S+/g) ?? []

/** The beginning of an element's markup, by which it can be found. */
export const markup = (element?: Element): string => element?.outerHTML?.slice(0, 120) ?? "a declared script"
