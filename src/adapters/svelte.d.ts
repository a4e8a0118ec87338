import type { Component, Snippet } from "svelte";
import type { HTMLButtonAttributes } from "svelte/elements";
import type { Readable } from "svelte/store";

/** Whether a category or service is granted, as a store. `false` on a server. */
export function consent(id: string): Readable<boolean>;

/** Renders `children` while a category or service is granted, and the snippet `fallback` otherwise. */
export const Gate: Component<{ id: string; children?: Snippet; fallback?: Snippet }>;

/** A button that opens the settings. It takes the attributes of `<button>`. */
export const SettingsButton: Component<HTMLButtonAttributes>;
