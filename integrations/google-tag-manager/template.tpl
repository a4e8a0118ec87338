___TERMS_OF_SERVICE___

By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.


___INFO___

{
  "type": "TAG",
  "id": "cvt_samtycke_consent",
  "version": 1,
  "securityGroups": [],
  "displayName": "Samtycke consent",
  "categories": ["UTILITY"],
  "brand": { "id": "samtycke", "displayName": "Samtycke" },
  "description": "Sets Google Consent Mode from the choice that Samtycke holds: the default on Consent Initialization, and an update on each decision.",
  "containerContexts": ["WEB"]
}


___TEMPLATE_PARAMETERS___

[
  { "type": "TEXT", "name": "functional", "displayName": "Category for functionality_storage and personalization_storage", "simpleValueType": true, "defaultValue": "functional" },
  { "type": "TEXT", "name": "analytics", "displayName": "Category for analytics_storage", "simpleValueType": true, "defaultValue": "analytics" },
  { "type": "TEXT", "name": "marketing", "displayName": "Category for ad_storage, ad_user_data and ad_personalization", "simpleValueType": true, "defaultValue": "marketing" },
  { "type": "TEXT", "name": "waitForUpdate", "displayName": "Milliseconds to wait for an update", "simpleValueType": true, "defaultValue": "500", "valueValidators": [{ "type": "NON_NEGATIVE_NUMBER" }] },
  { "type": "CHECKBOX", "name": "adsDataRedaction", "checkboxText": "Take click ids out of advertising hits while ad_storage is denied", "simpleValueType": true, "defaultValue": true },
  { "type": "CHECKBOX", "name": "urlPassthrough", "checkboxText": "Carry click ids along in the site's own links while storage is denied", "simpleValueType": true, "defaultValue": false }
]


___SANDBOXED_JS_FOR_WEB_TEMPLATE___

const callInWindow = require('callInWindow');
const copyFromWindow = require('copyFromWindow');
const gtagSet = require('gtagSet');
const JSON = require('JSON');
const makeNumber = require('makeNumber');
const setDefaultConsentState = require('setDefaultConsentState');
const updateConsentState = require('updateConsentState');

// What the site's own script says; nothing is granted where it is not there, or for a category that the site does not have.
const is = (category) => category && copyFromWindow('samtycke') && callInWindow('samtycke.has', category) === true ? 'granted' : 'denied';

const types = () => {
  const marketing = is(data.marketing);
  const functional = is(data.functional);
  return {
    ad_storage: marketing,
    ad_user_data: marketing,
    ad_personalization: marketing,
    analytics_storage: is(data.analytics),
    functionality_storage: functional,
    personalization_storage: functional,
    security_storage: 'granted',
  };
};

gtagSet('ads_data_redaction', data.adsDataRedaction === true);
gtagSet('url_passthrough', data.urlPassthrough === true);

// A stored choice is the default.
const initial = types();
const known = JSON.stringify(initial);
initial.wait_for_update = makeNumber(data.waitForUpdate);
setDefaultConsentState(initial);

const update = () => updateConsentState(types());

// One update for each decision. Samtycke calls listeners once the choice is in effect. Where its declaration is fetched,
// the stored choice comes with `ready`; elsewhere that has been, and it is told at once.
if (copyFromWindow('samtycke')) {
  callInWindow('samtycke.on', 'ready', () => JSON.stringify(types()) === known || update());
  callInWindow('samtycke.on', 'change', update);
}

data.gtmOnSuccess();


___WEB_PERMISSIONS___

[
  {
    "instance": {
      "key": { "publicId": "access_globals", "versionId": "1" },
      "param": [
        {
          "key": "keys",
          "value": {
            "type": 2,
            "listItem": [
              { "type": 3, "mapKey": [{ "type": 1, "string": "key" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }, { "type": 1, "string": "execute" }], "mapValue": [{ "type": 1, "string": "samtycke" }, { "type": 8, "boolean": true }, { "type": 8, "boolean": false }, { "type": 8, "boolean": false }] },
              { "type": 3, "mapKey": [{ "type": 1, "string": "key" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }, { "type": 1, "string": "execute" }], "mapValue": [{ "type": 1, "string": "samtycke.has" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
              { "type": 3, "mapKey": [{ "type": 1, "string": "key" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }, { "type": 1, "string": "execute" }], "mapValue": [{ "type": 1, "string": "samtycke.on" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] }
            ]
          }
        }
      ]
    },
    "clientAnnotations": { "isEditedByUser": true },
    "isRequired": true
  },
  {
    "instance": {
      "key": { "publicId": "access_consent", "versionId": "1" },
      "param": [
        {
          "key": "consentTypes",
          "value": {
            "type": 2,
            "listItem": [
              { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }], "mapValue": [{ "type": 1, "string": "ad_storage" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
              { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }], "mapValue": [{ "type": 1, "string": "ad_user_data" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
              { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }], "mapValue": [{ "type": 1, "string": "ad_personalization" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
              { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }], "mapValue": [{ "type": 1, "string": "analytics_storage" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
              { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }], "mapValue": [{ "type": 1, "string": "functionality_storage" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
              { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }], "mapValue": [{ "type": 1, "string": "personalization_storage" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
              { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }], "mapValue": [{ "type": 1, "string": "security_storage" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] }
            ]
          }
        }
      ]
    },
    "clientAnnotations": { "isEditedByUser": true },
    "isRequired": true
  },
  {
    "instance": {
      "key": { "publicId": "write_data_layer", "versionId": "1" },
      "param": [
        { "key": "keyPatterns", "value": { "type": 2, "listItem": [{ "type": 1, "string": "ads_data_redaction" }, { "type": 1, "string": "url_passthrough" }] } }
      ]
    },
    "clientAnnotations": { "isEditedByUser": true },
    "isRequired": true
  }
]


___TESTS___

scenarios: []


___NOTES___

Fire this tag on the trigger "Consent Initialization - All Pages".
