// Types test values into what a visitor could fill in, and leaves each field again. No form is sent: its events are
// stopped, and its functions do nothing from now on. Gives how many fields were filled.
((values) => {
  addEventListener("submit", (event) => { event.preventDefault(); event.stopImmediatePropagation() }, true)
  HTMLFormElement.prototype.submit = HTMLFormElement.prototype.requestSubmit = () => {}
  const kindOf = ({ type, name, id, autocomplete }) => {
    const said = [type, name, id, autocomplete].join(" ").toLowerCase()
    if (/mail/.test(said)) return "mail"
    if (/tel|phone|mobil/.test(said)) return "phone"
    return /name|namn/.test(said) ? "name" : "text"
  }
  const fields = [...document.querySelectorAll("input, textarea")].filter((field) =>
    /^(text|email|tel|search|url|textarea)$/.test(field.type) && !field.disabled && !field.readOnly && field.getClientRects().length)
  for (const field of fields) {
    field.focus()
    // As by a keyboard: frameworks put a property of their own over the browser's.
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, values[kindOf(field)])
    field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, inputType: "insertText" }))
    field.dispatchEvent(new Event("change", { bubbles: true }))
    field.blur()
  }
  return fields.length
})
