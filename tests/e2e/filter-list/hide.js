// What blockers do with a cosmetic filter: a style of the visitor's own, above all of the page's.
const api = globalThis.browser ?? chrome
api.webNavigation.onCommitted.addListener(({ tabId, frameId }) => {
  const target = { tabId, frameIds: [frameId] }
  api.scripting.insertCSS({ target, origin: "USER", css: "samtycke-root { display: none !important }" })
})
