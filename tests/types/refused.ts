// What the types have to refuse: each line behind a mark must not compile.
import load, { accept, consent, has, init, on, receipts, set, setLanguage } from "../../pkg/samtycke.js"

// @ts-expect-error: a declaration has a controller
init({ version: 1, categories: [] })
// @ts-expect-error: a field that no declaration has
init({ version: 1, controller: { name: "A", policyUrl: "/" }, categories: [], categorys: [] })
// @ts-expect-error: a version is a number
init({ version: "1", controller: { name: "A", policyUrl: "/" }, categories: [] })
init({
  version: 1,
  controller: { name: "A", policyUrl: "/" },
  categories: [],
  // @ts-expect-error: one of three layouts
  ui: { layout: "wall" },
})
// @ts-expect-error: an id is a string
has(1)
// @ts-expect-error: ids are strings
accept([1])
// @ts-expect-error: an answer is true or false
set({ analytics: "yes" })
// @ts-expect-error: no such event
on("accept", () => {})
// @ts-expect-error: a listener is a function
on("change", "log")
// @ts-expect-error: the folder is named
load("/assets/")
// @ts-expect-error: a language is a tag
setLanguage(["sv"])
// @ts-expect-error: a receipt holds the cookie's value
receipts()[0]?.granted
// @ts-expect-error: a time may be missing
consent().time + 1
init({
  version: 1,
  controller: { name: "A", policyUrl: "/" },
  categories: [{ id: "necessary" }],
  // @ts-expect-error: an id or ids
  services: [{ id: "a", category: { necessary: true }, name: "A" }],
})
