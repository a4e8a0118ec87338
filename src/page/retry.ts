// What failed is tried again, each time later: every change of the page would ask at once.

/** Makes the function that has something tried again, after 2 s, 4 s and so on. */
export const retries = (): ((again: () => void) => void) => {
  let patience = 1000
  return (again) => void setTimeout(again, (patience *= 2))
}
