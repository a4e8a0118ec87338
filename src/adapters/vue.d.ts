import type { DefineComponent, MaybeRefOrGetter, Ref, SlotsType } from "vue";

/** Whether a category or service is granted, as a ref. Call it in `setup`. It is `false` until the component is mounted. */
export function useConsent(id: MaybeRefOrGetter<string>): Readonly<Ref<boolean>>;

/** Renders the default slot while a category or service is granted, and the slot `fallback` otherwise. */
export const Gate: DefineComponent<{ id: string }, {}, {}, {}, {}, {}, {}, {}, string, {}, {}, {}, SlotsType<{ default?: {}; fallback?: {} }>>;

/** A button that opens the settings. It takes the attributes of `<button>`. */
export const SettingsButton: DefineComponent<{}>;
