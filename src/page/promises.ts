// Promises of grants.

import { core, holds, numberOf, SetOf } from "./core"

let waiting: [id: string, keep: () => void][] = []

/** Keeps a promise once an id is granted. Code of the page runs under that grant then, so a withdrawal has to end it. */
export const whenGranted = (id: string, keep: () => void): void => {
  waiting.push([id, keep])
  keepPromises()
}

/** Keeps those that can be kept now. */
export const keepPromises = (): void => {
  waiting = waiting.filter(([id, keep]) => {
    const isGranted = holds(SetOf.Granted, id)
    if (isGranted && core().may_run(numberOf(id))) keep()
    return !isGranted
  })
}
