// What leads to the settings from the page's own tree.

/** A link that opens the settings: routers and a `<base>` put a path before it. One with a host leads away. */
export const SETTINGS_LINK = '[href$="#samtycke-settings"]:not([href*="//"])'

const TRIGGER = `[data-samtycke-click="settings"],[data-samtycke-click="withdraw"],${SETTINGS_LINK}`

/** Whether visitors see one. */
export const hasTrigger = (): boolean => [...document.querySelectorAll(TRIGGER)].some((trigger) => !trigger.closest("samtycke-root") && (trigger.checkVisibility?.() ?? true))
