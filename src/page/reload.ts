// Loads the page anew, which ends what has run and is refused.

import { attempt } from "./attempt"
import { holds, ids, SetOf } from "./core"
import { site } from "./declaration"
import { report } from "./report"
import { PLACE } from "./trigger"
import { within } from "./within"

/** Fields in which the visitor has entered something. */
let typed: WeakRef<Element>[] = []

/** Notes that something was entered in a field; without one, that all was sent or taken back. */
export const noteTyped = (field?: Element): void => {
  typed = field ? [...typed.filter((one) => one.deref() != field), new WeakRef(field)] : []
}

/** Whether a load would lose something: not what was emptied since, as by code that has sent it, or taken away with its field. */
const isTyped = (): boolean =>
  typed.some((one) => {
    const field = one.deref() as Partial<HTMLInputElement> | undefined
    return field?.isConnected && field.value !== ""
  })

/** Whether something runs that a withdrawal ends by a load. */
export const endsByLoad = (): boolean => site().ui?.reload !== false && ids().some((id) => holds(SetOf.Ran, id))

/** Whether something runs on that is granted no more: what was typed has kept the page, or its visitor has. */
export const runsOn = (): boolean => ids().some((id) => holds(SetOf.Ran, id) && !holds(SetOf.Granted, id))

// Not `location.reload()`, which sends a form again. From another address, else one with a place in it is only scrolled to.
// By the browser's own function: vendors put theirs over it, and would report a visit.
const leave = (): void => {
  // What was decided in the settings need not open them again.
  const href = location.href.replace(PLACE, "")
  const isElsewhere = href.includes("#") && attempt(() => (History.prototype.replaceState.call(history, history.state, "", href.replace("#", "?#")), true))
  location.replace(isElsewhere ? href : (href.split("#")[0] as string))
}

let isLeaving = false

/** Whether what runs and is refused would report that the visitor leaves or is back. What was typed may be saved then. */
export const wouldReport = (): boolean => isLeaving && !isTyped()

/** Loads the page anew once all is deleted. A deletion that hangs delays it by a second. */
export const reload = (swept: Promise<unknown> | undefined, isDecision: boolean): void => {
  if (site().ui?.reload === false) return
  if (!isDecision && isTyped()) return void report("elsewhere")
  isLeaving = true
  void within(1000, swept).then(() => {
    // A router that takes in or stops every navigation would leave what runs as it is. It is asked within this call.
    const event = (window as any).NavigateEvent?.prototype ?? {}
    const { intercept } = event
    attempt(() => (event.intercept = event.preventDefault = () => {}))
    leave()
    attempt(() => delete event.preventDefault && (event.intercept = intercept))
  })
}
