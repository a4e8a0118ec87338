// Reads the three settings the moment it runs, sets the cookies of the visitor, and tells the
// tracker host of the visit with a picture.

var account = window.piAId, campaign = window.piCId, host = window.piHostname;
var year = 31536000;

if (account && host) {
  var visitor = cookie('visitor_id' + account) || random();
  setCookie('visitor_id' + account, visitor, year);
  setCookie('visitor_id' + account + '-hash', visitor + 'a0b1c2d3e4f5', year);
  setCookie('pi_opt_in' + account, 'true', 10 * year);
  setCookie('lpv' + account, btoa(location.pathname), 30 * 60);
  new Image().src = location.protocol + '//' + host + '/analytics?account_id=' + account +
    '&campaign_id=' + campaign + '&visitor_id=' + visitor +
    '&url=' + encodeURIComponent(location.href) + '&title=' + encodeURIComponent(document.title);
}
