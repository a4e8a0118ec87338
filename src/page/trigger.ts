// What leads to the settings from the page's own tree.

/** The place by which a link opens the settings, and an address opens the page with them. */
export const PLACE = "#samtycke-settings"

/** A link that opens the settings: routers and a `<base>` put a path before it. One with another host leads away. */
export const settingsLink = (): string => `[href$="${PLACE}"]:is(:not([href*="//"]),[href^="${location.origin}/"])`

/** Whether visitors see one. */
export const hasTrigger = (): boolean =>
  [...document.querySelectorAll(`[data-samtycke-click="settings"],[data-samtycke-click="withdraw"],${settingsLink()}`)].some(
    (trigger) => !trigger.closest("samtycke-root") && (trigger.checkVisibility?.() ?? true),
  )
