// The Vite plugin: checks the declaration, builds the site's script from it, and puts its tag into pages.

import { resolve } from "node:path"
import { run } from "./program/run.mjs"
import { node } from "./program/system.mjs"

const TYPES = { js: "text/javascript", json: "application/json" }

/** Runs `samtycke build` without writing a file. `warned` is what the check says of a declaration that has warnings. */
const build = (declaration, base, site) => {
  const files = new Map()
  let told = ""
  const system = {
    ...node,
    // A folder of that name may hold an earlier build, which Vite empties: every file has to be written again.
    read: (path) => {
      if (path.startsWith("out/")) throw new Error(`${path} is not read`)
      return node.read(path)
    },
    write: (path, bytes) => void files.set(path.replace(/^out\//, ""), Buffer.from(bytes)),
    print: (text) => void (told += text),
    warn: (text) => void (told += text),
    hasColour: () => false,
  }
  const ofSite = site ? ["--site", site] : []
  const isBuilt = !run(["build", declaration, "-o", "out", "--base", base, "--evidence", "evidence", ...ofSite], system)
  const evidence = files.get("evidence")
  files.delete("evidence")
  let warned = ""
  if (/^\d+ warnings?; /m.test(told)) run(["check", declaration, ...ofSite], { ...system, print: (text) => void (warned += text) })
  return { isBuilt, told, files, evidence, warned: warned.trim() }
}

/** The attributes of the tag that `samtycke build` prints. */
const attributes = (told) => Object.fromEntries([.../<script (.*?)>/.exec(told)[1].matchAll(/([\w-]+)="(.*?)"/g)].map(([, name, value]) => [name, value.replaceAll("&amp;", "&")]))

export default function samtycke({ declaration = "samtycke.json", site, evidence, ...others } = {}) {
  const [unknown] = Object.keys(others)
  if (unknown) throw new Error(`samtycke/vite has no option "${unknown}". It has "declaration", "site" and "evidence".`)
  let config
  let built
  let hasPages = false

  /** Whether pages name files from where they are: `base: "./"`. */
  const isRelative = () => !config.base.startsWith("/") && !config.base.includes("://")

  const rebuild = () => {
    built = build(resolve(config.root, declaration), isRelative() ? "/" : config.base, site)
    if (built.isBuilt && built.warned) config.logger.warn(built.warned)
    return built
  }

  return {
    name: "samtycke",

    configResolved(resolved) {
      config = resolved
    },

    buildStart() {
      this.addWatchFile(resolve(config.root, declaration))
      if (evidence && resolve(config.root, evidence) == resolve(config.root, declaration)) this.error(`${evidence} is the declaration itself, and the evidence would be written over it. Name another place.`)
      if (rebuild().isBuilt) return
      const told = built.told.trim()
      // A server goes on: its pages have no banner and load nothing gated until the file is right.
      if (config.command == "serve") config.logger.error(told)
      else this.error(told)
    },

    configureServer(server) {
      const file = resolve(config.root, declaration)
      server.watcher.add(file)
      const show = () => {
        // What nobody receives now, Vite would show to the next page, whatever has become of the file by then.
        if (built && !built.isBuilt && server.ws.clients.size) server.ws.send({ type: "error", err: { message: built.told.trim(), stack: "", plugin: "samtycke", id: file } })
      }
      server.ws.on("connection", show)
      const look = () => {
        if (rebuild().isBuilt) return server.ws.send({ type: "full-reload" })
        config.logger.error(built.told.trim())
        show()
      }
      // A file is empty for a moment while it is written, and an editor may write a new one in its place.
      let timer
      server.watcher.on("all", (_event, path) => {
        if (resolve(path) != file) return
        clearTimeout(timer)
        timer = setTimeout(look, 50)
      })
      server.middlewares.use((request, answer, next) => {
        const path = new URL(request.url, "http://localhost").pathname
        const name = path.startsWith(config.base) ? path.slice(config.base.length) : path.slice(1)
        const bytes = built?.files.get(name)
        if (!bytes) return next()
        answer.setHeader("Content-Type", TYPES[name.split(".").at(-1)])
        answer.end(bytes)
      })
    },

    transformIndexHtml(_html, { path }) {
      if (!built?.isBuilt) return []
      hasPages = true
      const attrs = attributes(built.told)
      if (isRelative()) attrs.src = "../".repeat(path.split("/").length - 2) + attrs.src.slice(1)
      return [{ tag: "script", attrs, injectTo: "head-prepend" }]
    },

    closeBundle() {
      if (config.command == "serve" || config.build.ssr || hasPages || !built?.isBuilt) return
      config.logger.warn(`samtycke: Vite has built no page of HTML, so the tag is in none. Put this first into <head>, after every build:\n${/<script .*?<\/script>/.exec(built.told)[0]}`)
    },

    generateBundle() {
      // What only a server runs is no page.
      if (config.build.ssr) return
      for (const [fileName, source] of built.files) this.emitFile({ type: "asset", fileName, source })
      // Beside the site, which is published: the evidence is not.
      if (evidence) node.write(resolve(config.root, evidence), built.evidence)
    },
  }
}
