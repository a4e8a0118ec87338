/**
 * Runs `samtycke audit` and two open scanners on the site with seeded faults, and prints who finds what: README.md.
 *
 * A fault counts as found if what a scanner writes down names its host, cookie or other thing, as of the moment that the
 * fault is about: before a choice, after a yes, after a withdrawal, and so on. Whether the scanner calls it a fault does
 * not matter. One rule, `names` below, judges all three. What it reads of them:
 *
 * - `samtycke audit`: the subject of each finding, at the moment that the finding's code tells;
 * - blacklight-collector: every text in its four files of results, all before a choice; not its copies of pages;
 * - consentcrawl: its hosts and cookies without consent, before a choice; all its hosts and cookies, after a yes.
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { delimiter, join, resolve } from "node:path"
import { createInterface } from "node:readline"

const root = join(import.meta.dirname, "../..")
const say = (text) => console.error(`compare: ${text}`)
// blacklight-collector tells its steps there; the table has to be alone.
console.log = console.error

/** When each kind of fault is to be seen. */
const MOMENTS = {
  "contacted-before-choice": "before",
  "stored-before-choice": "before",
  "hinted": "before",
  "noscript": "before",
  // Every scanner names the script: here as one that reads, not as one that was loaded.
  "reads-device-traits": "reading",
  "contacted-after-refusal": "refused",
  "contacted-under-signal": "signal",
  "contacted-after-withdrawal": "withdrawn",
  "left-after-withdrawal": "withdrawn",
  "contacted-after-expiry": "expired",
  "contacted-beyond-choice": "partly",
  "undeclared-host": "yes",
  "lives-longer": "yes",
  "other-party": "yes",
  "other-kind": "yes",
  "never-seen": "yes",
}

/** The rows: what, the code, and the subjects; none for all that have the code. */
const ROWS = [
  ["**Before a choice:** a host contacted by a tag of the page", "contacted-before-choice", "parsed frame partitioned cookies"],
  ["– through a redirect of the site", "contacted-before-choice", "redirected"],
  ["– by a script, a late one, and another party's", "contacted-before-choice", "late injected chained"],
  ["– by a script in a frame", "contacted-before-choice", "inframe"],
  ["– by a worker", "contacted-before-choice", "worker"],
  ["– by a beacon", "contacted-before-choice", "beacon"],
  ["– by a web socket", "contacted-before-choice", "socket"],
  ["– on a further page", "contacted-before-choice", "deep"],
  ["– by a hint to connect, in the page and in a header", "hinted"],
  ["– for visitors without scripts", "noscript"],
  ["A cookie set by a header", "stored-before-choice", "front"],
  ["– by a script", "stored-before-choice", "early"],
  ["– by another party", "stored-before-choice", "third"],
  ["– by another party, and refused by the browser", "stored-before-choice", "lax"],
  ["– by another party, partitioned", "stored-before-choice", "chips"],
  ["localStorage and sessionStorage", "stored-before-choice", "early.local early.session"],
  ["– in a frame of another party", "stored-before-choice", "framed"],
  ["IndexedDB", "stored-before-choice", "early_db"],
  ["– in a worker", "stored-before-choice", "worker_db"],
  ["A cache", "stored-before-choice", "early-cache"],
  ["A service worker", "stored-before-choice", "/sw.js"],
  ["A script that reads what tells devices apart", "reads-device-traits"],
  ["**After a no:** a host contacted", "contacted-after-refusal"],
  ["**Under Do Not Track:** a host contacted", "contacted-under-signal"],
  ["**After a yes in part:** a host of what was not agreed to", "contacted-beyond-choice"],
  ["**After a withdrawal:** a host contacted", "contacted-after-withdrawal"],
  ["– cookies and storage left", "left-after-withdrawal"],
  ["**After the answer has expired:** a host contacted", "contacted-after-expiry"],
  ["**After a yes:** a host that is not declared", "undeclared-host"],
  ["– a cookie that lives longer than declared", "lives-longer"],
  ["– a cookie of another party than declared", "other-party"],
  ["– storage of another kind than declared", "other-kind"],
  ["– what is declared and never seen", "never-seen"],
]

/** What reads a device, as the site does it: a canvas's pixels, or a sound made without a loudspeaker. */
const TRAITS = /getImageData|OfflineAudioContext/

