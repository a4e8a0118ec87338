// The policy uses the words of the settings dialog: what `samtycke policy` says without `Intl` is what the page
// says with it, in every language.

import assert from "node:assert/strict"
import { execFileSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, test } from "node:test"

const root = join(import.meta.dirname, "../..")
const folder = mkdtempSync(join(tmpdir(), "samtycke-policy-"))
after(() => rmSync(folder, { recursive: true }))

const json = (file) => JSON.parse(readFileSync(file, "utf8"))
const LANGUAGES = readdirSync(join(root, "texts")).map((file) => file.replace(".json", "")).toSorted()
const TEXTS = Object.fromEntries(LANGUAGES.map((tag) => [tag, json(join(root, `texts/${tag}.json`))]))

const write = (name, value) => {
  const file = join(folder, name)
  writeFileSync(file, JSON.stringify(value))
  return file
}

// The page's own functions, over a page that has a language and nothing else.
globalThis.ResizeObserver = class {
  observe() {}
}
globalThis.document = { documentElement: { lang: "", getAttribute: () => null } }
Object.defineProperty(globalThis, "navigator", { value: { languages: [] }, configurable: true })
const first = write("first.json", Object.fromEntries(LANGUAGES.map((tag) => [tag, TEXTS[tag].banner])))
const entry = `export { tables } from "./tables"
export * from "./words"
export { keep, site } from "./declaration"`
const bundled = execFileSync("esbuild", ["--bundle", "--format=esm", "--log-level=warning", `--alias:first.json=${first}`, "--define:IS_MODULE=false", "--define:IS_ONE=false", `--define:LANGUAGES=""`], {
  input: entry,
  cwd: join(root, "src/page"),
})
const page = await import("data:text/javascript;base64," + bundled.toString("base64"))

for (const tag of LANGUAGES) page.learn(tag, { ...TEXTS[tag].settings, ...TEXTS[tag].policy })

const h = (tag, attributes, ...inside) => ({ tag, attributes, inside })
const all = (node, tag) => (node.tag == tag ? [node] : (node.inside ?? []).flatMap((child) => all(child, tag)))
const textOf = (node) => (typeof node == "string" ? node : node.inside.map(textOf).join(""))

/** What the settings dialog shows of a site. */
const shown = (site, language) => {
  document.documentElement.lang = language
  page.keep(site)
  const { say, text, label, frame } = page
  const link = (url, text, label) => h("a", { href: url, "aria-label": label }, text)
  const kit = [h, frame, say, text, label, , , page.site, , , , page.language, , , link]
  return page.tables(...kit).declaration().inside.map((section) => ({
    title: textOf(all(section, "h3")[0]),
    description: textOf(all(section, "p")[0]),
    rows: all(section, "tbody").flatMap((body) => body.inside.map((row) => row.inside.map(textOf).join(" | "))).toSorted(),
    heads: all(section, "thead").map((head) => all(head, "th").map(textOf))[0],
  }))
}

const target = process.env.CARGO_TARGET_DIR ?? join(root, "target")
const policy = (site, language) =>
  JSON.parse(execFileSync(join(target, "debug/samtycke"), ["policy", "-", "--language", language, "--format", "json"], { input: JSON.stringify(site), stdio: "pipe" }))

const COUNTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 15, 20, 21, 22, 25, 99, 100, 101, 102, 103, 111, 180, 400, 1000, 1234, 12_345, 1_000_000, 2_000_000]
const LIFETIMES = [
  ...["Y", "M", "W", "D"].flatMap((unit) => COUNTS.map((count) => `P${count}${unit}T1S`)),
  ...["H", "M", "S"].flatMap((unit) => COUNTS.filter((count) => count > 0).map((count) => `PT${count}${unit}`)),
  "P1Y", "P2Y6M", "P1Y2M3W4DT5H6M7S", "session", "persistent", undefined,
]
const KINDS = ["cookie", "localStorage", "sessionStorage", "indexedDb", "cacheStorage", "serviceWorker", "pixel"]

const stored = LIFETIMES.map((lifetime, index) => ({
  name: `name${index}`,
  // A cookie needs a lifetime.
  kind: KINDS[lifetime ? index % KINDS.length : 2],
  party: index % 3 ? "first" : "third",
  host: index % 3 ? undefined : "third.example",
  lifetime,
  purpose: "Purpose.",
}))

