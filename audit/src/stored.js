// Names of everything that this frame's origin stores, without values. Runs in an isolated world.
(async () => {
  const items = []
  const add = (kind, names) => { for (const name of names) items.push({ kind, name: String(name) }) }
  const attempt = async (read) => { try { await read() } catch (ignored) { /* A sandboxed frame has no stores. */ } }
  await attempt(() => add('localStorage', Object.keys(localStorage)))
  await attempt(() => add('sessionStorage', Object.keys(sessionStorage)))
  await attempt(async () => add('indexedDb', (await indexedDB.databases()).map((one) => one.name)))
  await attempt(async () => add('cacheStorage', await caches.keys()))
  await attempt(async () => add('serviceWorker', (await navigator.serviceWorker.getRegistrations()).map((one) => {
    const worker = one.active || one.waiting || one.installing
    const url = new URL(worker ? worker.scriptURL : one.scope)
    return url.pathname + url.search
  })))
  return { origin: location.origin, items }
})()
