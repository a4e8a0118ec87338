// The shop's own script, with a fault a line. Tests name the lines: keep them.
const pixel = (host) => { new Image().src = `http://${host}.localhost:$PORT/pixel` }
document.cookie = 'early=1; path=/; max-age=86400'
localStorage.setItem('early.local', '1')
sessionStorage.setItem('early.session', '1')
indexedDB.open('early_db', 1)
caches.open('early-cache')
navigator.serviceWorker.register('/sw.js')
setTimeout(() => pixel('late'), 900)
new Worker('/worker.js')
navigator.sendBeacon('http://beacon.localhost:$PORT/collect')
new WebSocket('ws://socket.localhost:$PORT/')
const tag = document.head.appendChild(document.createElement('script')); tag.src = 'http://injected.localhost:$PORT/tag.js'
if (navigator.doNotTrack === '1') pixel('signal')
if (document.cookie.includes('.none.')) pixel('refused')
const canvas = document.createElement('canvas'); canvas.getContext('2d').getImageData(0, 0, 1, 1); new OfflineAudioContext(1, 1, 44100).startRendering()
samtycke.on('change', (consent) => {
  if (consent.services.ads) {
    document.cookie = 'pathed=1; path=/kept; max-age=86400'
    document.cookie = 'long=1; path=/; max-age=' + 300 * 86400
    document.cookie = 'party=1; path=/; max-age=86400'
    localStorage.setItem('kinded', '1')
    document.cookie = 'surprise=1; path=/; max-age=86400'
    fetch('/session')
    pixel('unnamed')
    sessionStorage.setItem('had', 'ads')
  } else if (consent.services.stats) pixel('ads')
  else if (sessionStorage.getItem('had')) pixel('withdrawn')
})
