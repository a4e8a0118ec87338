// What the scripts of all stand-ins share. `name` is the stand-in's.

// The address up to the path, with the step that says which view of a page this is.
var origin = document.currentScript.src.match(/^\w+:\/\/[^/]+(\/view\d+)?/)[0];
(window.standIns = window.standIns || []).push(name);

// The host without its first label, as vendors do it; an address of numbers has no parent.
function parentDomain() {
  var host = location.hostname;
  var parent = host.slice(host.indexOf('.') + 1);
  return /^[\d.]+$/.test(host) || parent.indexOf('.') < 0 ? '' : parent;
}

function setCookie(key, value, seconds) {
  var domain = parentDomain();
  document.cookie = key + '=' + value + '; path=/; SameSite=Lax; max-age=' + seconds +
    (domain ? '; domain=.' + domain : '');
}

function cookie(key) {
  return document.cookie.split('; ').filter(function (pair) {
    return pair.indexOf(key + '=') === 0;
  }).map(function (pair) { return pair.slice(key.length + 1); })[0];
}

function random() {
  return String(Math.floor(1e9 + Math.random() * 9e9));
}
