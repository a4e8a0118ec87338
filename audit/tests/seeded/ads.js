// Declared, and behind its gate.
document.cookie = '_ads=1; path=/; max-age=' + 90 * 86400
new Image().src = 'http://ads.localhost:$PORT/pixel'
