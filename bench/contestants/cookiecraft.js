/**
 * CookieCraft, as its README says: stylesheet, script and configuration before `</body>`, gated scripts
 * with `data-cookieconsent`. It knows categories and no services.
 *
 * Version 1.0.11 never runs a gated script that is written as its README shows: it counts only scripts
 * whose type is not yet `text/plain` among those to run. So the page runs them itself on its documented
 * events.
 */
import { CATEGORIES } from "../model.js"
import { literal } from "../page.js"

const config = (model) => ({
  categories: Object.fromEntries(
    CATEGORIES.map(({ id, name, about, required }) => [
      id,
      { enabled: true, readOnly: !!required, label: name, description: about },
    ]),
  ),
  showWidget: false,
  translations: {
    title: "We use cookies",
    description: "Choose what this site may use.",
    privacyPolicyUrl: model.policy,
  },
})

const RUN = `const run = (granted) => {
for (const tag of document.querySelectorAll("script[data-cookieconsent]")) {
if (!granted[tag.dataset.cookieconsent]) continue
const script = document.createElement("script")
script.text = tag.text
tag.replaceWith(script) } }
for (const event of ["consent:accept", "consent:update"]) banner.on(event, run)
banner.on("consent:load", ({ categories }) => run(categories))`

const gated = ({ category, code }) => `<script type="text/plain" data-cookieconsent="${category}">${code}</script>`

export default {
  name: "cookiecraft",
  package: "cookiecraft",
  folder: "dist",
  html: (model) => ({
    head: "",
    body: `${model.services.map(gated).join("\n")}
<button type="button" onclick="cookieConsent.showPreferences()">Cookie settings</button>
<link rel="stylesheet" href="/cookiecraft.css">
<script src="/cookiecraft.min.js"></script>
<script>{ const banner = new CookieCraft.CookieConsent(${literal(config(model))})
${RUN}
banner.init() }</script>`,
  }),
  accept: '.cc-banner [data-action="accept"]',
  reject: '.cc-banner [data-action="reject"]',
  settings: '.cc-banner [data-action="customize"]',
  dialog: ".cc-modal",
  notes: () => [
    "knows categories only: its dialog lists no services and no cookies",
    "does not run gated scripts written as its README shows; eight lines of the page run them on its events",
  ],
}
