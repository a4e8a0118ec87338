/**
 * Orejime 3, as its README says: script and stylesheet in the head, the configuration in
 * `window.orejimeConfig`, gated scripts in templates. Services are purposes, grouped by category.
 */
import { CATEGORIES, within, cookieNames } from "../model.js"
import { literal } from "../page.js"

const purposeOf = (service) => ({ id: service.id, title: service.name, cookies: cookieNames([service]) })

const groupOf = (model, { id, name, about, required }) => ({
  id,
  title: name,
  description: about,
  ...(required ? { isMandatory: true, cookies: [] } : { purposes: within(model, { id }).map(purposeOf) }),
})

// Its documented hook for what the cookie holds; as JSON it would not hold this many services.
const SHORT_COOKIE = `cookie: {
stringify: (choice) => Object.entries(choice).map(([id, yes]) => id + "." + (yes ? 1 : 0)).join("~"),
parse: (text) => Object.fromEntries(text.split("~").map((part) => part.split(".")).map(([id, yes]) => [id, yes === "1"])) }`

const isLarge = (model) => model.size > 100

const config = (model) => ({
  privacyPolicyUrl: model.policy,
  purposes: CATEGORIES.map((category) => groupOf(model, category)),
  ...(model.intro ? { translations: { banner: { description: `${model.intro} {privacyPolicy}` } } } : {}),
})

const gated = ({ id, code }) => `<template data-purpose="${id}"><script>${code}</script></template>`

export default {
  name: "orejime",
  package: "orejime",
  folder: "dist",
  html: (model) => ({
    head: `<script>window.orejimeConfig = { ...${literal(config(model))}${isLarge(model) ? `, ${SHORT_COOKIE}` : ""} }</script>
<script src="/orejime-standard-en.js"></script>
<link href="/orejime-standard.css" rel="stylesheet">`,
    body: `${model.services.map(gated).join("\n")}
<button type="button" onclick="orejime.prompt()">Cookie settings</button>`,
  }),
  accept: ".orejime-Banner-saveButton",
  reject: ".orejime-Banner-declineButton",
  settings: ".orejime-Banner-learnMoreButton",
  dialog: ".orejime-Modal",
  notes: (model) =>
    isLarge(model)
      ? ["packs the choice with its `cookie.stringify` hook: as it comes, its cookie would not hold this many services"]
      : [],
}
