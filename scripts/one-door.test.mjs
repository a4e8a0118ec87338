// The check of the one door finds what is planted, and lets pass what is harmless.

import assert from "node:assert/strict"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { test } from "node:test"
import { violations } from "./one-door.mjs"

const BEFORE = `
declare const el: HTMLElement, script: HTMLScriptElement, frame_: HTMLIFrameElement, link: HTMLAnchorElement
declare const any: any, name: string, pair: [string, string], text: string
declare const h: (tag: any, attributes: any, ...inside: any[]) => HTMLElement
declare const frame: (name: string) => any
`

/** What is found in each of some lines of code; every line is a file of its own. */
const findIn = (lines, called = (at) => `f${at}.ts`) => {
  const folder = mkdtempSync(join(tmpdir(), "one-door-"))
  try {
    lines.forEach((line, at) => writeFileSync(join(folder, called(at)), `${BEFORE}${line}\nexport {}\n`))
    const all = violations(folder)
    return lines.map((_, at) => all.filter((one) => one.startsWith(`${called(at)}:`)))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const PLANTED = [
  "frame_.src = text", "link.href = text", "link.ping += text", "(frame_).srcdoc ??= text", "(el as any).src = text", "any.innerHTML = text",
  'frame_["src"] = text', "any[name] = text", "(el as any)[`src`] = text", "[frame_.src] = pair", "({ a: link.href } = any)", "for (frame_.src of pair) {}",
  "el.innerHTML = text", "el.outerHTML = text", "script.text = text", "script.textContent = text", "el.textContent = text",
  'el.setAttribute("src", text)', 'el.setAttribute("SRC", text)', 'el.setAttribute("onclick", text)', 'el.setAttribute("style", text)', "el.setAttribute(name, text)",
  "el.setAttribute(...pair)", 'el["setAttribute"]("href", text)', 'el.setAttribute.call(el, "src", text)', 'el.setAttributeNS(null, "src", text)',
  'el.toggleAttribute("data", true)', "const { setAttribute } = el", "el.setAttributeNode(any)", "el.attributes.setNamedItem(any)",
  "Object.assign(el, { src: text })", "Object.assign(any, { src: text })", 'Object.defineProperty(el, "src", {})', 'Reflect.set(frame_, "src", text)',
  'el.insertAdjacentHTML("beforeend", text)', "document.write(text)", "document.writeln(text)", "document.createRange().createContextualFragment(text)",
  'new DOMParser().parseFromString(text, "text/html")', "eval(text)", "(0, eval)(text)", "window.eval(text)", "new Function(text)", "Function(text)",
  "const { eval: run } = window", "const run = eval", "setTimeout(text)", "setInterval(any, 9)", 'setTimeout("run()", 9)', "void import(text)", "void SCRIPTS[text]?.()",
  "void fetch(text)", "const get = fetch", "void window.fetch(text)", "new XMLHttpRequest()", "navigator.sendBeacon(text)", "new Image()", "new Worker(text)", "new WebSocket(text)",
  "el.style.color = text", "el.style", 'document.createElement("script")', 'document.createElement("IFRAME")', "document.createElement(name)",
  'h("script", {})', 'h("a", { href: text })', 'h("p", any)', 'h("p", { ...any })', 'h("p", { [name]: text })', 'h("p", { ...frame("x"), onclick: text })',
  "const list = { href: text }; h('p', list)", "location.href = text", "location = any", "location.assign(text)", "window.location.replace(text)", "window.open(text)",
]

const HARMLESS = [
  'el.setAttribute("aria-label", text)', 'el.setAttribute(any ? "lang" : "dir", text)', 'el.removeAttribute("src")', "void frame_.src", "void script.text",
  'h("p", { ...frame("x"), id: "y" }, text)', 'h("p", any ? { lang: text } : {})', 'document.createElement("style").textContent = text', 'document.createElement("p")',
  "setTimeout(() => {}, 9)", "location.reload()", "const o: { [n: string]: string } = {}; o[name] = text", 'const o = { src: "", text: "" }; o.src = text; o.text = text',
  "Object.assign({}, { src: text })", "const list = { id: text }; h('p', list)", 'Reflect.set(Document.prototype, "cookie", text, document)', "el.hidden = true", "el.onclick = () => {}", "const write = (text: string) => text; write(text)", "document.cookie = text", "void text.replace(/a/, text)",
]

test("every planted violation is found", () => {
  const found = findIn(PLANTED)
  assert.deepEqual(PLANTED.filter((_, at) => !found[at].length), [])
})

test("nothing harmless is found", () => {
  assert.deepEqual(findIn(HARMLESS).flat(), [])
})

test("door.ts may, and the others may what they are for", () => {
  assert.deepEqual(findIn(["frame_.src = text"], () => "door.ts"), [[]])
  assert.deepEqual(findIn(["void fetch(text)"], () => "files.ts"), [[]])
  assert.deepEqual(findIn(["void SCRIPTS[text]?.()"], () => "imports.ts"), [[]])
  assert.equal(findIn(["frame_.src = text"], () => "files.ts")[0].length, 1)
})
