// Shows at the end of the page what third parties have received from it. For the demonstration only.
(function () {
  'use strict';

  var log = '/log.json' + new URL(document.currentScript.src).search;

  function element(tag, parent, text) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    return parent.appendChild(made);
  }

  var aside = document.createElement('aside');
  aside.className = 'panel';
  aside.lang = 'en';
  aside.setAttribute('aria-label', 'Demonstration');
  var details = element('details', aside);
  details.open = true;
  element('summary', details, 'What third parties have received from this page');
  var list = element('ol', details);
  list.setAttribute('aria-label', 'Requests');
  var nothing = element('p', details, 'This page has sent nothing to any third party.');
  element('h2', details, 'Cookies of this site that scripts can read');
  var names = element('p', details, 'None.');
  document.body.appendChild(aside);

  var shown = '';

  function show(received) {
    var text = JSON.stringify(received);
    if (text === shown) return;
    shown = text;
    list.textContent = '';
    list.hidden = !received.calls.length;
    received.calls.forEach(function (call) {
      var item = element('li', list);
      element('strong', item, call.vendor);
      element('code', item, call.method + ' ' + call.path);
      element('small', item, call.cookies ? 'with cookies: ' + call.cookies : 'without cookies');
    });
    nothing.hidden = !list.hidden;
    if (!received.standIns) {
      nothing.textContent = 'The third parties are the real ones: see what they receive in the browser’s tools.';
    }
  }

  function cookieNames() {
    var found = document.cookie.split('; ').map(function (pair) { return pair.split('=')[0]; });
    var text = found.filter(Boolean).sort().join(', ') || 'None.';
    if (names.textContent !== text) names.textContent = text;
  }

  async function poll() {
    cookieNames();
    try {
      show(await (await fetch(log)).json());
    } catch (error) {
      nothing.hidden = false;
      nothing.textContent = 'The demonstration server does not answer.';
      list.textContent = shown = '';
    }
  }

  async function repeat() {
    await poll();
    setTimeout(repeat, 1000);
  }

  repeat();
})();
