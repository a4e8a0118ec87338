// For Svelte 5.

export { consent } from "./svelte-consent.js"
export { default as Gate } from "./Gate.svelte"
export { default as SettingsButton } from "./SettingsButton.svelte"
