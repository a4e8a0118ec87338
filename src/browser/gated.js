// What waits for a grant: scripts that services declare, gated tags of the page, and what becomes of
// them once their turn has come.

import { attempt } from "./attempt.js"
import { report, unknown } from "./report.js"
import { act } from "./visit.js"
import { Say } from "./wire.ts"

/** Scripts by their number: those that services declare, as the configuration has them, then the
 * gated tags of the page. */
let scripts

/** Begins with the scripts that services declare, and the tags that are there. */
export const startGating = (services) => {
  scripts = services.flatMap((service) => service.scripts || [])
  collect(document)
}

/** Under Trusted Types: signs what the configuration and gated tags hold. No code of the page
 * reaches it. Where there are none, or the page forbids the name, a text stays as it is. */
const keep = (text) => text
const rules = { createScript: keep, createScriptURL: keep }
const signed = attempt(() => trustedTypes.createPolicy("samtycke", rules)) || rules

/** Puts a script on the page, and tells `settled` of its element, or `failed` why it did not load. */
export const insert = (script, settled, failed) => {
  const element = document.createElement("script")
  try {
    // Any other element stays where it is, and is given its addresses. `javascript:` would be code,
    // and what cleans HTML up lets `data-` attributes stand.
    if (script.tagName && !script.matches("script")) {
      // Put in by script: Firefox fills a frame of the markup from its history, also after a no.
      script.replaceWith(script)
      for (const entry of Object.entries(script.dataset)) {
        if (/^(src|srcset|href|action|ping),(http|\/)/.test(entry)) script.setAttribute(...entry)
      }
      return
    }
    let { inline, attributes, ...rest } = script
    if (script.tagName) {
      rest = {}
      for (const { name, value } of script.attributes) {
        if (name != "type") rest[name.replace(/^data-(src|type)$/, "$1")] = value
      }
      inline = script.textContent
      attributes = {}
    }
    for (const [name, value] of Object.entries({ ...rest, ...attributes })) {
      // The type that `src` has to have; others take it as the text that it is.
      if (value !== false && value != null) element.setAttribute(name, signed.createScriptURL(value === true ? "" : value))
    }
    if (inline) element.text = signed.createScript(inline)
    // Browsers hide a nonce from attributes, so it is read and set as a property.
    element.nonce = script.nonce || document.querySelector("script[nonce]")?.nonce || ""
    element.onload = () => settled(element)
    element.onerror = () => failed(element.src)
    if (script.tagName) script.replaceWith(element)
    // Behind a tag that is still being parsed it would look like something that follows it.
    else document.head.prepend(element)
  } catch (thrown) {
    failed(thrown)
  }
}

/** Runs a script, or lets a gated element load. */
export const run = (number) => {
  const script = scripts[number]
  const settled = () => act(Say.Settled, number)
  // Taken from the page while it waited: should it come again, it is found again.
  if (script.isConnected === false) return known.delete(script), settled()
  insert(script, settled, (why) => {
    report("script-failed", `the script ${why} did not load; the network panel says why.`)
    settled()
  })
}

const GATED = '[data-samtycke]:not(script:not([type="text/plain"]))'

/** Gated tags that wait to be told of, in the order they came in. */
const queue = []
/** All gated tags that were ever seen. */
const known = new Set()

/** Finds the gated tags in a part of the page. */
export const collect = (node) => {
  const tags = node.matches?.(GATED) ? [node] : node.querySelectorAll?.(GATED) || []
  for (const tag of tags) {
    if (!known.has(tag)) queue.push(tag)
    known.add(tag)
  }
}

/** Tells of the tags that were found and are whole. */
export const tell = (parsing) => {
  const found = []
  for (let tag; (tag = queue[0]); queue.shift()) {
    const fetched = tag.dataset.src || tag.src
    // An inline tag's text may have arrived in part only: it is whole once something follows.
    if (parsing && !fetched && !isFollowed(tag)) break
    scripts.push(tag)
    found.push(!!fetched && tag.matches("script:not([async])"), tag.dataset.samtycke)
  }
  if (found[0] != null) act(Say.Found, 0, found)
}

const isFollowed = (node) => node && (node.nextSibling || isFollowed(node.parentNode))

/** Names what a gated tag names, by the tag's number. */
export const unknownTag = (number) => unknown(scripts[number].dataset.samtycke)
