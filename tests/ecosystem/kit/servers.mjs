// Servers on addresses of this machine: a stand-in for a third party, and one for the files of a site.

import { createServer } from "node:http"
import { readFile } from "node:fs/promises"
import { extname, join } from "node:path"
import { after } from "node:test"

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".mp4": "video/mp4" }

/** Listens on a port that the system picks; returns the origin. The server ends with the test or the file that began it. */
const listen = async (handler, host = "127.0.0.1") => {
  const server = createServer(handler)
  await new Promise((done) => server.listen(0, host, done))
  after(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://${host}:${server.address().port}`
}

/** A port that the system has free, for a server that cannot be told to pick one. */
export const freePort = async () => {
  const server = createServer()
  await new Promise((done) => server.listen(0, "127.0.0.1", done))
  const { port } = server.address()
  await new Promise((done) => server.close(done))
  return port
}

/**
 * A third party: another host, which notes the path of each request in `asked`. Its scripts count their
 * runs in `window.ran`.
 */
export const thirdParty = async () => {
  const asked = []
  const origin = await listen(({ url }, response) => {
    asked.push(url)
    const isScript = url.endsWith(".js")
    response.setHeader("content-type", TYPES[extname(url)] ?? TYPES[".html"])
    response.end(isScript ? `(window.ran ??= []).push("${url}")` : `<!doctype html><title>A film</title>${url}`)
  }, "127.0.0.2")
  return { origin, asked }
}

/**
 * Serves a folder as a site. `headers` go with every answer. A path without a file is answered by `pages`, a
 * function of the path, or else by `index.html` of the folder: the router of the app shows the rest.
 */
export const serve = (folder, { headers = {}, pages = () => undefined } = {}) =>
  listen(async (request, response) => {
    const { pathname } = new URL(request.url, "http://site")
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const file = join(folder, extname(pathname) ? pathname : pathname + "/index.html")
    const body = pages(pathname, request) ?? (await readFile(file).catch(() => undefined))
    if (body !== undefined) return response.setHeader("content-type", TYPES[extname(file)] ?? TYPES[".html"]).end(body)
    if (extname(pathname)) return response.writeHead(404).end()
    const page = await readFile(join(folder, "index.html")).catch(() => undefined)
    response.writeHead(page ? 200 : 404, { "content-type": TYPES[".html"] }).end(page)
  })

/** A policy under which browsers refuse WebAssembly. */
export const WITHOUT_WASM = { "content-security-policy": "script-src 'self' 'unsafe-inline' http://127.0.0.2:*" }
