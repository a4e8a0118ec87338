// What only the settings show of a built declaration: it comes with their words, in one language.

/** An object or a list. */
type Fields = { [name: string]: unknown }

const isFields = (value: unknown): value is Fields => Object(value) === value

/** Puts what came into an object of the same shape, field by field. What is there already is replaced. */
export const merge = (into: Fields, from: Fields): void => {
  for (const [name, value] of Object.entries(from)) {
    const before = into[name]
    if (isFields(value) && isFields(before)) merge(before, value)
    else into[name] = value
  }
}
