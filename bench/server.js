/**
 * A site of its own for each contestant, on a loopback address: files compressed ahead with brotli 11
 * and typed as a site would, and a log of every body sent.
 */
import { readFile } from "node:fs/promises"
import { createServer } from "node:http"
import { extname, join, normalize } from "node:path"
import { promisify } from "node:util"
import { brotliCompress, constants } from "node:zlib"

const compress = promisify(brotliCompress)

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
}

/** As a site would send it: the page asked for anew each time, its files kept for an hour. */
const lifetime = (path) => (path === "/" ? "no-cache" : "public, max-age=3600")

/** Compresses once, whatever is asked for. */
class Files {
  #roots
  #known = new Map()

  constructor(html, roots) {
    this.#roots = roots
    this.#known.set("/", compressed(Buffer.from(html)))
  }

  get(path) {
    if (!this.#known.has(path)) this.#known.set(path, this.#read(path))
    return this.#known.get(path)
  }

  async #read(path) {
    for (const root of this.#roots) {
      const content = await readFile(join(root, normalize(path))).catch(() => null)
      if (content) return compressed(content)
    }
    return null
  }
}

const compressed = (content) =>
  compress(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  })

/** The bytes of a file as sent. */
export const bytesOf = async (path) => (await compressed(await readFile(path))).length

/**
 * Serves a page at `/` and folders beside it, the first that has a file. `log` gets `{ path, bytes, found }` for every answer:
 * the bytes are those of the body as sent; headers, some 250 bytes each and alike for everyone, are not
 * in it.
 */
export const serve = async (html, ...roots) => {
  const files = new Files(html, roots)
  const log = []
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://site").pathname)
    const body = await files.get(path)
    log.push({ path, bytes: body?.length ?? 0, found: !!body })
    if (!body) return response.writeHead(404).end()
    response.writeHead(200, {
      "content-type": TYPES[path === "/" ? ".html" : extname(path)] ?? "application/octet-stream",
      "content-encoding": "br",
      "content-length": body.length,
      "cache-control": lifetime(path),
      vary: "accept-encoding",
    })
    response.end(body)
  })
  await new Promise((done) => server.listen(0, "127.0.0.1", done))
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    log,
    /** The bytes of the page itself, which hold the configuration. */
    pageBytes: (await files.get("/")).length,
    close: () => server.close(),
  }
}

/** What a contestant's own files in a log come to; the page is the site's. */
export const sent = (log) => {
  const own = log.filter(({ path }) => path !== "/")
  return { bytes: own.reduce((sum, { bytes }) => sum + bytes, 0), requests: own.length }
}
