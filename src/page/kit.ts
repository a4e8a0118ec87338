// What the settings part receives from the first script, and what it gives back. The two are built
// apart, so they meet in this tuple by position.

import type { How, SetOf, What } from "./core"
import type { Category, Service, Site } from "./site"

/** A text of the declaration: one for every language, or one each. */
export type Text = string | { [language: string]: string }

/** Words of ours, by key. */
export type Words = { [key: string]: string }

type Attributes = { [name: string]: string }

export type Kit = [
  /** Makes an element. */
  h: <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Attributes, ...inside: (Node | string)[]) => HTMLElementTagNameMap[Tag],
  /** Class, language, direction and theme of a part of ours. */
  frame: (name: string) => Attributes,
  /** A text of ours by its key, with its placeholders filled. `purposes` fills `{purposes}`; by default all that can be answered. */
  say: (key: string, purposes?: string) => string,
  /** A text of the declaration in the visitor's language; empty for none. */
  text: (value?: Text) => string,
  /** The name of a category or service. */
  label: (gate: Category | Service) => string,
  /** The link to the policy. */
  policy: () => HTMLElement,
  /** Reject, accept, and a third button with this meaning, which is the last child. */
  buttons: (last: string) => HTMLElement,
  /** The declaration. */
  site: () => Site,
  /** Whether a category or service is in a set now. */
  holds: (set: SetOf, id: string) => boolean,
  /** Files of words that are on their way already, by language. */
  early: { [tag: string]: Promise<Response | void> },
  /** The signal that is on. */
  signal: () => "doNotTrack" | "globalPrivacyControl" | null,
  /** The language that the visitor is spoken to in. */
  language: () => string,
  /** What earlier grants left behind that no page can delete. */
  remains: () => { service: string; name: string; host: string }[],
  /** Saves the visitor's answers, by id, as they are after a look at the jar; for this view alone where that is what is decided. */
  save: (answers: () => [id: string, yes: boolean][], what?: What, how?: How) => void,
  /** A link with a text, and a longer name where the text alone does not say whose it is. */
  link: (address: string, text: string, label?: string) => HTMLElement,
  /** Adds a style sheet to the page. */
  addStyle: (css: string) => boolean,
  /** Where a file of ours lies. */
  address: (file: string) => string,
  /** The language whose file of words is wanted. */
  part: () => string,
  /** Takes in more words of a language. */
  learn: (tag: string, words: Words) => void,
]

/** What the embeds part receives: the same, and more. */
export type EmbedKit = [
  ...kit: Kit,
  ...more: EmbedMore,
  /** Gives the page room for buttons of chats, which have come or moved. */
  room: () => void,
]

/** What comes on top. */
export type EmbedMore = [
  /** Names a mistake of the page. */
  report: (code: string, ...values: unknown[]) => unknown,
  /** Fetches the words of the language that is spoken now; nothing where they cannot be had. */
  prepare: () => Promise<unknown>,
  /** Shows an element in our own one; `false` where it would have no style. */
  show: (part: HTMLElement) => boolean,
  /** Where the gate of an element is kept that its address has given, with that address. */
  recognised: WeakMap<Element, string>,
]

/** The embeds part: gives a function that brings all stand-ins in step with the page and with what is granted. */
export type EmbedPart = (...kit: EmbedKit) => () => void

/** What the settings part gives back. */
export type Part = {
  /** Fetches the words of the language that is spoken now; `false` where they cannot be had. What failed is tried again if a visitor waits. */
  words: (isAwaited: boolean) => Promise<boolean>
  /** The dialog, not yet open, with every switch as granted now. */
  settings: () => HTMLDialogElement
  /** Puts the tables of the declaration into the page's own places. */
  fill: () => void
  /** Fetches the embeds part, whose digest this part knows; nothing where it cannot be had. */
  embeds: (fetch: (file: string, integrity: string) => Promise<unknown>, ...more: EmbedMore) => Promise<(() => void) | undefined>
  /** Gives the page room for the banner, if there is one, at an edge of the window; says whether the page is the policy. */
  room: (banner: HTMLElement | undefined, isPolicy: boolean) => void
}

declare global {
  interface HTMLElement {
    /** What the settings part does at a click on a button of its own, and at a key in a dialog. Not `onclick`: pages give that to all buttons. */
    samtyckeAct?: (event: Event) => void
  }
  interface HTMLScriptElement {
    /** Set by the part that ran in this element. */
    samtyckePart?: (...kit: Kit) => Part
  }
}
