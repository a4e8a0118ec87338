/**
 * Loads the WebAssembly; the functions of this module answer as if there were no configuration until
 * it has. `from`: where `core_bg.wasm` is, or its bytes; by default it is beside this module. Where
 * WebAssembly is refused, `samtycke.nowasm.js` beside this module takes its place; where that does not
 * load either, this rejects, and nothing is granted.
 */
export default function load(from?: string | URL | Request | BufferSource | WebAssembly.Module): Promise<void>;

/**
 * Starts under a configuration: an object, or its JSON text. A second call changes nothing. Of the ES
 * module, `await` the default export first.
 *
 * Throws an `Error` that lists every problem of the configuration with its path (in
 * `samtycke.min.js`, that there is one); nothing third-party is loaded then, and the page stays as
 * it was.
 */
export function init(config: Config | string): void;

/**
 * Whether a category or a service is granted now. Before `init` nothing is; an id that is unknown is
 * not, and is named on the console.
 */
export function has(id: string): boolean;

/** What is granted now, and how that came. */
export function consent(): Consent;

/** Grants these categories and services and leaves all others as they are; without ids, all. */
export function accept(ids?: string | string[]): void;

/** Refuses these categories and services and leaves all others as they are; without ids, all. */
export function reject(ids?: string | string[]): void;

/**
 * Grants (`true`) and refuses (anything else) by id, and leaves all others as they are.
 *
 * Of this and the two above: an id that is unknown is named on the console, and where none is known nothing is
 * decided. What holds already is not decided anew, so that no consent lasts longer by it.
 */
export function set(choices: { [id: string]: boolean }): void;

/** Takes back every consent. */
export function withdraw(): void;

/** Shows the banner. */
export function open(): void;

/** Shows the settings, once their part has been fetched. */
export function settings(): void;

/** Takes the banner and the settings away; nothing is decided by it. */
export function close(): void;

/** A promise that is kept once a category or a service is granted. */
export function when(id: string): Promise<void>;

/**
 * Calls a function on every `ready`, `change`, `open`, `close` or `error`, and returns one that
 * stops it. Where `ready` has been, it is called at once.
 */
export function on(event: "ready" | "change" | "open" | "close", listener: (consent: Consent) => void): () => void;
export function on(event: "error", listener: (problem: Problem) => void): () => void;

/** The decisions made in this browser, newest first. */
export function receipts(): Consent[];

/** A text for visitors: the same in every language, or one for each. */
export type Text = string | { [language: string]: string };

/** What is granted now, and how that came. */
export interface Consent {
    /** The version of the configuration that it was given for; null before `init`. */
    version: number | null;
    /** Whether the visitor has chosen. */
    decided: boolean;
    /** Ids of the categories that are granted. */
    granted: string[];
    /** Ids of the categories that are not. */
    denied: string[];
    /** Each service by its id. */
    services: { [id: string]: boolean };
    /** The signal that the browser sends. */
    signal: "doNotTrack" | "globalPrivacyControl" | null;
    /** The id of the choice: random, and the same in the receipts. */
    id: string | null;
    /** When it was made, in seconds since 1970. */
    time: number | null;
    /** How it was made. */
    how: "all" | "none" | "some" | "api" | null;
    /** The language that the visitor was asked in. */
    language: string | null;
    /**
     * What may still be in the browser and no page can delete: cookies and storage that services
     * declare as another party's, or as `httpOnly`, once such a service has been granted and is not
     * any more. Whether it really is there, no page can see. It is known on later pages by the newest
     * receipt, and thereby on this page only where storage is blocked.
     */
    remains: Remaining[];
}

/** Something that may still be in the browser. */
export interface Remaining {
    /** The id of its service. */
    service: string;
    /** Its name or pattern, as declared. */
    name: string;
    /** The host that sets it, as declared; empty where none is. */
    host: string;
}

/** Something that went wrong. */
export interface Problem {
    /** What kind of thing: `configuration`, `webassembly` and the like. */
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
}

declare global {
    /** There as soon as the script tag has run. */
    var samtycke: Samtycke;
    /** Set before the script tag, it starts Samtycke. */
    var samtyckeConfig: Config | string | undefined;
    interface Window {
        samtycke: Samtycke;
        samtyckeConfig?: Config | string;
    }
    interface DocumentEventMap {
        "samtycke:ready": CustomEvent<Consent>;
        "samtycke:change": CustomEvent<Consent>;
        "samtycke:open": CustomEvent<Consent>;
        "samtycke:close": CustomEvent<Consent>;
        "samtycke:error": CustomEvent<Problem>;
    }
}
