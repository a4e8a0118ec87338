// What third parties have received, live, at the end of the page. For the demonstration only.
(function () {
  'use strict';

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
  element('summary', details, 'What third parties have received');
  var list = element('ol', details);
  var nothing = element('p', details, 'Nothing has reached any third party.');
  var clear = element('button', details, 'Clear');
  clear.type = 'button';
  element('h2', details, 'Cookies of this site that scripts can read');
  var names = element('p', details, 'None.');
  document.body.appendChild(aside);

  var shown = '';

  function show(log) {
    var text = JSON.stringify(log);
    if (text === shown) return;
    shown = text;
    list.textContent = '';
    log.calls.forEach(function (call) {
      var item = element('li', list);
      element('strong', item, call.vendor);
      element('code', item, call.method + ' ' + call.path);
      element('small', item, call.cookies ? 'with cookies: ' + call.cookies : 'without cookies');
    });
    nothing.hidden = log.calls.length > 0;
    if (!log.standIns) {
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
      show(await (await fetch('/log.json')).json());
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

  clear.addEventListener('click', async function () {
    await fetch('/log/clear', { method: 'POST' }).catch(function () {});
    poll();
  });
  repeat();
})();
