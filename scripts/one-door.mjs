// The one door: of all files in src/page only door.ts makes anything load or run. This check goes
// through the syntax and the types of the others, and lists every place that could.
//
//   node scripts/one-door.mjs [folder]

import { createRequire } from "node:module"
import { readdirSync } from "node:fs"
import { basename, join } from "node:path"
import { fileURLToPath } from "node:url"

// `require` finds what scripts/with puts on NODE_PATH; `import` would not.
const ts = createRequire(import.meta.url)("typescript")

const list = (names) => new Set(names.split(" "))

/** Properties and attributes that make an element load, go somewhere or run. */
const LOADING = list("src srcset href xlink:href action formaction formAction ping poster srcdoc data text innerHTML outerHTML style cssText background manifest")
/** Properties that are code where the element is a script. */
const TEXTS = list("textContent innerText nodeValue")
/** Methods that set an attribute, with the place of its name among the arguments. */
const ATTRIBUTE_SETTERS = new Map([["setAttribute", 0], ["toggleAttribute", 0], ["setAttributeNS", 1], ["createAttribute", 0], ["createAttributeNS", 1]])
/** Functions and methods that run code or read markup, or that load. */
const NEVER = list(
  "eval Function importScripts write writeln insertAdjacentHTML setHTML setHTMLUnsafe parseHTMLUnsafe parseFromString createContextualFragment " +
    "setAttributeNode setAttributeNodeNS setNamedItem setNamedItemNS " +
    "Worker SharedWorker Image Audio EventSource WebSocket XMLHttpRequest sendBeacon registerProtocolHandler SCRIPTS WORDS",
)
/** Functions that write to whatever they are given. */
const WRITERS = list("assign defineProperty defineProperties set setPrototypeOf")
/** Elements that load or run by themselves. */
const ELEMENTS = list("script iframe frame object embed link img image video audio source track form base meta")

/** What a file may do beyond the rest, and why. */
const MAY = {
  // Imports the later files of the ES module.
  "imports.ts": list("SCRIPTS WORDS"),
  // Fetch words, which the settings part checks by digest.
  "files.ts": list("fetch"),
  "parts.ts": list("fetch"),
  // Fetches the declaration that the page names.
  "classic.ts": list("fetch"),
  // Loads the page itself again.
  "reload.ts": list("location.replace"),
  // Takes these from the page while gated code runs, and calls none.
  "writes.ts": list("write writeln"),
  // Sets the declared colours, digits alone, on our own element.
  "root.ts": list("style"),
  // Puts stand-ins where their elements are, in pixels.
  "overlay.ts": list("style"),
  // Puts the buttons of chats above our own one, in pixels.
  "chat.ts": list("style"),
  // Ends the text of a stand-in at a line, in pixels.
  "fit.ts": list("style"),
  // Copies the page's own colours and font into the empty document of a frame.
  "place.ts": list("style"),
  // Loads pictures of the page's own origin behind stand-ins.
  "picture.ts": list("h src"),
  // Sets what vendors look for on `window`: data and queues, never what is the browser's. Its gates are the door's.
  "steps.ts": list("any-name"),
  // Makes the elements of the banner; its callers are checked instead.
  "element.ts": list("createElement setAttribute"),
}
const DOOR = "door.ts"

/** The string literals that a type can be; nothing where it can be any string. */
const literals = (type) => {
  const types = type.isUnion() ? type.types : [type]
  return types.every((one) => one.isStringLiteral()) ? types.map((one) => one.value) : undefined
}

