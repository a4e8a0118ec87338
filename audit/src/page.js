// What the page says without loading it: hints to connect, and images and frames for visitors without scripts.
(() => {
  const found = []
  const hints = 'preconnect|dns-prefetch|prefetch|prerender|modulepreload'
  for (const link of document.querySelectorAll('link[rel][href]')) {
    const hint = link.rel.toLowerCase().split(/\s+/).find((one) => hints.split('|').includes(one))
    if (hint) found.push({ what: hint, url: link.href })
  }
  const base = document.baseURI
  for (const block of document.querySelectorAll('noscript')) {
    const inner = new DOMParser().parseFromString(block.textContent, 'text/html')
    for (const one of inner.querySelectorAll('img[src], iframe[src], script[src], link[rel~="stylesheet"][href]')) {
      const address = one.getAttribute('src') || one.getAttribute('href')
      try { found.push({ what: 'noscript', url: new URL(address, base).href }) } catch (ignored) { /* No address. */ }
    }
  }
  return found
})()
