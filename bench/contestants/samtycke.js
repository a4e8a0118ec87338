/**
 * This library, as its README says: one tag, first of its kind in the head, the configuration before
 * it, gated tags in the page. All of pkg/ is served beside it, so what it fetches later is counted.
 */
import { fileURLToPath } from "node:url"
import { CATEGORIES } from "../model.js"
import { literal } from "../page.js"

const config = (model) => ({
  version: 1,
  controller: { name: "Example AB", policyUrl: model.policy },
  categories: CATEGORIES.map(({ id, name, about, required }) => ({ id, required: !!required, name, description: about })),
  services: model.services.map(({ id, category, name, provider, cookies }) => ({
    id,
    category,
    name,
    provider,
    cookies: cookies.map(({ name, days, purpose }) => ({
      name,
      kind: "cookie",
      party: "first",
      lifetime: `P${days}D`,
      purpose,
    })),
  })),
})

const gated = ({ id, code }) => `<script type="text/plain" data-samtycke="${id}">${code}</script>`

export default {
  name: "samtycke",
  ours: true,
  root: fileURLToPath(new URL("../../pkg", import.meta.url)),
  html: (model) => ({
    head: `<script>window.samtyckeConfig = ${literal(config(model))}</script>
<script src="/samtycke.min.js"></script>`,
    body: `${model.services.map(gated).join("\n")}
<button type="button" data-samtycke-click="settings">Cookie settings</button>`,
  }),
  accept: '.samtycke-banner [data-samtycke-click="accept"]',
  reject: '.samtycke-banner [data-samtycke-click="reject"]',
  settings: '.samtycke-banner [data-samtycke-click="settings"]',
  dialog: "dialog.samtycke-settings",
}
