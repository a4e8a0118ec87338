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
