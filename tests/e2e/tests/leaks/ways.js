// The ways by which a script puts gated things into a page. `table` stands before this: the third
// party's address, the names of the things (`forms`) whose HTML waits in `#forms`, the gates of each,
// which gates go every way, and the ways.

/** A thing of each form, by name, as the parser made it. */
const stock = Object.fromEntries(
  [...document.getElementById("forms").content.children].map((thing, index) => [table.forms[index], thing]),
)

/** Replaces a part of every attribute and text of a thing. */
const change = (thing, part, by) => {
  const texts = document.createTreeWalker(thing, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
  for (let node = thing; node; node = texts.nextNode()) {
    for (const text of node.attributes ?? [node]) {
      if (text.nodeValue.includes(part)) text.nodeValue = text.nodeValue.replaceAll(part, by)
    }
  }
  return thing
}

/** The thing of a cell: as an element, another one each time, and as HTML. */
const thingOf = (form, ...cell) => {
  const address = `${table.third}/cell/${[...cell, form].join("/").replaceAll(" ", "+")}`
  const gate = cell[cell.length - 1]
  const made = () => change(change(document.importNode(stock[form], true), "URL", address), "GATE", gate)
  return { made, html: stock[form].outerHTML.replaceAll("URL", address).replaceAll("GATE", gate) }
}

/** Each puts one thing into a place. */
const insertions = {
  appendChild: ({ made }, place) => place.appendChild(made()),
  insertAdjacentHTML: ({ html }, place) => place.insertAdjacentHTML("beforeend", html),
  innerHTML: ({ html }, place) => {
    const inner = document.createElement("div")
    place.append(inner)
    inner.innerHTML = html
  },
  cloned: ({ made }, place) => place.append(made().cloneNode(true)),
  template: ({ html }, place) => {
    const template = document.createElement("template")
    template.innerHTML = html
    place.append(template)
    place.append(template.content.cloneNode(true))
  },
  fragment: ({ html }, place) => place.append(document.createRange().createContextualFragment(html)),
  nested: ({ made }, place) => {
    const outer = document.createElement("section")
    outer.append(document.createElement("p"), made())
    place.append(outer)
  },
  moved: ({ made }, place) => {
    const thing = made()
    place.append(thing)
    place.prepend(thing)
  },
  original: ({ made }, place) => {
    const thing = made()
    place.append(thing)
    place.append(change(thing.cloneNode(true), "/original/", "/besideIt/"))
  },
  // Its clone, at addresses of its own, is put in with it.
  besideIt: () => {},
  takenAndBack: ({ made }, place) => {
    const thing = made()
    place.append(thing)
    thing.remove()
    setTimeout(() => place.append(thing))
  },
  away: ({ made }, place) => {
    const thing = made()
    place.append(thing)
    travellers.push([thing, place])
  },
  madeLater: ({ made }, place) => {
    const thing = made()
    const bare = document.createElement(thing.localName)
    place.append(bare)
    setTimeout(() => {
      for (const { name, value } of thing.attributes) bare.setAttribute(name, value)
      bare.append(...thing.childNodes)
    })
  },
}

const elementsOf = (things) => things.map(({ made }) => made())
const htmlOf = (things) => things.map(({ html }) => html).join("")

/** Each puts many things where they must not come to life. */
const dead = {
  inert: (things, place) => {
    const template = document.createElement("template")
    template.content.append(...elementsOf(things))
    place.append(template)
  },
  srcdoc: (things, place) => {
    const frame = document.createElement("iframe")
    frame.srcdoc = htmlOf(things)
    place.append(frame)
  },
  shadow: (things, place) => {
    const host = document.createElement("div")
    place.append(host)
    host.attachShadow({ mode: "open" }).append(...elementsOf(things))
  },
  detached: (things) => document.createElement("div").append(...elementsOf(things)),
  parser: (things) => void new DOMParser().parseFromString(htmlOf(things), "text/html"),
  removed: (things, place) => {
    const outer = document.createElement("div")
    outer.append(...elementsOf(things))
    place.append(outer)
    outer.remove()
  },
}

/** What is taken from the page while its grant is given, and where it comes back. */
const travellers = []
const leave = () => travellers.forEach(([thing]) => thing.remove())
const back = () => travellers.forEach(([thing, place]) => thing.isConnected || place.append(thing))

/** The things that go a way: code in attributes goes one alone. */
const formsOf = (way) =>
  table.forms.filter((form) => way == "appendChild" || !form.startsWith("code-"))

/** Puts every thing into the page, every way. */
const insert = (page, moment) => {
  const place = document.createElement("div")
  document.body.append(place)
  for (const way of table.ways) {
    for (const form of formsOf(way)) {
      for (const gate of way == "appendChild" ? table.gates[form] : table.main) {
        insertions[way](thingOf(form, page, moment, way, gate), place)
      }
    }
  }
  for (const way of table.dead) {
    for (const gate of table.main) {
      const things = formsOf(way).map((form) => thingOf(form, page, moment, way, gate))
      dead[way](things, place)
    }
  }
}

/** Writes every thing into the page that is being parsed. */
const write = (page, moment) => {
  for (const gate of table.main) {
    for (const form of formsOf("written")) document.write(thingOf(form, page, moment, "written", gate).html)
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
    // Without an address it would send to the page itself.
    if (thing.localName == "form" && !leads) continue
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

/** Puts another frame in the place of the one that links and forms lead to: Firefox does not keep a page
 * of which a frame was sent elsewhere while it was on its way. */
const calm = () => {
  const frame = document.querySelector("[name=nowhere]")
  frame.replaceWith(frame.cloneNode())
}

// A driver sees what is the window's.
Object.assign(window, { insertions, dead, insert, write, writeAnew, use, leave, back, calm })
window.addEventListener("pageshow", (event) => (window.isRestored = event.persisted))
// Frames of other hosts keep a prerendered page from having loaded.
document.addEventListener("samtycke:ready", () => fetch("/favicon.ico?ready"))
