/**
 * CookieConsent v3, as its "Getting started" says: the stylesheet in the head, a module at the end of
 * the body that imports the UMD build and runs it. Inline here, where the documentation has a file of
 * the site's own: one request fewer. Cookies are declared to be cleared and shown in tables.
 */
import { CATEGORIES, within } from "../model.js"
import { literal } from "../page.js"

// What is cleared is declared by the service, what is shown by the section.
const serviceOf = ({ name, cookies }) => ({ label: name, cookies: cookies.map(({ name }) => ({ name })) })

const categoryOf = (model, category) =>
  category.required
    ? { enabled: true, readOnly: true }
    : { services: Object.fromEntries(within(model, category).map((service) => [service.id, serviceOf(service)])) }

const tableOf = (services) => ({
  headers: { name: "Name", service: "Service", lifetime: "Lifetime", purpose: "Purpose" },
  body: services.flatMap((service) =>
    service.cookies.map(({ name, days, purpose }) => ({
      name,
      service: service.provider,
      lifetime: `${days} days`,
      purpose,
    })),
  ),
})

const sectionOf = (model, category) => ({
  title: category.name,
  description: category.about,
  linkedCategory: category.id,
  ...(category.required ? {} : { cookieTable: tableOf(within(model, category)) }),
})

const isLarge = (model) => model.size > 100

const config = (model) => ({
  ...(isLarge(model) ? { cookie: { useLocalStorage: true } } : {}),
  categories: Object.fromEntries(CATEGORIES.map((category) => [category.id, categoryOf(model, category)])),
  language: {
    default: "en",
    translations: {
      en: {
        consentModal: {
          title: "We use cookies",
          description: model.intro ?? "Choose what this site may use.",
          acceptAllBtn: "Accept all",
          acceptNecessaryBtn: "Reject all",
          showPreferencesBtn: "Manage individual preferences",
          footer: `<a href="${model.policy}">Cookie policy</a>`,
        },
        preferencesModal: {
          title: "Manage cookie preferences",
          acceptAllBtn: "Accept all",
          acceptNecessaryBtn: "Reject all",
          savePreferencesBtn: "Accept current selection",
          closeIconLabel: "Close modal",
          sections: CATEGORIES.map((category) => sectionOf(model, category)),
        },
      },
    },
  },
})

const gated = ({ id, category, code }) =>
  `<script type="text/plain" data-category="${category}" data-service="${id}">${code}</script>`

export default {
  name: "vanilla-cookieconsent",
  package: "vanilla-cookieconsent",
  folder: "dist",
  html: (model) => ({
    head: `<link rel="stylesheet" href="/cookieconsent.css">`,
    body: `${model.services.map(gated).join("\n")}
<button type="button" data-cc="show-preferencesModal">Cookie settings</button>
<script type="module">import "/cookieconsent.umd.js"
CookieConsent.run(${literal(config(model))})</script>`,
  }),
  accept: '#cc-main .cm [data-role="all"]',
  reject: '#cc-main .cm [data-role="necessary"]',
  settings: '#cc-main .cm [data-role="show"]',
  dialog: "#cc-main .pm",
  notes: (model) =>
    isLarge(model) ? ["keeps the choice in localStorage (`useLocalStorage`): its cookie would not hold this many services"] : [],
}
