// What is told to code of the page: events, and words on the console.

/** `[event, listener]` pairs. */
export const listeners = new Set()
/** What went wrong last, for listeners that come later than the start. */
export let problem
/** What was said on the console. */
const said = new Set()

/** Reports what went wrong: on the console once, and with a code as an `error` event. */
export const report = (code, text) => {
  const message = "Samtycke: " + text
  if (!said.has(message)) {
    said.add(message)
    console.error(message)
  }
  if (code) fire("error", (problem = { code, message }))
}

/** Names an id that the configuration does not know. */
export const unknown = (id) =>
  report("", `no category and no service of the configuration has the id "${id}", so it is not granted.`)

export const fire = (event, detail) => {
  for (const [name, listener] of [...listeners]) {
    if (name == event) call(listener, detail)
  }
  document.dispatchEvent(new CustomEvent("samtycke:" + event, { detail }))
}

/** Calls a function of the page's; what it throws stops nothing. */
export const call = (listener, detail) => {
  try {
    listener(detail)
  } catch (thrown) {
    console.error(thrown)
  }
}