/** Without the marks that keep a host in order within Arabic: the page has the host alone in its cell. */
const plain = (text) => text.replace(/[\u2066\u2069]/g, "")

/** A site with some categories to be answered, so many days for a yes and a no, and what it stores. */
const site = (optional, days, refusalDays, cookies = stored.slice(-9)) => ({
  version: 1,
  controller: { name: "Example AB", policyUrl: "/cookies", contact: "privacy@example.com" },
  cookie: { days, refusalDays },
  signals: { doNotTrack: { allow: ["functional"] }, globalPrivacyControl: { binding: false } },
  categories: [{ id: "necessary", required: true }, ...optional.map((id) => ({ id, ...(id == "media" ? { name: "Media", description: "Films." } : {}) }))],
  services: [{ id: "own", category: "necessary", name: "Own", reason: "Needed.", provider: "Example AB", cookies }],
  external: [{ name: "Jobs", host: "jobs.example" }],
})

const SITES = [
  site(["functional"], 180, 180, stored),
  site(["functional", "analytics"], 1, 180),
  site(["functional", "analytics", "marketing"], 365, 200),
  site(["functional", "analytics", "marketing", "media"], 21, 400),
]

for (const language of LANGUAGES)
  test(`the policy says what the settings dialog says: ${language}`, () => {
    SITES.forEach((site, index) => {
      const own = policy(site, language)
      const sections = shown(site, language)
      const { say } = page
      assert.equal(own.language, page.language())
      assert.equal(own.direction, page.frame("").dir)
      own.tables.categories.forEach((category, place) => {
        const { title, description, rows } = sections[place]
        assert.equal(category.title, title)
        assert.equal(category.paragraphs[0], description)
        assert.deepEqual(category.tables.flatMap(({ rows }) => rows.map(({ cells }) => plain(cells.join(" | ")))).toSorted(), rows)
      })
      assert.equal(own.tables.categories[0].tables.flatMap(({ rows }) => rows).length, site.services[0].cookies.length)
      assert.deepEqual(own.tables.columns, sections[0].heads)
      assert.equal(own.external.title, sections.at(-1).title)
      assert.deepEqual(own.why.paragraphs, ["whyText", "voluntary", "kept"].map((key) => say(key)), `site ${index}`)
      assert.equal(own.about.paragraphs[0], say("policyIntro"))
      const doNotTrack = [say("signalFollowed", say("doNotTrack")), say("signalMayAllow", page.named((id) => id == "functional"))]
      const globalPrivacyControl = [say("signalFollowed", say("globalPrivacyControl")), say("signalMayAllowAll")]
      assert.deepEqual(own.signals.paragraphs, [doNotTrack.join(" "), globalPrivacyControl.join(" ")])
    })
  })

test("signals with the same rule are one sentence", () => {
  for (const language of LANGUAGES) {
    const own = policy({ ...SITES[0], signals: {} }, language)
    document.documentElement.lang = language
    const names = ["doNotTrack", "globalPrivacyControl"].map((key) => page.say(key))
    const either = new Intl.ListFormat(language, { type: "disjunction" }).format(names)
    assert.deepEqual(own.signals.paragraphs, [page.say("signalFollowed", either)])
  }
})

test("a site's own words and languages come first", () => {
  const own = {
    ...SITES[2],
    controller: { ...SITES[2].controller, name: { "zh-Hant": "例", en: "Example", "pt-BR": "Exemplo" } },
    texts: { "de-AT": { functional: "Praktisches", cookie: "Keks" }, "zh-Hant": { session: "直到關閉" }, ja: { kept: "{days}" }, sv: {} },
  }
  for (const [language, spoken] of [["de-AT", "de-AT"], ["de-CH", "de"], ["zh-TW", "zh-Hant"], ["ja-JP", "ja"], ["sv-FI", "sv"], ["nn-NO", "nn"]]) {
    const ours = policy(own, language)
    const sections = shown(own, language)
    assert.equal(ours.language, spoken)
    assert.equal(page.language(), spoken)
    assert.equal(ours.tables.categories[1].title, sections[1].title)
    assert.deepEqual(ours.tables.categories[0].tables.flatMap(({ rows }) => rows.map(({ cells }) => cells.join(" | "))).toSorted(), sections[0].rows)
    assert.deepEqual(ours.why.paragraphs, ["whyText", "voluntary", "kept"].map((key) => page.say(key)))
    assert.equal(ours.about.paragraphs[0], page.say("policyIntro"))
  }
})
