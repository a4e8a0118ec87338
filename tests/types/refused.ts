// What the types have to refuse: each line behind a mark must not compile.
import { accept, has, init, on, set } from "../../pkg/samtycke.js"

// @ts-expect-error: a configuration has a controller
init({ version: 1, categories: [] })
// @ts-expect-error: a field that there is none of
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
