/** The page with nothing on it: what a measure has left when no one asks. */
export default {
  name: "(blank page)",
  html: () => ({ head: "", body: "" }),
}
