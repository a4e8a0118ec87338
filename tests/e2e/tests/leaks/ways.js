// The ways by which a script puts gated things into a page. `table` stands before this: the third
// party's address, the things (`forms`), the gates, and which gates go every way.

const made = (html) => {
  const template = document.createElement("template")
  template.innerHTML = html
  return document.importNode(template.content, true).firstElementChild
}

/** Each puts one thing into a place. */
const insertions = {
  appendChild: (html, place) => place.appendChild(made(html)),
  insertAdjacentHTML: (html, place) => place.insertAdjacentHTML("beforeend", html),
  innerHTML: (html, place) => {
    const inner = document.createElement("div")
    place.append(inner)
    inner.innerHTML = html
  },
  cloned: (html, place) => place.append(made(html).cloneNode(true)),
  template: (html, place) => {
    const template = document.createElement("template")
    template.innerHTML = html
    place.append(template)
    place.append(template.content.cloneNode(true))
  },
  fragment: (html, place) => place.append(document.createRange().createContextualFragment(html)),
  nested: (html, place) => {
    const outer = document.createElement("section")
    outer.append(document.createElement("p"), made(html))
    place.append(outer)
  },
  moved: (html, place) => {
    const thing = made(html)
    place.append(thing)
    place.prepend(thing)
  },
  original: (html, place) => {
    const thing = made(html)
    place.append(thing)
    const clone = thing.cloneNode(true)
    for (const one of [clone, ...clone.querySelectorAll("*")]) {
      for (const attribute of one.attributes) attribute.value = attribute.value.replace("/original/", "/besideIt/")
    }
    if (clone.localName == "script") clone.textContent = clone.textContent.replace("/original/", "/besideIt/")
    place.append(clone)
  },
  // Its clone, at addresses of its own, is put in with it.
  besideIt: () => {},
  takenAndBack: (html, place) => {
    const thing = made(html)
    place.append(thing)
    thing.remove()
    setTimeout(() => place.append(thing))
  },
  away: (html, place) => {
    const thing = made(html)
    place.append(thing)
    travellers.push([thing, place])
  },
  madeLater: (html, place) => {
    const thing = made(html)
    const bare = document.createElement(thing.localName)
    place.append(bare)
    setTimeout(() => {
      for (const { name, value } of thing.attributes) bare.setAttribute(name, value)
      bare.append(...thing.childNodes)
    })
  },
}

/** Each puts many things where they must not come to life. */
const dead = {
  inert: (html, place) => {
    const template = document.createElement("template")
    template.innerHTML = html
    place.append(template)
  },
  srcdoc: (html, place) => {
    const frame = document.createElement("iframe")
    frame.srcdoc = html
    place.append(frame)
  },
  shadow: (html, place) => {
    const host = document.createElement("div")
    place.append(host)
    host.attachShadow({ mode: "open" }).append(document.createRange().createContextualFragment(html))
  },
  detached: (html) => void made(`<div>${html}</div>`),
  parser: (html) => void new DOMParser().parseFromString(html, "text/html"),
  removed: (html, place) => {
    const outer = made(`<div>${html}</div>`)
    place.append(outer)
    outer.remove()
  },
}

/** What is taken from the page while its grant is given, and where it comes back. */
const travellers = []
const leave = () => travellers.forEach(([thing]) => thing.remove())
const back = () => travellers.forEach(([thing, place]) => thing.isConnected || place.append(thing))

/** A thing under the address of its cell. */
const fill = (form, ...cell) => {
  const path = `/cell/${[...cell, form].join("/")}`
  const gate = cell[cell.length - 1]
  return table.forms[form].replaceAll("URL", table.third + path).replaceAll("GATE", gate)
}

/** The things that go a way: code in attributes goes one alone. */
const formsOf = (way) => Object.keys(table.forms).filter((form) => way == "appendChild" || !form.startsWith("code-"))

/** Puts every thing into the page, every way. */
const insert = (page, moment) => {
  const place = document.createElement("div")
  document.body.append(place)
  for (const way of table.ways) {
    for (const gate of way == "appendChild" ? table.gates : table.main) {
      for (const form of formsOf(way)) insertions[way](fill(form, page, moment, way, gate), place)
    }
  }
  for (const [way, put] of Object.entries(dead)) {
    for (const gate of table.main) {
      put(formsOf(way).map((form) => fill(form, page, moment, way, gate)).join(""), place)
    }
  }
}

/** Writes every thing into the page that is being parsed. */
const write = (page, moment) => {
  for (const gate of table.main) {
    for (const form of formsOf("written")) document.write(fill(form, page, moment, "written", gate))
  }
}

/** The same once the page is there, which puts what is written in the page's place. */
const writeAnew = (page, moment) => {
  document.open()
  document.write('<!doctype html><html lang="en"><title>Anew</title><body><iframe name="nowhere"></iframe>')
  write(page, moment)
  document.close()
}

/** Does what visitors do, once with each thing that leads to the third party: clicks, sends; and
 * where `all` is said, with everything else too. */
const use = (all) => {
  for (const thing of document.querySelectorAll("a[data-samtycke], form[data-samtycke]")) {
    const leads = [thing.href, thing.ping, thing.action].some((address) => address?.startsWith(table.third))
    if (thing.isUsed || !(leads || all)) continue
    thing.isUsed = leads
    if (thing.localName == "a") thing.click()
    else {
      // What follows in the same frame would stop it.
      const frame = document.createElement("iframe")
      if (leads) thing.target = frame.name = thing.action
      if (leads) document.body.append(frame)
      thing.submit()
    }
  }
}

// A driver sees what is the window's.
Object.assign(window, { insertions, dead, insert, write, writeAnew, use, leave, back })
window.addEventListener("pageshow", (event) => (window.isRestored = event.persisted))
// Frames of other hosts keep a prerendered page from having loaded.
document.addEventListener("samtycke:ready", () => fetch("/favicon.ico?ready"))
