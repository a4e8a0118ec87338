/**
 * Starts the core: with the ES module, await this first. Until then nothing is granted. A second call
 * returns the same promise.
 *
 * `base` is the folder of the later files, where a bundler does not find them. The promise rejects on a
 * server, and where neither WebAssembly nor `samtycke.nowasm.js` runs; then nothing is granted.
 */
export default function load(options?: { base?: string }): Promise<void>;

/**
 * Starts under a declaration: an object, or its JSON. The same declaration again changes nothing, and
 * another one is ignored.
 *
 * Throws if the declaration is wrong; then nothing third-party is loaded. `samtycke.dev.js` lists every
 * problem in the message.
 */
export function init(declaration: Declaration | string): void;

/** Whether a category or service is granted now. Unknown ids are not, and are named on the console. */
export function has(id: string): boolean;

/** What is granted now, and how that came. */
export function consent(): Consent;

/**
 * Grants these categories and services and leaves all others as they are; without an argument, all.
 *
 * For this function, `reject` and `set`: unknown ids are named on the console and ignored. Repeating
 * the current choice does not renew its date.
 */
export function accept(ids?: string | string[]): void;

/** Refuses these categories and services and leaves all others as they are; without an argument, all. */
export function reject(ids?: string | string[]): void;

/** Grants (`true`) and refuses (anything else) by id, and leaves all others as they are. */
export function set(choices: { [id: string]: boolean }): void;

/** Takes back every consent. */
export function withdraw(): void;

/** Shows the banner. */
export function open(): void;

/** Shows the settings, once their part has been fetched. */
export function settings(): void;

/** Takes the banner and the settings away. This decides nothing. */
export function close(): void;

/** A promise that is kept once a category or service is granted. */
export function when(id: string): Promise<void>;

/**
 * Calls a function on every event of this name, and returns a function that stops it. A listener for
 * `ready` that comes later is called at once.
 */
export function on(event: "ready" | "change" | "open" | "close", listener: (consent: Consent) => void): () => void;
export function on(event: "error", listener: (problem: Problem) => void): () => void;

/** The consents and withdrawals of this browser, newest first; none where storage is blocked. */
export function receipts(): Receipt[];

/** Speaks another language: a tag such as `sv` or `pt-BR`. The promise is kept once its words are shown. */
export function setLanguage(tag: string): Promise<void>;

/** A text for visitors: one for every language, or one each. */
export type Text = string | { [language: string]: string };

/** What is granted now, and how that came. */
export interface Consent {
    /** The version of the declaration; null before `init`. */
    version: number | null;
    /** Whether there is a choice. */
    decided: boolean;
    /** Ids of the categories that are granted. */
    granted: string[];
    /** Ids of the categories that are not. */
    denied: string[];
    /** Whether each service is granted, by its id. */
    services: { [id: string]: boolean };
    /** The signal that the browser sends. */
    signal: "doNotTrack" | "globalPrivacyControl" | null;
    /** The random id of the choice; null if there is none. A refusal has none, so that it identifies nobody. */
    id: string | null;
    /** The time of the choice, in whole seconds since 1970. A refusal has the start of its day (UTC). */
    time: number | null;
    /** How it was made. */
    how: "all" | "none" | "some" | "api" | "embed" | null;
    /** The language that the visitor is spoken to in; null before `init`. */
    language: string | null;
    /**
     * What may still be in the browser and no page can delete: cookies and storage of services that were
     * granted and are not any more, if they are declared as another party's or as `httpOnly`. No page can
     * see whether it is still there. Later pages know it from the newest receipt.
     */
    remains: Remaining[];
}

/** Something that may still be in the browser. */
export interface Remaining {
    /** The id of its service. */
    service: string;
    /** Its name or pattern, as declared. */
    name: string;
    /** The host that sets it, as declared; empty without one. */
    host: string;
}

/** A consent or a withdrawal that was made in this browser. */
export interface Receipt {
    /** When, in whole seconds since 1970. */
    time: number;
    /** The cookie's value: version, id, how it was made, and what was granted. */
    value: string;
    /** The language that the visitor was spoken to in. */
    language: string;
    /** Ids of the services that may have left something that no page can delete. */
    remains: string[];
}

/** Something that went wrong. */
export interface Problem {
    /** What kind of thing: `declaration`, `webassembly` and the like. */
    code: string;
    /** What it is, and how to mend it. */
    message: string;
}

/** `window.samtycke`. */
export interface Samtycke {
    init: typeof init;
    has: typeof has;
    consent: typeof consent;
    accept: typeof accept;
    reject: typeof reject;
    set: typeof set;
    withdraw: typeof withdraw;
    open: typeof open;
    settings: typeof settings;
    close: typeof close;
    when: typeof when;
    on: typeof on;
    receipts: typeof receipts;
    setLanguage: typeof setLanguage;
}

declare global {
    /** There as soon as the script tag has run. */
    var samtycke: Samtycke;
    /** Set before the script tag, it starts Samtycke. */
    var samtyckeConfig: Declaration | string | undefined;
    interface Window {
        samtycke: Samtycke;
        samtyckeConfig?: Declaration | string;
    }
    interface DocumentEventMap {
        "samtycke:ready": CustomEvent<Consent>;
        "samtycke:change": CustomEvent<Consent>;
        "samtycke:open": CustomEvent<Consent>;
        "samtycke:close": CustomEvent<Consent>;
        "samtycke:error": CustomEvent<Problem>;
    }
}
