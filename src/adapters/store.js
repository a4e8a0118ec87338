// What is granted, as a store that components can follow. It finds Samtycke by `window.samtycke`, so it
// works with the script tag and with the ES module, and never starts a second one.

const EVENTS = ["samtycke:ready", "samtycke:change"]

export const subscribe = (listener) => {
  if (typeof document == "undefined") return () => {}
  // A function of its own, so that a listener that is given twice is called twice.
  const call = () => listener()
  for (const event of EVENTS) document.addEventListener(event, call)
  return () => {
    for (const event of EVENTS) document.removeEventListener(event, call)
  }
}

let latest
let latestText

export const getSnapshot = () => {
  const consent = typeof window == "undefined" ? undefined : window.samtycke?.consent?.()
  if (consent?.version == null) return undefined
  const text = JSON.stringify(consent)
  if (text != latestText) {
    latest = consent
    latestText = text
  }
  return latest
}

export const has = (id) => getSnapshot() !== undefined && window.samtycke.has(id)
