// The functions of `window.samtycke`, and of the ES module.

import { hands } from "./effects.js"
import { facts } from "./facts.js"
import { connect, decide, look } from "./page.js"
import { report } from "./report.js"
import { act, equip, has, start, started } from "./visit.js"
import { Say, Surface } from "./wire.ts"

export { on, when } from "./events.js"
export { receipts } from "./storage.js"
export { consent, has } from "./visit.js"

/** Takes the module's `act`, and the folder that the second layer is in. */
export const attach = (act, folder) => equip(act, hands, folder)

/** Refuses a configuration, and returns what to throw. */
export const refuse = (why) => {
  report("configuration", why)
  return new Error("Samtycke: " + why)
}

export const init = (config) => {
  if (started) return report("", "it runs already; the second `init` was ignored.")
  let problems
  try {
    // A clone refuses functions, which JSON would leave out.
    config = JSON.parse(typeof config == "string" ? config : JSON.stringify(structuredClone(config)))
    config.services ??= []
    problems = start(config, facts(), connect)
  } catch (why) {
    problems = `the configuration is no JSON object (${why.message}), so nothing third-party is loaded.`
  }
  if (problems) throw refuse(problems)
  look([])
}

const whenStarted = (act) => {
  if (started) act()
  else report("", 'there is no configuration yet; wait for "ready".')
}

const byCode = (answer, ids) =>
  whenStarted(() => {
    // Each unknown id is named once.
    for (const id of typeof ids == "string" ? [ids] : Array.isArray(ids) ? ids : Object.keys(ids || {})) has(id)
    decide(answer, ids, true)
  })

export const accept = (ids) => byCode(true, ids)

export const reject = (ids) => byCode(false, ids)

export const set = (answers) => byCode(null, answers || {})

export const withdraw = () => byCode(false)

export const open = () => whenStarted(() => act(Say.Open, Surface.Banner))

export const settings = () => whenStarted(() => act(Say.Open, Surface.Settings))

export const close = () =>
  whenStarted(() => {
    act(Say.Close, Surface.Settings)
    act(Say.Close, Surface.Banner)
  })
