/**
 * Klaro, as its README says: the configuration before its script, both in the head, the script
 * deferred; gated scripts with `data-name`. Settings follow its annotated example: a notice with
 * accept and decline, services grouped by purpose.
 */
import { REFUSABLE, cookieNames } from "../model.js"
import { literal } from "../page.js"

const isLarge = (model) => model.size > 100

const config = (model) => ({
  version: 1,
  groupByPurpose: true,
  acceptAll: true,
  default: false,
  ...(isLarge(model) ? { storageMethod: "localStorage" } : {}),
  translations: {
    zz: { privacyPolicyUrl: model.policy },
    en: {
      ...(model.intro ? { consentNotice: { description: model.intro } } : {}),
      purposes: Object.fromEntries(REFUSABLE.map(({ id, name, about }) => [id, { title: name, description: about }])),
    },
  },
  services: model.services.map((service) => ({
    name: service.id,
    title: service.name,
    description: service.provider,
    purposes: [service.category],
    cookies: cookieNames([service]),
  })),
})

const gated = ({ id, code }) =>
  `<script type="text/plain" data-type="text/javascript" data-name="${id}">${code}</script>`

export default {
  name: "klaro",
  isFar: true,
  package: "klaro",
  folder: "dist",
  html: (model) => ({
    head: `<script>var klaroConfig = ${literal(config(model))}</script>
<script defer src="/klaro.js"></script>`,
    body: `${model.services.map(gated).join("\n")}
<button type="button" onclick="klaro.show()">Cookie settings</button>`,
  }),
  accept: ".cookie-notice .cm-btn-success",
  reject: ".cookie-notice .cn-decline",
  settings: ".cookie-notice .cn-learn-more",
  dialog: ".cookie-modal .cm-modal",
  notes: (model) =>
    isLarge(model) ? ["keeps the choice in localStorage (`storageMethod`): its cookie would not hold this many services"] : [],
}
