// What the start has to know of the page and the browser.

import { attempt } from "./attempt.js"
import { cookies } from "./storage.js"

/** Where the page is, the languages wanted, the signals, and the cookies. */
export const facts = () => [
  location.origin,
  location.hostname,
  location.pathname,
  [document.documentElement.lang, ...(navigator.languages || [])].join(),
  // Internet Explorer's third spelling is left out: it has no WebAssembly.
  [attempt(() => navigator.doNotTrack), attempt(() => window.doNotTrack)].join(),
  String(attempt(() => navigator.globalPrivacyControl)),
  cookies(),
]