/** Looks at one file; `found` gets a node and what is wrong with it. */
const inspect = (file, checker, found) => {
  const may = (name) => MAY[basename(file.fileName)]?.has(name) ?? false

  const typeOf = (node) => checker.getApparentType(checker.getTypeAtLocation(node))
  const has = (type, name) => !!checker.getPropertyOfType(type, name)
  /** Whether a value may be a node of the document, or the address of the page. */
  const isOfPage = (node) => {
    const type = checker.getNonNullableType(typeOf(node))
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return true
    const types = type.isUnion() ? type.types : [type]
    return types.some((one) => has(one, "nodeType") || has(one, "ownerElement") || (has(one, "reload") && has(one, "href")) || has(one, "cssText"))
  }
  const mayBeScript = (node) => {
    const name = typeOf(node).symbol?.name ?? ""
    return !/^(HTML(?!Script|Element$)\w+Element|Text|Comment)$/.test(name)
  }
  /** What a property access names; nothing where that is only known at run time. */
  const nameOf = (node) => (ts.isPropertyAccessExpression(node) ? [node.name.text] : literals(checker.getTypeAtLocation(node.argumentExpression)))
  /** Whether a name is the browser's, and no function of ours. */
  const isGlobal = (node) => !checker.getSymbolAtLocation(node)?.declarations?.some((one) => !one.getSourceFile().isDeclarationFile)
  const isAccess = (node) => ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)

  const checkTarget = (target) => {
    if (ts.isParenthesizedExpression(target) || ts.isAsExpression(target) || ts.isNonNullExpression(target)) return checkTarget(target.expression)
    if (ts.isObjectLiteralExpression(target) || ts.isArrayLiteralExpression(target)) return target.forEachChild((part) => checkTarget(ts.isPropertyAssignment(part) ? part.initializer : ts.isSpreadElement(part) ? part.expression : part))
    if (ts.isIdentifier(target) && target.text == "location") return found(target, "location is assigned")
    if (!isAccess(target) || !isOfPage(target.expression)) return
    const names = nameOf(target)
    if (!names) return may("any-name") || found(target, "a property is assigned whose name is not known")
    for (const name of names) {
      if (LOADING.has(name) && !may(name)) found(target, `${name} is assigned`)
      if (TEXTS.has(name) && mayBeScript(target.expression)) found(target, `${name} of what may be a script is assigned`)
      if (name == "location") found(target, "location is assigned")
    }
  }

  const checkAttribute = (node, at, name) => {
    if (may(name)) return
    if (node.arguments.slice(0, at + 1).some(ts.isSpreadElement) || !node.arguments[at]) return found(node, `${name} gets arguments that are not known`)
    const names = literals(checker.getTypeAtLocation(node.arguments[at]))
    if (!names) return found(node, `${name} sets an attribute whose name is not known`)
    for (const one of names) if (LOADING.has(one.toLowerCase()) || /^on/i.test(one)) found(node, `the attribute ${one} is set`)
  }

  const checkElement = (node, name) => {
    if (may(name)) return
    const first = node.arguments[0]
    const names = first && !ts.isSpreadElement(first) && literals(checker.getTypeAtLocation(first))
    if (!names) return found(node, `${name} makes an element that is not known`)
    for (const one of names) if (ELEMENTS.has(one.toLowerCase())) found(node, `${name} makes an element <${one}>`)
  }

  /** The attributes that are given to `h`. */
  const checkAttributes = (node) => {
    if (!node || ts.isCallExpression(node)) {
      // `frame` gives class, language, direction and theme.
      if (node && node.expression.getText() != "frame") found(node, "h gets attributes that are not known")
    } else if (ts.isParenthesizedExpression(node)) checkAttributes(node.expression)
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(checkAttributes)
    else if (ts.isBinaryExpression(node) && node.operatorToken.kind == ts.SyntaxKind.AmpersandAmpersandToken) checkAttributes(node.right)
    else if (!ts.isObjectLiteralExpression(node)) {
      const type = typeOf(node)
      const isKnown = !(type.flags & ts.TypeFlags.Any) && !checker.getIndexInfosOfType(type).length
      if (!isKnown) found(node, "h gets attributes that are not known")
      for (const { name } of type.getProperties()) if (LOADING.has(name.toLowerCase()) || /^on/i.test(name)) found(node, `h gets the attribute ${name}`)
    } else for (const property of node.properties) {
      if (ts.isSpreadAssignment(property)) checkAttributes(property.expression)
      else if (ts.isComputedPropertyName(property.name)) found(property, "h gets an attribute whose name is not known")
      else if (LOADING.has(property.name.text.toLowerCase()) || /^on/i.test(property.name.text)) found(property, `h gets the attribute ${property.name.text}`)
    }
  }

  /** Whether what is written has a known name that loads nothing. */
  const isHarmless = ({ arguments: [, key] }, name) => {
    const names = /^(set|defineProperty)$/.test(name) && key && literals(checker.getTypeAtLocation(key))
    return !!names && !names.some((one) => LOADING.has(one) || TEXTS.has(one) || one == "location")
  }

  const checkCall = (node) => {
    const callee = node.expression
    if (callee.kind == ts.SyntaxKind.ImportKeyword) return found(node, "import() loads a script")
    const [name = ""] = isAccess(callee) ? (nameOf(callee) ?? []) : [callee.getText()]
    if (ATTRIBUTE_SETTERS.has(name)) checkAttribute(node, ATTRIBUTE_SETTERS.get(name), name)
    if (name == "createElement" || name == "createElementNS") checkElement(node, name)
    if (name == "h") {
      checkElement(node, name)
      checkAttributes(node.arguments[1])
    }
    if (/^set(Timeout|Interval)$/.test(name) && !(node.arguments[0] && typeOf(node.arguments[0]).getCallSignatures().length)) found(node, `${name} gets what may be a string`)
    const owner = isAccess(callee) ? callee.expression.getText() : ""
    if (/^(Object|Reflect)$/.test(owner) && WRITERS.has(name) && node.arguments[0] && isOfPage(node.arguments[0]) && !isHarmless(node, name) && !may("any-name")) found(node, `${owner}.${name} writes to what may be an element`)
    if (/(^|\.)location$/.test(owner) && name != "reload" && !may(`location.${name}`)) found(node, `location.${name} leaves the page`)
    if (name == "open" && /^(window|globalThis|self)$/.test(owner)) found(node, "window.open loads a page")
  }

  /** A name that runs or loads, called or passed on. */
  const checkName = (node, name) => {
    const isCalled = ts.isCallExpression(node.parent) && node.parent.expression == node
    if (NEVER.has(name) || name == "fetch") {
      if (!may(name)) found(node, `${name} is used`)
    } else if ((ATTRIBUTE_SETTERS.has(name) || /^createElement(NS)?$/.test(name)) && !isCalled) found(node, `${name} is passed on`)
    else if (name == "style" && isOfPage(node.expression) && !may(name)) found(node, "an inline style is used")
  }

  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return
    if (ts.isBinaryExpression(node) && node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment && node.operatorToken.kind <= ts.SyntaxKind.LastAssignment) checkTarget(node.left)
    if ((ts.isForOfStatement(node) || ts.isForInStatement(node)) && !ts.isVariableDeclarationList(node.initializer)) checkTarget(node.initializer)
    if (ts.isCallExpression(node)) checkCall(node)
    if (isAccess(node)) for (const name of nameOf(node) ?? []) checkName(node, name)
    // Taken out of an object, as `const { eval: run } = window`.
    if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
      const name = (node.propertyName ?? node.name).text ?? ""
      if (NEVER.has(name) || name == "fetch" || ATTRIBUTE_SETTERS.has(name)) found(node, `${name} is taken out`)
    }
    if (ts.isIdentifier(node) && (NEVER.has(node.text) || node.text == "fetch")) {
      const isMember = (ts.isPropertyAccessExpression(node.parent) && node.parent.name == node) || (node.parent.name == node && !ts.isShorthandPropertyAssignment(node.parent))
      if (!isMember && !ts.isBindingElement(node.parent) && !may(node.text) && isGlobal(node)) found(node, `${node.text} is used`)
    }
    node.forEachChild(visit)
  }
  visit(file)
}

/** All violations in the TypeScript files of a folder, as `file:line: what`. */
export const violations = (folder) => {
  const { config } = ts.readConfigFile(fileURLToPath(new URL("../src/page/tsconfig.json", import.meta.url)), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, folder)
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts")).map((name) => join(folder, name))
  const program = ts.createProgram(files, options)
  const all = []
  for (const path of files) {
    if (path.endsWith(".d.ts") || basename(path) == DOOR) continue
    const file = program.getSourceFile(path)
    const found = (node, what) => all.push(`${basename(path)}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}: ${what}`)
    inspect(file, program.getTypeChecker(), found)
  }
  return all
}

if (process.argv[1] == fileURLToPath(import.meta.url)) {
  const all = violations(process.argv[2] ?? fileURLToPath(new URL("../src/page", import.meta.url)))
  for (const one of all) console.error(one)
  if (all.length) {
    console.error("Only src/page/door.ts makes anything load or run.")
    process.exitCode = 1
  }
}
