// What became of every gated thing, for the inspector. Elements that are gone are remembered too.

import { pretended } from "./compiler"
import { holds, SetOf } from "./core"
import { services } from "./declaration"
import { type Declared, gatesOf } from "./door"
import { ADDRESSES, OURS } from "./gate"
import { type Thing, watch } from "./watch"

type State = "waiting" | "queued" | "late" | "running" | "ran" | "failed" | "replaced" | "live" | "unknown" | "ungated"
type Known = { state?: State; why: string }

/** What is known of elements and declared scripts. */
const known = new Map<Element | Declared["script"], Known>()

/** As many elements are remembered. */
const MOST = 2000

const keyOf = (thing: Thing): Element | Declared["script"] => ("service" in thing ? thing.script : thing)

const of = (key: Element | Declared["script"]): Known => {
  const one = known.get(key) ?? { why: "" }
  if (known.size < MOST) known.set(key, one)
  return one
}

let onChange: () => void = () => {}
/** Has a function called after each change. */
export const onThings = (listener: () => void): void => void (onChange = listener)

const became = (key: Element | Declared["script"], state: State, why = ""): void => {
  // A live address stays one: a later grant does not unload what the browser loaded before.
  if (of(key).state != "live") Object.assign(of(key), { state, why })
  onChange()
}

/** What is being let in. */
let entering: Element | Declared["script"] | undefined
/** Codes of what is reported meanwhile, and means that it does not run. */
const FAILURES = ["address", "nonce", "silent", "script", "write"]

/** Things that were held up already. */
const heldUp = new WeakSet<Element | Declared["script"]>()

const hasAddress = (thing: Thing): boolean =>
  "service" in thing ? thing.script.src !== undefined : ADDRESSES.some((name) => thing.hasAttribute(OURS + name))

/** What loads without a script tells by events. */
const hear = (element: Element): void => {
  element.addEventListener("error", () => became(element, "failed", "script"), { once: true })
}

watch({
  prepare: (declaration) => {
    const { version } = Object(declaration)
    // What is wrong is left as it is, for the check to name.
    if (!pretended.version || !Number.isInteger(version)) return declaration
    return { ...(declaration as object), version: version + pretended.version }
  },
  found: (element) => void of(element),
  wrong: (element, state, why) => became(element, state, why),
  delay: (thing) => {
    const key = keyOf(thing)
    if (!pretended.slow || heldUp.has(key) || !hasAddress(thing)) return 0
    heldUp.add(key)
    became(key, "late")
    return pretended.slow
  },
  enters: (thing) => {
    entering = keyOf(thing)
    became(entering, "running")
    if (!("service" in thing) && thing.localName != "script") hear(thing)
  },
  left: () => {
    const key = entering
    entering = undefined
    // One that waits for an answer goes on running.
    if (key && of(key).state == "running" && of(key).why != "answer") became(key, "ran")
  },
  waits: () => {
    const key = entering
    if (!key) return () => {}
    became(key, "running", "answer")
    return (isLoaded) => became(key, isLoaded ? "ran" : "failed", "script")
  },
  reported: (code) => {
    if (entering && FAILURES.includes(code)) became(entering, "failed", code)
  },
})

const stateOf = (key: Element | Declared["script"], gates: string[]): { state: State; why: string } => {
  const { state, why = "" } = known.get(key) ?? {}
  if (key instanceof Element && !key.isConnected) return { state: "replaced", why }
  const isGranted = !!gates[0] && gates.every((id) => holds(SetOf.Granted, id))
  // What was let in and shut again waits again.
  const isShut = key instanceof Element && key.localName != "script" && !isGranted && (state == "ran" || state == "late")
  return state && !isShut ? { state, why } : { state: isGranted ? "queued" : "waiting", why }
}

const address = (element: Element): string =>
  ADDRESSES.map((name) => element.getAttribute(OURS + name)).find((one) => one !== null) ?? ""

/** Every gated thing, in the order of the declaration and the page. */
export const things = (): object[] => {
  const declared = services().flatMap(({ id, scripts = [] }) =>
    scripts.map((script) => ({ tag: "script", address: script.src ?? "", gates: [id], declared: true, ...stateOf(script, [id]) })),
  )
  const elements = new Set([...document.querySelectorAll("[data-samtycke]"), ...[...known.keys()].filter((key) => key instanceof Element)])
  return [
    ...declared,
    ...[...elements].map((element) => {
      const gates = gatesOf(element)
      return { tag: element.localName, address: address(element), gates, declared: false, ...stateOf(element, gates) }
    }),
  ]
}
