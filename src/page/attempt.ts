// Browser features that may be blocked, missing or redefined by the page.

/** What a function returns, or nothing where it throws. */
export const attempt = <Result>(get: () => Result): Result | undefined => {
  try {
    return get()
  } catch {
    return
  }
}
