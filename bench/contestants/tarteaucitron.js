/**
 * tarteaucitron, as its README says: script and `init` in the head with the options shown there, each
 * service a custom one. It has no gated tags of its own kind: the code stands in the service.
 * The minified script is taken, which fetches the minified rest.
 */
import { cookieNames } from "../model.js"
import { literal } from "../page.js"

// Its own types, the nearest to each category.
const TYPES = { functional: "support", analytics: "analytic", marketing: "ads" }

const options = (model) => ({
  privacyUrl: model.policy,
  bodyPosition: "bottom",
  hashtag: "#tarteaucitron",
  cookieName: "tarteaucitron",
  orientation: "middle",
  groupServices: false,
  showDetailsOnClick: true,
  serviceDefaultState: "wait",
  showAlertSmall: false,
  cookieslist: false,
  cookieslistEmbed: false,
  showIcon: false,
  adblocker: false,
  DenyAllCta: true,
  AcceptAllCta: true,
  highPrivacy: true,
  handleBrowserDNTRequest: false,
  removeCredit: false,
  moreInfoLink: true,
  useExternalCss: false,
  useExternalJs: false,
  mandatory: true,
  mandatoryCta: true,
})

const serviceOf = (service) => `tarteaucitron.services.${service.id} = {
key: "${service.id}", type: "${TYPES[service.category]}", name: ${literal(service.name)}, needConsent: true,
cookies: ${literal(cookieNames([service]))},
js: function () { ${service.code} }, fallback: function () {} };
(tarteaucitron.job = tarteaucitron.job || []).push("${service.id}");`

export default {
  name: "tarteaucitron",
  isFar: true,
  package: "tarteaucitronjs",
  folder: ".",
  html: (model) => ({
    head: `<script src="/tarteaucitron.min.js"></script>
<script>tarteaucitron.init(${literal(options(model))})
${model.services.map(serviceOf).join("\n")}</script>`,
    body: '<button type="button" onclick="tarteaucitron.userInterface.openPanel()">Cookie settings</button>',
  }),
  accept: "#tarteaucitronPersonalize2",
  reject: "#tarteaucitronAllDenied2",
  settings: "#tarteaucitronCloseAlert",
  dialog: "#tarteaucitron",
  // Its buttons are given what they do half a second after they are shown.
  listensAfter: 600,
  notes: () => ["gated code stands in its services, not in tags of the page: it knows no gated inline tags"],
}
