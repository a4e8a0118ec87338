// The numbers by which the page and the model know what happens, and what is to be done; those of
// src/model/wire.rs, which says what belongs to each. An enum, since esbuild puts the numbers of
// one where they are used.

export const enum Say {
  Next,
  Has,
  Consent,
  Services,
  Gone,
  Leaving,
  Decide,
  Stored,
  Return,
  Toggle,
  Open,
  Close,
  Found,
  Settled,
  More,
  Place,
  Idle,
  Start,
}

export const enum Surface {
  Banner,
  Settings,
  Reopen,
}

/** The number of the effect that runs a script. */
export const enum Effect {
  Run = 3,
}
