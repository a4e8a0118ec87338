// The least that asks, obeys and remembers on the benchmark's page, written by hand: two answers, a
// dialog, a cookie, gated tags. It has no configuration and checks nothing, so it is no banner to be
// used; whatever one does costs this and what it does beyond.
{
  const run = () => {
    for (const tag of document.querySelectorAll('script[type="text/plain"]')) {
      const script = document.createElement("script")
      script.text = tag.text
      tag.replaceWith(script)
    }
  }

  const banner = document.createElement("div")
  banner.style = "position:fixed;inset:auto 0 0;padding:1em;background:#fff;border-top:1px solid"
  const answer = (yes) => {
    document.cookie = `least=${yes}; Max-Age=15552000; Path=/; SameSite=Lax`
    banner.remove()
    if (yes) run()
  }
  const button = (text, act) => {
    const element = document.createElement("button")
    element.textContent = text
    element.onclick = act
    return element
  }
  const settings = () => {
    const dialog = document.createElement("dialog")
    for (const name of ["Functional", "Analytics", "Marketing"]) {
      const label = document.createElement("label")
      const box = document.createElement("input")
      box.type = "checkbox"
      label.append(box, name)
      dialog.append(label)
    }
    document.body.append(dialog)
    dialog.showModal()
  }
  const ask = () => {
    banner.append(
      "May we store cookies in your browser? ",
      button("Reject all", () => answer(false)),
      button("Accept all", () => answer(true)),
      button("Settings", settings),
    )
    document.body.append(banner)
  }

  const choice = /\bleast=(\w+)/.exec(document.cookie)?.[1]
  if (choice === "true") addEventListener("DOMContentLoaded", run)
  if (!choice) {
    const observer = new MutationObserver(() => {
      if (!document.body) return
      observer.disconnect()
      ask()
    })
    observer.observe(document, { childList: true, subtree: true })
  }
}