/** Whether a text names the subject of a fault: is it, has a cookie line of it, or an address with it. */
const names = (text, { subject }) => {
  if (text === subject) return true
  if (subject.endsWith(".localhost")) return text.split(/[^\w.-]+/).includes(subject)
  if (subject.startsWith("/")) return text.endsWith(subject)
  return text.split(/[\n;]\s*/).some((part) => part.startsWith(`${subject}=`))
}

/** Every text in a value. */
const texts = (value) => {
  if (typeof value === "string") return [value]
  return value && typeof value === "object" ? Object.values(value).flatMap(texts) : []
}

/** Subjects have no port: it is another one each time. */
const withoutPort = (text) => text.replace(/(\.localhost):\d+/g, "$1")

/** The output of a program that ends with one of these statuses. */
const run = async (program, args, statuses = [0]) => {
  const child = spawn(program, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] })
  const parts = []
  child.stdout.on("data", (part) => parts.push(part))
  const [status] = await once(child, "close")
  if (!statuses.includes(status)) throw new Error(`${program} ${args.join(" ")} ended with ${status}`)
  return Buffer.concat(parts).toString()
}

/** The site, until `end`. */
const serve = async () => {
  const args = ["run", "--quiet", "--package", "samtycke-audit", "--example", "seeded"]
  const child = spawn("cargo", args, { cwd: root, stdio: ["pipe", "pipe", "inherit"] })
  for await (const url of createInterface({ input: child.stdout })) return { url, end: () => child.stdin.end() }
  throw new Error("the site does not start")
}

const findChromium = () => {
  const folders = (process.env.PATH ?? "").split(delimiter)
  const wanted = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"]
  const found = wanted.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
  if (!found) throw new Error("there is no Chromium on the path; name it by CHROMIUM=/path")
  return found
}

/**
 * Chromium with third-party cookies, for the scanners that have no option for it. `samtycke audit` sees to it itself. Where
 * a build blocks them by default, scripts in frames of others fail too, and a scanner would see less for no fault of its own.
 */
const withThirdParties = async (chromium, folder) => {
  const program = join(folder, "chromium")
  const text = `#!/bin/sh
for one in "$@"; do
  case $one in --user-data-dir=*) profile=\${one#*=}/Default ;; esac
done
mkdir -p "$profile"
echo '{"profile":{"cookie_controls_mode":0}}' > "$profile/Preferences"
exec "${chromium}" "$@"
`
  await writeFile(program, text, { mode: 0o755 })
  return program
}

const samtycke = async (url, { chromium, folder }) => {
  const declaration = join(folder, "samtycke.json")
  const text = await readFile(join(root, "audit/tests/seeded/faults.json"), "utf8")
  await writeFile(declaration, text.replaceAll("$PORT", new URL(url).port))
  const options = ["--declaration", declaration, "--page", "/deep", "--browser", chromium, "--json", "--quiet"]
  const args = ["run", "--quiet", "--package", "samtycke-cli", "--", "audit", url, ...options]
  // 1: something is wrong.
  const report = JSON.parse(await run("cargo", args, [1]))
  await writeFile(join(folder, "samtycke.report.json"), JSON.stringify(report, null, 2))
  if (report.couldNotLook.length) throw new Error(`samtycke audit: ${report.couldNotLook[0].reason}`)
  const at = {}
  for (const { code, subject } of report.findings) (at[MOMENTS[code]] ??= []).push(subject)
  const manifest = await readFile(join(root, "Cargo.toml"), "utf8")
  return { name: "samtycke audit", version: manifest.match(/^version = "(.*)"$/m)[1], browser: report.browser, at }
}

const blacklight = async (url, { open, folder }) => {
  const { collect } = await import("@themarkup/blacklight-collector")
  const before = []
  const reading = []
  let inspection
  // The site has no links, so it does not come to the further page by itself.
  for (const [name, page] of [["entry", url], ["deep", `${url}deep`]]) {
    const outDir = join(folder, `blacklight-${name}`)
    const result = await collect(page, { outDir, numPages: 0, puppeteerExecutablePath: open })
    if (result.status !== "success") throw new Error(`blacklight-collector: ${result.page_response}`)
    const read = (file) => readFile(join(outDir, file), "utf8")
    inspection = JSON.parse(await read("inspection.json"))
    const log = (await read("inspection-log.ndjson")).trim().split("\n").map((line) => JSON.parse(line))
    const others = await Promise.all(["browser-cookies.json", "requests.har"].map(read))
    before.push(...texts([inspection, log, others.map((text) => JSON.parse(text))]))
    for (const { message } of log.filter(({ message }) => TRAITS.test(message.data?.symbol))) {
      reading.push(...texts(message.stack))
    }
  }
  const { version } = JSON.parse(await readFile(join(import.meta.dirname, "package-lock.json"), "utf8"))
    .packages["node_modules/@themarkup/blacklight-collector"]
  return { name: "blacklight-collector", version, browser: inspection.browser.version, at: { before, reading } }
}

