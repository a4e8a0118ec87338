// Tells of every write to a store, and of reads that tell devices apart, with the stack that made it. Runs first in every page, frame and worker.
// A console message carries a stack with its asynchronous parents, which an `Error` lacks. Values are not told.
(function (token) {
  var debug = console.debug.bind(console);
  var apply = Reflect.apply;

  function tell(kind, name, attributes) {
    try { debug(token, kind, String(name), attributes || ''); } catch (ignored) { }
  }

  function wrap(owner, method, told) {
    var original = owner && owner[method];
    if (typeof original !== 'function') return;
    Object.defineProperty(owner, method, {
      configurable: true, enumerable: true, writable: true,
      value: { [method]() { told.apply(this, arguments); return apply(original, this, arguments); } }[method],
    });
  }

  function wrapCookie() {
    var property = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
    if (!property || !property.set) return;
    var set = property.set;
    property.set = function (text) {
      var parts = String(text).split(';');
      var at = parts[0].indexOf('=');
      tell('cookie', (at < 0 ? '' : parts[0].slice(0, at)).trim(), parts.slice(1).join(';'));
      return apply(set, this, [text]);
    };
    Object.defineProperty(Document.prototype, 'cookie', property);
  }

  function attributesOf(options) {
    var text = '';
    if (options.domain) text += ';domain=' + options.domain;
    if (options.path) text += ';path=' + options.path;
    if (options.expires != null) text += ';max-age=' + Math.round((Number(options.expires) - Date.now()) / 1000);
    if (options.partitioned) text += ';partitioned';
    return text;
  }

  if (typeof Document !== 'undefined') wrapCookie();
  if (typeof CookieStore !== 'undefined') wrap(CookieStore.prototype, 'set', function (first) {
    var options = first && typeof first === 'object' ? first : { name: first };
    tell('cookie', options.name, attributesOf(options));
  });
  if (typeof Storage !== 'undefined') wrap(Storage.prototype, 'setItem', function (key) {
    var isLocal = false;
    try { isLocal = this === localStorage; } catch (ignored) { }
    tell(isLocal ? 'localStorage' : 'sessionStorage', key);
  });
  if (typeof IDBFactory !== 'undefined') wrap(IDBFactory.prototype, 'open', function (name) { tell('indexedDb', name); });
  if (typeof CacheStorage !== 'undefined') wrap(CacheStorage.prototype, 'open', function (name) { tell('cacheStorage', name); });
  if (typeof ServiceWorkerContainer !== 'undefined') wrap(ServiceWorkerContainer.prototype, 'register', function (address) {
    var url = new URL(address, location.href);
    tell('serviceWorker', url.pathname + url.search);
  });

  // Reads that tell devices apart. A page may have other reasons for one of them.
  function wrapRead(owner, method, name, counts) {
    wrap(owner, method, function () { if (!counts || counts(arguments)) tell('read', name); });
  }
  function prototype(name) { return globalThis[name] && globalThis[name].prototype; }
  wrapRead(prototype('HTMLCanvasElement'), 'toDataURL', 'canvas');
  wrapRead(prototype('HTMLCanvasElement'), 'toBlob', 'canvas');
  wrapRead(prototype('CanvasRenderingContext2D'), 'getImageData', 'canvas');
  wrapRead(prototype('OfflineAudioContext'), 'startRendering', 'audio');
  wrapRead(prototype('MediaDevices'), 'enumerateDevices', 'device list');
  // A page needs a few fonts; who tries many wants to know which are installed (Englehardt and Narayanan, "Online Tracking", 2016).
  var MANY_FONTS = 50;
  var fonts = new Set();
  function tried(font) {
    fonts.add(String(font));
    return fonts.size === MANY_FONTS;
  }
  ['CanvasRenderingContext2D', 'OffscreenCanvasRenderingContext2D'].forEach(function (name) {
    wrap(prototype(name), 'measureText', function () { if (tried(this.font)) tell('read', 'fonts'); });
  });
  wrapRead(prototype('FontFaceSet'), 'check', 'fonts', function (given) { return tried(given[0]); });
  wrapRead(globalThis, 'queryLocalFonts', 'fonts');
  ['WebGLRenderingContext', 'WebGL2RenderingContext'].forEach(function (name) {
    // UNMASKED_VENDOR_WEBGL and UNMASKED_RENDERER_WEBGL.
    wrapRead(prototype(name), 'getParameter', 'graphics card', function (given) { return given[0] === 37445 || given[0] === 37446; });
  });
})("$TOKEN");
//# sourceURL=samtycke-audit
