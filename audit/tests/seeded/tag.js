// A third party's script that loads another one.
new Image().src = 'http://chained.localhost:$PORT/pixel'