const consentcrawl = async (url, { open, folder, python }) => {
  const args = [join(import.meta.dirname, "crawl.py"), open, url, `${url}deep`]
  const result = JSON.parse(await run(python, args))
  await writeFile(join(folder, "consentcrawl.json"), JSON.stringify(result, null, 2))
  const failed = result.pages.find(({ status }) => status !== "success")
  if (failed) throw new Error(`consentcrawl: ${failed.status_msg}`)
  const of = (which) => texts(result.pages.map((page) => [page[`third_party_domains_${which}`], page[`cookies_${which}`]]))
  return { name: "consentcrawl", version: result.version, at: { before: of("no_consent"), yes: of("all") } }
}

/** Ends with an error what never ends: a scanner may wait for a browser that is gone. Each takes less than a minute. */
const inTime = async (scan, ...args) => {
  const late = () => {
    throw new Error(`${scan.name} takes too long`)
  }
  const timer = setTimeout(late, 5 * 60_000)
  const result = await scan(...args)
  clearTimeout(timer)
  return result
}

/** The seeded faults, each with its row. */
const seeded = async () => {
  const lines = (await readFile(join(root, "audit/tests/seeded/expected.txt"), "utf8")).split("\n")
  return lines.filter((line) => line && !line.startsWith("#")).map((line) => {
    const [code, subject] = line.split(" ")
    const isOf = ([, one, subjects]) =>
      one === code && (!subjects || subjects.split(" ").some((name) => subject === name || subject === `${name}.localhost`))
    const rows = ROWS.filter(isOf)
    if (rows.length !== 1 || !MOMENTS[code]) throw new Error(`"${line}" needs a row of the table, and its code a moment`)
    return { code, subject, row: rows[0] }
  })
}

const table = (faults, scanners) => {
  const line = (cells) => `| ${cells.join(" | ")} |`
  const isFound = ({ at }, fault) => at[MOMENTS[fault.code]]?.some((text) => names(withoutPort(text), fault)) ?? false
  const counts = (some) => scanners.map((scanner) => some.filter((fault) => isFound(scanner, fault)).length)
  for (const scanner of scanners) {
    const missed = faults.filter((fault) => !isFound(scanner, fault)).map(({ code, subject }) => `${code} ${subject}`)
    say(`${scanner.name} does not find: ${missed.join(", ") || "nothing"}`)
  }
  const rows = ROWS.map((row) => {
    const some = faults.filter((fault) => fault.row === row)
    const told = (count) => some.length > 1 ? `${count} of ${some.length}` : count ? "yes" : "no"
    return line([row[0], ...counts(some).map(told)])
  })
  return [
    line(["", ...scanners.map(({ name, version }) => `${name} ${version}`)]),
    line(["---", ...scanners.map(() => "---")]),
    ...rows,
    line([`**Of ${faults.length}**`, ...counts(faults).map((count) => `**${count}**`)]),
  ].join("\n")
}

const faults = await seeded()
if (!existsSync(join(root, "pkg/samtycke.min.js"))) throw new Error("the site needs the library; run `make pkg`")
const given = process.argv[2]
const pathOf = (name) => process.env[name] && resolve(process.env[name])
const folder = pathOf("OUT") ?? await mkdtemp(join(tmpdir(), "samtycke-scanners-"))
await mkdir(folder, { recursive: true })
const chromium = pathOf("CHROMIUM") ?? findChromium()
const open = await withThirdParties(chromium, folder)
const tools = { chromium, open, python: pathOf("PYTHON") ?? "python3", folder }
const site = given ? { url: new URL("/", given).href, end: () => {} } : await serve()
try {
  const scanners = []
  // One after another: each has the machine for itself.
  for (const scan of [samtycke, blacklight, consentcrawl]) {
    say(`${scan.name} looks at ${site.url}`)
    scanners.push(await inTime(scan, site.url, tools))
  }
  const browsers = new Set(scanners.flatMap(({ browser }) => browser ?? []))
  process.stdout.write(`${table(faults, scanners)}\n\nIn ${[...browsers].join(" and ")}.\n`)
} finally {
  site.end()
  if (!process.env.OUT) await rm(folder, { recursive: true })
}
