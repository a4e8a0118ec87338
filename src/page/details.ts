// What only the settings show of a built declaration: it comes with their words, in one language.

/** An object or a list. */
type Fields = { [name: string]: unknown }

const isFields = (value: unknown): value is Fields => Object(value) === value

/** What has details. */
const PARTS = /^(controller|categories|services|cookies|\d+)$/

/** Details, as cli/src/build/details.rs takes them out: texts, links and addresses of embeds. Never code, and never a gate. */
const DETAILS = /^(contact|description|name|provider|policyUrl|reason|embeds|rewrites|lifetime|purpose|party|host|kind|external)$/

/** Puts details that came into a declaration of the same shape, field by field. What is there already is replaced. */
export const merge = (into: Fields, from: Fields): void => {
  for (const [name, value] of Object.entries(from)) {
    const before = into[name]
    if (DETAILS.test(name)) into[name] = value
    else if (PARTS.test(name) && isFields(value) && isFields(before)) merge(before, value)
  }
}
