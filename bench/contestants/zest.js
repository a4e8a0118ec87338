/**
 * Zest, as its README says: `window.ZestConfig`, then its script, in the head; gated scripts with
 * `data-consent-category`. The single-language build, the smallest with a banner. It knows categories
 * and no services, so its visitors are asked for less; cookies are declared as patterns of a category.
 */
import { REFUSABLE, within, cookieNames } from "../model.js"
import { literal } from "../page.js"

const config = (model) => ({
  policyUrl: model.policy,
  ...(model.intro ? { labels: { banner: { description: model.intro } } } : {}),
  patterns: Object.fromEntries(
    REFUSABLE.map((category) => [category.id, cookieNames(within(model, category)).map((name) => `^${name}$`)]),
  ),
})

const gated = ({ category, code }) => `<script data-consent-category="${category}">${code}</script>`

export default {
  name: "zest",
  package: "@freshjuice/zest",
  folder: "dist",
  html: (model) => ({
    head: `<script>window.ZestConfig = ${literal(config(model))}</script>
<script src="/zest.en.min.js"></script>`,
    body: `${model.services.map(gated).join("\n")}
<button type="button" onclick="Zest.showSettings()">Cookie settings</button>`,
  }),
  accept: 'zest-banner >>> [data-action="accept-all"]',
  reject: 'zest-banner >>> [data-action="reject-all"]',
  settings: 'zest-banner >>> [data-action="settings"]',
  dialog: "zest-modal >>> .zest-modal",
  notes: () => ["knows categories only: its dialog lists no services and no cookies"],
}
