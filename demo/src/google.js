// Obeys what stands in the data layer: what a page told gtag before this script had come, and
// from then on what it tells.

var twoYears = 63072000;
var consent = {};
var layer = window.dataLayer = window.dataLayer || [];

function measure(id) {
  if (window['ga-disable-' + id]) return;
  var client = '';
  if (consent.analytics_storage !== 'denied') {
    var now = Math.floor(Date.now() / 1000);
    client = (cookie('_ga') || 'GA1.1.' + random() + '.' + now).slice(6);
    setCookie('_ga', 'GA1.1.' + client, twoYears);
    setCookie('_ga_' + id.replace('G-', ''), 'GS2.1.s' + now + '$o1$g0$t' + now, twoYears);
  }
  navigator.sendBeacon(origin + '/g/collect?v=2&tid=' + id + '&cid=' + client +
    '&en=page_view&dl=' + encodeURIComponent(location.href));
}

function obey(command) {
  if (command[0] === 'consent') Object.assign(consent, command[2]);
  if (command[0] === 'config') measure(command[1]);
}

layer.forEach(obey);
layer.push = function () {
  Array.prototype.push.apply(layer, arguments);
  Array.prototype.forEach.call(arguments, obey);
  return layer.length;
};
