// No circles: a file of src/page never imports a file that imports it, directly or by others.
// Imports of types alone do not count: nothing is left of them in a script.

import { execFileSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** The first circle among files and what each imports, as a path that ends where it begins. */
export const circle = (imports) => {
  const done = new Set()
  const walk = (file, path) => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return
    done.add(file)
    for (const next of imports[file] ?? []) {
      const found = walk(next, [...path, file])
      if (found) return found
    }
  }
  for (const file of Object.keys(imports)) {
    const found = walk(file, [])
    if (found) return found
  }
}

/** What each TypeScript file of a folder imports from beside it, as esbuild sees it. */
const importsOf = (folder) => {
  const work = mkdtempSync(join(tmpdir(), "circles-"))
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    const external = ["first.json", "banner.css", "settings.css", "embeds.css", "module.js", "dev.js"].map((name) => `--external:${name}`)
    execFileSync("esbuild", [...files, "--bundle", "--format=esm", "--tree-shaking=false", "--target=es2022", "--log-level=warning", ...external, `--outdir=${work}`, `--metafile=${work}/meta.json`], { cwd: folder })
    const { inputs } = JSON.parse(readFileSync(join(work, "meta.json"), "utf8"))
    return Object.fromEntries(Object.entries(inputs).map(([file, { imports }]) => [file, imports.filter((one) => !one.external).map((one) => one.path)]))
  } finally {
    rmSync(work, { recursive: true })
  }
}

if (process.argv[1] == fileURLToPath(import.meta.url)) {
  const found = circle(importsOf(fileURLToPath(new URL("../src/page", import.meta.url))))
  if (found) {
    console.error(`A circle of imports in src/page: ${found.join(" → ")}`)
    process.exitCode = 1
  }
}
