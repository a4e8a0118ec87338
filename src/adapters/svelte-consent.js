// Whether something is granted, as a store of Svelte. Apart from svelte.js, since the gate needs it too.

import { readable } from "svelte/store"
import { has, subscribe } from "./store.js"

export const consent = (id) =>
  readable(false, (set) => {
    const update = () => set(has(id))
    update()
    return subscribe(update)
  })
