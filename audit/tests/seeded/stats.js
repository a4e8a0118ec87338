// Declared, and behind its gate: counts visits, and keeps a queue.
document.cookie = '_stats=1; path=/; max-age=' + 30 * 86400
localStorage.setItem('stats.queue', '[]')
indexedDB.open('stats_db', 1).onsuccess = (event) => event.target.result.close()
navigator.sendBeacon('http://stats.localhost:$PORT/collect')
