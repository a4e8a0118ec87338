fetch('http://worker.localhost:$PORT/pixel', { mode: 'no-cors' }).catch(() => {})
indexedDB.open('worker_db', 1)
