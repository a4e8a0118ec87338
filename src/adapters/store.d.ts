import type { Consent } from "./samtycke.js";

/**
 * Calls a function whenever what is granted may have changed, and returns a function that stops it. On a
 * server it does nothing.
 */
export function subscribe(listener: () => void): () => void;

/**
 * What is granted now: the same object until that changes. `undefined` on a server and until a
 * declaration is in effect.
 */
export function getSnapshot(): Consent | undefined;

/** Whether a category or service is granted now. `false` on a server and until a declaration is in effect. */
export function has(id: string): boolean;
