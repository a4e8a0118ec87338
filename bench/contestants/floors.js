/**
 * No contestants, but what bounds them: the least banner there can be on this page, and the same with
 * our module started beside it. They are measured as everyone is, in every third round, and nobody is
 * compared with them; the results show them where a target is missed.
 */
import { fileURLToPath } from "node:url"
import samtycke from "./samtycke.js"

const folder = fileURLToPath(new URL("../floor", import.meta.url))
const least = '<script src="/least.js"></script>'

const floor = {
  isFloor: true,
  html: (model) => ({ head: least, body: model.services.map(({ code }) => `<script type="text/plain">${code}</script>`).join("\n") }),
  accept: "div > button:nth-of-type(2)",
  reject: "div > button:nth-of-type(1)",
  settings: "div > button:nth-of-type(3)",
  dialog: "dialog[open]",
}

export default [
  { ...floor, name: "(least banner)", root: [folder], notes: () => ["is what any banner costs at least: it reads no configuration and checks nothing"] },
  {
    ...floor,
    name: "(least banner, our module)",
    root: [folder, samtycke.root],
    html: (model) => {
      const { head, body } = floor.html(model)
      // Without a declaration our script decodes, compiles and starts the module, and says so on the
      // console. The words of that message are fetched in no real visit, so here they are not found.
      return { head: `<script src="/samtycke.min.js" data-folder="/none/"></script>\n${head}`, body }
    },
    notes: () => ["is that beside our script without a declaration: the module is started, and waits"],
  },
]
