import assert from "node:assert/strict"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { get } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import test from "node:test"
import { brotliDecompressSync } from "node:zlib"
import { sent, serve } from "../server.js"

const fetched = (url) =>
  new Promise((resolve, reject) =>
    get(url, (response) => {
      const parts = []
      response.on("data", (part) => parts.push(part))
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }))
    }).on("error", reject),
  )

test("every body is compressed and counted, and the page is not a contestant's", async () => {
  const root = mkdtempSync(join(tmpdir(), "bench-test-"))
  writeFileSync(join(root, "a.js"), "let a = 1\n".repeat(100))
  const site = await serve("<p>page", root)
  try {
    const page = await fetched(site.url)
    assert.equal(brotliDecompressSync(page.body).toString(), "<p>page")
    assert.equal(page.body.length, site.pageBytes)
    const script = await fetched(`${site.url}a.js?v=1`)
    assert.equal(script.headers["content-type"], "text/javascript; charset=utf-8")
    assert.equal((await fetched(`${site.url}../etc/passwd`)).status, 404)
    assert.deepEqual(sent(site.log), { bytes: script.body.length, requests: 2 })
  } finally {
    site.close()
    rmSync(root, { recursive: true })
  }
})
