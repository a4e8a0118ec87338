// The attributes of a gated element.

/** Attributes that make an element load something. Ours have `data-samtycke-` before the name. */
export const ADDRESSES = "src srcset imagesrcset href xlink:href ping action formaction poster background srcdoc data".split(" ")

export const OURS = "data-samtycke-"

/** Whether something is an element, also one that was made in another document. */
export const isElement = (thing: unknown): thing is Element => thing instanceof Element || (thing as Node | null)?.nodeType == 1

/** Whether an element matches a selector. Not by a field of its own: those of a form are named by the page. */
export const matches = (element: Element, selector: string): boolean => Element.prototype.matches.call(element, selector)

/** Whether a form is sent by a button that closes the page's own dialog, and sends nothing. */
export const isOfDialog = (event: Event): boolean => (event as SubmitEvent).submitter?.getAttribute("formmethod") == "dialog"

/** The addresses in an attribute of that name: some hold a list, with the sizes of pictures in it. */
export const listed = (name: string, value: string): string[] =>
  /srcset|ping/.test(name) ? value.split(/[\s,]+/).filter((part) => part && !/^[\d.]+[xwh]$/.test(part)) : [value]

/** Embeds whose gate was known by their address, with that address. */
export const recognised = new WeakMap<Element, string>()

/** The gates that an element names, at this moment. */
export const named = (element: Element): string[] => element.getAttribute("data-samtycke")?.match(/\S+/g) ?? []

/** The beginning of an element's markup, by which it can be found. */
export const markup = (element?: Element): string => element?.outerHTML?.slice(0, 120) ?? "a declared script"
