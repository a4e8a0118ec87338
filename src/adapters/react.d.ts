import type { ComponentPropsWithRef, ReactNode } from "react";

/** Whether a category or service is granted; the component renders again when that changes. `false` on a server. */
export function useConsent(id: string): boolean;

/** Renders `children` while a category or service is granted, and `fallback` otherwise. */
export function Gate(props: { id: string; fallback?: ReactNode; children?: ReactNode }): ReactNode;

/** A button that opens the settings. It takes the properties of `<button>`. */
export function SettingsButton(props: ComponentPropsWithRef<"button">): ReactNode;
