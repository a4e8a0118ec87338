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
  "description": "Sets Google Consent Mode from the choice that Samtycke holds: the default on Consent Initialization, and an update and an event on each decision.",
  "containerContexts": ["WEB"]
}


___TEMPLATE_PARAMETERS___

[
  { "type": "TEXT", "name": "ad_storage", "displayName": "Category for ad_storage", "simpleValueType": true, "defaultValue": "marketing" },
  { "type": "TEXT", "name": "ad_user_data", "displayName": "Category for ad_user_data", "simpleValueType": true, "defaultValue": "marketing" },
  { "type": "TEXT", "name": "ad_personalization", "displayName": "Category for ad_personalization", "simpleValueType": true, "defaultValue": "marketing" },
  { "type": "TEXT", "name": "analytics_storage", "displayName": "Category for analytics_storage", "simpleValueType": true, "defaultValue": "analytics" },
  { "type": "TEXT", "name": "functionality_storage", "displayName": "Category for functionality_storage", "simpleValueType": true, "defaultValue": "functional" },
  { "type": "TEXT", "name": "personalization_storage", "displayName": "Category for personalization_storage", "simpleValueType": true, "defaultValue": "functional" },
  { "type": "TEXT", "name": "region", "displayName": "Regions that the default is for, if not everywhere (ISO 3166-2, separated by commas)", "help": "Countries, or parts of them, such as SE, NO, US-CA. Google knows no EU: list its countries.", "simpleValueType": true, "defaultValue": "", "valueValidators": [{ "type": "REGEX", "args": ["^ *([A-Z]{2}(-[A-Z0-9]{1,3})?( *, *[A-Z]{2}(-[A-Z0-9]{1,3})?)*)? *$"] }] },
  { "type": "TEXT", "name": "waitForUpdate", "displayName": "Milliseconds to wait for an update", "simpleValueType": true, "defaultValue": "500", "valueValidators": [{ "type": "NON_NEGATIVE_NUMBER" }] },
  { "type": "CHECKBOX", "name": "adsDataRedaction", "checkboxText": "Take click ids out of advertising hits while ad_storage is denied", "simpleValueType": true, "defaultValue": true },
  { "type": "CHECKBOX", "name": "urlPassthrough", "checkboxText": "Carry click ids along in the site's own links while storage is denied", "simpleValueType": true, "defaultValue": false },
  { "type": "TEXT", "name": "event", "displayName": "Event in the data layer", "simpleValueType": true, "defaultValue": "samtycke_consent", "valueValidators": [{ "type": "NON_EMPTY" }] }
]


___SANDBOXED_JS_FOR_WEB_TEMPLATE___

const callInWindow = require('callInWindow');
const copyFromWindow = require('copyFromWindow');
const createQueue = require('createQueue');
const gtagSet = require('gtagSet');
const JSON = require('JSON');
const makeNumber = require('makeNumber');
const setDefaultConsentState = require('setDefaultConsentState');
const updateConsentState = require('updateConsentState');

// What the site's own script says; nothing is granted where it is not there, or for a category that the site does not have.
const is = (category) => category && copyFromWindow('samtycke') && callInWindow('samtycke.has', category) === true ? 'granted' : 'denied';

const types = () => ({
  ad_storage: is(data.ad_storage),
  ad_user_data: is(data.ad_user_data),
  ad_personalization: is(data.ad_personalization),
  analytics_storage: is(data.analytics_storage),
  functionality_storage: is(data.functionality_storage),
  personalization_storage: is(data.personalization_storage),
  security_storage: 'granted',
});

const pushToDataLayer = createQueue('dataLayer');

// For triggers, with the same fields as the event of the presets.
const tell = (state) => pushToDataLayer({
  event: data.event,
  samtycke: {
    functional: state.functionality_storage === 'granted',
    analytics: state.analytics_storage === 'granted',
    marketing: state.ad_storage === 'granted',
  },
});

gtagSet('ads_data_redaction', data.adsDataRedaction === true);
gtagSet('url_passthrough', data.urlPassthrough === true);

// A stored choice is the default, also outside of the regions: without one Google takes all for granted there.
const say = (regions) => {
  const state = types();
  state.wait_for_update = makeNumber(data.waitForUpdate);
  if (regions) state.region = regions;
  setDefaultConsentState(state);
};
const regions = (data.region || '').split(',').map((one) => one.trim()).filter((one) => one);
if (regions.length) say(regions);
say();

const known = JSON.stringify(types());
tell(types());

const update = () => {
  const state = types();
  updateConsentState(state);
  tell(state);
};

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
              { "type": 3, "mapKey": [{ "type": 1, "string": "key" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }, { "type": 1, "string": "execute" }], "mapValue": [{ "type": 1, "string": "samtycke.on" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
              { "type": 3, "mapKey": [{ "type": 1, "string": "key" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }, { "type": 1, "string": "execute" }], "mapValue": [{ "type": 1, "string": "dataLayer" }, { "type": 8, "boolean": true }, { "type": 8, "boolean": true }, { "type": 8, "boolean": false }] }
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
