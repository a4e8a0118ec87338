// Remembers the visitor and puts a chat button on the page.

var year = 31536000;
var stored = ['ZD-buid', 'ZD-store'];

if (!document.getElementById('ze-snippet')) {
  console.error('The chat needs a script element with the id "ze-snippet".');
}

function remember(yes) {
  setCookie('__zlcmid', yes ? cookie('__zlcmid') || random() : '', yes ? year : 0);
  stored.forEach(function (key) {
    if (yes) localStorage.setItem(key, localStorage.getItem(key) || '{"id":"' + random() + '"}');
    else localStorage.removeItem(key);
  });
}

function element(tag, parent, text, style) {
  var made = document.createElement(tag);
  if (text) made.textContent = text;
  Object.assign(made.style, style);
  return parent.appendChild(made);
}

function show() {
  var corner = element('div', document.body, '', { position: 'fixed', right: '1rem', bottom: '1rem',
    zIndex: '1000', width: 'min(18rem, calc(100vw - 2rem))', textAlign: 'right', font: '1rem/1.4 system-ui, sans-serif' });
  corner.id = 'stand-in-chat';
  var panel = element('form', corner, '', { background: '#fff', color: '#17212b', textAlign: 'left',
    border: '1px solid #8a94a0', borderRadius: '12px', padding: '1rem', marginBottom: '.5rem' });
  panel.hidden = true;
  element('strong', panel, 'Support');
  element('p', panel, 'Hello! This is a stand-in for Zendesk. How can we help?', { margin: '.5rem 0' });
  var field = element('input', panel, '', { width: '100%', font: 'inherit', boxSizing: 'border-box',
    padding: '.5rem' });
  field.setAttribute('aria-label', 'Your message');
  var button = element('button', corner, 'Chat', { font: 'inherit', fontWeight: '600', color: '#fff',
    background: '#17494d', border: '0', borderRadius: '2rem', padding: '.7rem 1.4rem', cursor: 'pointer' });
  button.type = 'button';
  button.setAttribute('aria-expanded', 'false');

  function open(yes) {
    panel.hidden = !yes;
    button.setAttribute('aria-expanded', String(yes));
    if (yes) field.focus();
  }
  button.addEventListener('click', function () { open(panel.hidden); });
  panel.addEventListener('submit', function (event) {
    event.preventDefault();
    if (!field.value) return;
    element('p', panel, field.value, { margin: '.5rem 0 0', fontStyle: 'italic' });
    fetch(origin + '/chat', { method: 'POST', mode: 'no-cors', body: field.value }).catch(function () {});
    field.value = '';
  });

  window.zE.open = open;
}

window.zE = function (target, action, value) {
  if (action === 'cookies') remember(value !== false && value !== 'none');
  if (action === 'updateSettings' && value) remember(value.cookies !== false);
  if (action === 'open' && window.zE.open) window.zE.open(true);
  if (action === 'close' && window.zE.open) window.zE.open(false);
};

remember(true);
if (document.body) show();
else document.addEventListener('DOMContentLoaded', show);
