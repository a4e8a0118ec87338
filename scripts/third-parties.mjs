// Writes audit/data/third-party-web.txt from the npm package third-party-web (MIT): a line for each entity, with its
// category, its name and its domains, apart by tabs; the domains by spaces. After a new version in package.json:
//
//   scripts/with host node scripts/third-parties.mjs

import { readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

/** Where the list is kept. */
export const FILE = join(import.meta.dirname, "../audit/data/third-party-web.txt")

/** What the installed package says, as it is kept. */
export const list = () => {
  // `require` finds what scripts/with puts on NODE_PATH; `import` would not.
  const path = createRequire(import.meta.url).resolve("third-party-web/dist/entities-nostats.json")
  const entities = JSON.parse(readFileSync(path, "utf8"))
  const named = entities.filter(({ domains }) => domains.length)
  const lines = named.map(({ category, name, domains }) => [category, name, domains.join(" ")].join("\t"))
  return lines.sort().join("\n") + "\n"
}

if (import.meta.url == pathToFileURL(process.argv[1]).href) writeFileSync(FILE, list())
