// Promises of grants.

import { holds, SetOf } from "./core"

let waiting: [id: string, keep: () => void][] = []

/** Keeps a promise once an id is granted. */
export const whenGranted = (id: string, keep: () => void): void => void waiting.push([id, keep])

/** Keeps those that can be kept now. */
export const keepPromises = (): void => {
  waiting = waiting.filter(([id, keep]) => {
    const isGranted = holds(SetOf.Granted, id)
    if (isGranted) keep()
    return !isGranted
  })
}
