// What the site has done wrong or what failed, in words: a part of its own, fetched when there is something to say, or
// where a page that was not built has steps, which come with it.

import { nearest } from "./near"
import { part as steps } from "./steps"

const MESSAGES: { [code: string]: (...values: string[]) => string } = {
  address: (name, address) => `${name}="${address}" is not loaded. Write an address that is https, of the page's own origin, or of this machine.`,
  again: () => "a second declaration is ignored; the first one stays in effect. Call init once.",
  broken: (why) => `something broke (${why}). Nothing third-party is loaded any more. Has the page redefined a function of the browser?`,
  click: (meaning) => `data-samtycke-click="${meaning}" means nothing. Write settings, accept, reject or withdraw.`,
  cookie: () => "the browser did not keep the cookie. A yes is not in effect; a no holds on this page. Are cookies blocked, or do cookie.domain and cookie.path of the declaration not fit this page?",
  // The development build says all that is wrong, a line each. Places are those that `samtycke check` names.
  declaration: (found, place = found.replace(/\.(\d+)/g, "[$1]")) => found.startsWith("\n") ? `the declaration is wrong, so nothing third-party is loaded:${found}` : found.endsWith(".preset")
    ? `the declaration has a preset at ${place}, so nothing third-party is loaded. Presets are for "samtycke build" and samtycke.dev.js. Elsewhere, put in its place what "samtycke presets expand" prints.`
    : `the declaration is wrong at ${place}, so nothing third-party is loaded. samtycke.dev.js and "npx samtycke check" say what is expected there.`,
  early: () => 'there is no declaration in effect yet. A no takes a stored choice away; all else does nothing before on("ready", …).',
  elsewhere: () => "a yes was taken back in another tab. This page is not loaded anew, since something is typed in it.",
  embeds: (folder) => `samtycke.embeds.js of this build is not in ${folder}, so what waits has nothing in its place. Elsewhere? Name the folder by data-folder, or by load({ base }) of the module.`,
  embed: (address) => `no service of the declaration has the embed ${address}, so it is not loaded. Add a pattern of its address to "embeds" of a service, or give the element data-samtycke.`,
  fetch: (url, why) => `data-config="${url}" gives no declaration (${why}), so nothing third-party is loaded. It has to answer with JSON; on another host it needs CORS.`,
  empty: (tag) => `a gated element has no address that waits, so nothing loads after a yes. Write data-samtycke-src: ${tag}`,
  gateless: (tag) => `data-samtycke names no category or service, so the element never loads. Write an id of the declaration: ${tag}`,
  inner: (name, tag) => `an element within or beside a gated one has ${name} of its own, which loads before a yes. Give it data-samtycke and data-samtycke-${name}: ${tag}`,
  ids: (call, given) => call == "set"
    ? `set takes an object of ids and answers, such as {"analytics": true}, not ${given}, so nothing changes.`
    : `${call} takes ids of the declaration, not ${given}, so nothing changes. Call it without an argument to mean all.`,
  json: (why) => `the declaration is not JSON (${why}), so nothing third-party is loaded. Comments and trailing commas are for "samtycke build".`,
  language: (tag, folder) => `the words of "${tag}" did not come in time, so visitors read another language. samtycke.settings.js and samtycke.${tag}.json have to be in ${folder}, of the same build as the script. Elsewhere? Name the folder by data-folder, or by load({ base }) of the module.`,
  late: (id) => `tags of the page told Google of the visit before "${id}" could say what is granted, so Google took all for granted. Let "samtycke build" make the script, or load these tags by their presets.`,
  lazy: (tag, name = "src") => `a gated element has data-${name}, which is not read since lazy loaders act on it. Write data-samtycke-${name} in its place: ${tag}`,
  listener: (event) => `on("${event}", …) does nothing. Give it ready, change, open, close or error, and a function.`,
  live: (name, tag) => `an element without a grant had ${name}, so the browser may have loaded it. Write data-samtycke-${name} in its place: ${tag}`,
  missing: () => "there is no declaration. Give the tag data-config, set window.samtyckeConfig, or call init(). Was the tag added as a module, or by a tag manager that drops its attributes?",
  nonce: (tag) => `a gated script lacks the page's nonce, so it does not run. Give it the nonce of the page's other scripts: ${tag}`,
  receipt: () => "storage is full or blocked, so there is no receipt. The choice itself is in effect.",
  script: (src, why) => `the script ${src} did not load${why ? `: ${why}` : ""}. Scripts behind the same gate go on without it.`,
  settings: (folder) => `the settings cannot be had, so the banner is shown in their place. samtycke.settings.js and its words have to be in ${folder}, of the same build as the script. Elsewhere? Name the folder by data-folder, or by load({ base }) of the module. Does the page's policy refuse it? Trusted Types need the policy "samtycke".`,
  signal: (id) => `the browser's signal keeps "${id}" off, so it is not granted.`,
  silent: (src) => `the script ${src} does not run: no browser executes scripts of its type.`,
  step: (step, why) => `a step failed (${why}): ${step}`,
  steps: (folder) => `samtycke.messages.js of this build is not in ${folder}, so services with steps or consent calls load nothing. Elsewhere? Name the folder by data-folder, or by load({ base }) of the module.`,
  "style-gate": (tag) => `a gated style sheet applies before a yes, and loads what it names. Put its rules into a file, and gate the link to that: ${tag}`,
  style: () => "this browser takes no style sheet of ours or lacks cascade layers, so no banner is shown and nothing third-party is loaded. docs/browsers.md names the browsers that are supported.",
  target: (link, frame) => `a link or form loads into a frame that waits for a yes. Give it data-samtycke and its address as data-samtycke-href or data-samtycke-action: ${link} into ${frame}`,
  twice: (version) => `Samtycke is on this page twice. The second one (${version}) does nothing; take one tag out.`,
  ungated: (tag) => `a script with data-samtycke needs type="text/plain", else the browser runs it before a yes: ${tag}`,
  unknown: (id, ...ids) => {
    const near = nearest(id, ids)
    return `the declaration has no category or service "${id}", so it is not granted.${near ? ` Did you mean "${near}"?` : ""}`
  },
  webassembly: (why, folder) => `WebAssembly is refused (${why}) and samtycke.nowasm.js of this build is not in ${folder}, so nothing third-party is loaded. Does the page's policy lack 'wasm-unsafe-eval', or does data-folder, or load({ base }), have to name another folder?`,
  write: (tag) => `document.write of a gated script does nothing, since it would empty the page: ${tag}`,
}

const explain = (code: string, ...values: string[]): string => MESSAGES[code]?.(...values) ?? [code, ...values].join(" ")

/** With the steps for pages that no build has made: a file of their own would cost the first script 45 bytes for its digest. */
export const part = Object.assign(explain, { steps }) as never

if (!IS_MODULE) (document.currentScript as HTMLScriptElement).samtyckePart = part
