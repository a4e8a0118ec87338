// What only the settings show of a built declaration: it comes with their words, in one language.

/** Puts what came into an object of the same shape, field by field. What is there already is replaced. */
export const merge = (into: any, from: object): void => {
  for (const [name, value] of Object.entries(from)) {
    if (Object(value) == value && into[name]) merge(into[name], value)
    else into[name] = value
  }
}
