// The page and the compiler agree: what the compiler accepts the page accepts, with the same numbers for the
// core, and so what the page refuses the compiler refuses. The normal form is accepted by both, is its own
// normal form, and gives the core the same numbers as its source. Declarations are changed at random, otherwise in each run.

import assert from "node:assert"
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import test from "node:test"
import { pathToFileURL } from "node:url"

const root = join(import.meta.dirname, "../..")
const parts = join(root, "target/wasm/parts")

const { check, initSync } = await import(pathToFileURL(join(parts, "dev.js")))
initSync({ module: readFileSync(join(parts, "dev.wasm")) })

const entry = ["check", "core", "declaration"].map((file) => `export * from "./${file}"`).join("\n")
const bundle = ["--bundle", "--format=esm", "--log-level=warning"]
const source = execFileSync("esbuild", bundle, { input: entry, cwd: join(root, "src/page") })
const { mistake, connectModule, declare } = await import("data:text/javascript;base64," + source.toString("base64"))

/** What the page gives to the core for a declaration. */
const numbersOf = (declaration) => {
  const numbers = { site: [], ids: [], gates: [], binding: [] }
  const memory = { buffer: new ArrayBuffer(2 ** 16) }
  connectModule({
    memory,
    text: () => 0,
    site: (...site) => (numbers.site = site),
    gate: (mask, flags, revision) => numbers.gates.push([mask >>> 0, flags, revision]),
  })
  const signals = declare(declaration)
  const [ids] = new TextDecoder().decode(memory.buffer).split("\0")
  numbers.ids = ids.split(",").filter((id) => id)
  // Signal.DntBinding and Signal.GpcBinding.
  numbers.binding = [!!(signals & 4), !!(signals & 8)]
  return numbers
}

// All of the workspace, as the other tests build it.
execFileSync("cargo", ["build", "--quiet", "--workspace", "--example", "numbers"], { cwd: root })

/** The compiler's answers for texts of declarations: nothing, or the normal form and the numbers. */
const compile = (questions) => {
  const input = questions
    .map(({ page, text }) => JSON.stringify({ origin: page.origin, host: page.hostname, secure: page.protocol == "https:", text }) + "\n")
    .join("")
  const output = execFileSync(join(root, "target/debug/examples/numbers"), { input, encoding: "utf8", maxBuffer: 2 ** 30 })
  return output.trimEnd().split("\n").map((line) => JSON.parse(line))
}

// Small, so that each change counts.
const site = {
  version: 1,
  controller: { name: "Example", policyUrl: "https://www.example.com/policy" },
  cookie: { days: 200, path: "/", sameSite: "Lax" },
  signals: { doNotTrack: { allow: ["functional"] } },
  categories: [{ id: "necessary", required: true }, { id: "functional", revision: 1 }, { id: "analytics" }],
  services: [
    {
      id: "ga",
      category: "analytics",
      name: { en: "Counter" },
      policyUrl: "https://www.example.com/counter",
      scripts: [
        { src: "https://cdn.example.com/a.js", attributes: { id: "a" } },
        { inline: "a()" },
        { steps: [{ queue: "counter", on: "q" }, { call: "counter", args: ["start", { "@granted": "analytics", yes: 1, no: 0 }] }], once: "counter" },
      ],
      consent: {
        group: "counter",
        default: [{ set: "counterOff", be: true }],
        update: [{ call: "counter", args: ["told"] }],
        withdraw: [{ call: "counter", args: ["off"] }],
        grant: [{ call: "counter", args: ["on"] }],
      },
      chat: [{ call: "counter", args: ["open"] }],
      embeds: ["https://counter.example.com/embed/*"],
      rewrites: { "https://counter.example.com/": "https://quiet.example.com/" },
      cookies: [{ name: "_ga", kind: "cookie", party: "first", lifetime: "P1Y", purpose: "Counts" }],
    },
  ],
  external: [{ name: "Jobs", host: "jobs.example.com", policyUrl: "https://jobs.example.com" }],
  texts: { sv: { title: "Kakor" } },
  ui: { theme: "light", colors: { button: "#123456" } },
}

// As many categories as there can be, services in several of them, and each signal with other exceptions.
const large = {
  version: 7,
  controller: { name: "Example", policyUrl: "https://www.example.com/policy" },
  cookie: { days: 30, refusalDays: 400 },
  signals: { doNotTrack: { allow: ["c3", "c0"], binding: false }, globalPrivacyControl: { allow: ["c31"] } },
  categories: Array.from({ length: 32 }, (_, n) => ({ id: `c${n}`, required: n % 7 == 0, revision: n, name: `C ${n}`, description: `What c${n} does` })),
  services: Array.from({ length: 40 }, (_, n) => ({
    id: `s${n}`,
    category: n % 3 ? [`c${n % 32}`, `c${(n * 5 + 1) % 32}`] : `c${n % 32}`,
    name: `S ${n}`,
    reason: "Because",
  })),
  texts: { en: {} },
  languages: ["en"],
  exceptions: [{ code: "one-signal", reason: "Because" }],
}

const ROUNDS = 5_000

const PAGES = ["https://www.example.com/a/b", "http://intranet:8080/", "http://127.0.0.1/x", "file:///tmp/a.html", "about:blank"]

// Values near the borders of what a field may hold.
const VALUES = [
  null, true, false, 0, 1, 1.5, -1, 179, 180, 400, 401, 2 ** 32 - 1, 2 ** 32, 1e300, "", " ", "a", "A", "analytics", "necessary", "ga",
  "session", "persistent", "P1Y", "Lax", "None", "example.com", ".example.com", "www.example.com", "www.example.com.", "/", "/a;b", "/å", "a b", "__Host-a",
  "/x.js", "x.js", "//a.example/x.js", "https://a.example/x.js", "https://a..example", "https://a.example:99999/", "https://a.example:80a/",
  "https://1.2.3/", "https://1.2.3.4.5/", "https://[::1]/", "https://[::g]/", "https://xn--rksmrgs-5wao1o.example/", "https://å.example/", "https://a%b/", "https://a_b/", "https://-/", "https://./",
  "https://user@a.example/", "http://a.example/", "http://intranet:8080/x.js", "http://localhost/x", "http://a.localhost:1/x", "http://.localhost/", "http://127.1/x", "http://127.0.0.1:70000/",
  "javascript:alert(1)", "JavaScript:x", "data:,x", "blob:x", "mailto:a@b.c", "\u0001/x", "https://a.example/\n", "?x", "#x", "a:b", "/\\a", "\ud800",
  [], ["analytics"], ["analytics", "marketing"], ["analytics", "analytics"], ["x"], [null], {}, { en: "x" }, { en: "" }, { en: null }, { en: "/a", sv: "javascript:x" }, { src: "/a.js" },
  { inline: "" }, { src: "/a.js", inline: "a" }, { onclick: "x" }, { "data-a": "x" }, { "1a": "x" }, { type: "x" }, { nonce: "x" }, [{ id: "b" }], [{ inline: "x" }],
  "#fff", "#12345", "#fff url(https://a.example/x)", { button: "#abcdef", buttonText: "#000" }, { button: "url(https://a.example/x)" },
]

const FIELDS = [
  "id", "version", "revision", "category", "categories", "services", "scripts", "cookies", "src", "inline", "attributes", "policyUrl", "name", "days", "refusalDays", "domain",
  "steps", "once", "consent", "group", "default", "update", "withdraw", "grant", "chat", "embeds", "rewrites", "queue", "call", "args", "set", "be",
  "path", "sameSite", "cookie", "signals", "doNotTrack", "allow", "external", "texts", "ui", "required", "reason", "controller", "description", "lifetime", "colors", "darkColors", "button", "binding",
]

/** Another one each time. It is told where something is wrong, and `SEED=…` takes it again. */
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)

/** Numbers from 0 up to below 1 (mulberry32). */
const randomFrom = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}

/** Every object and list within a value. */
const holders = (value) => (value && typeof value == "object" ? [value, ...Object.values(value).flatMap(holders)] : [])

/** Changes something, and says what. */
const change = (declaration, random) => {
  const pick = (list) => list[Math.floor(random() * list.length)]
  const holder = pick(holders(declaration))
  const name = random() < 0.7 ? pick(Object.keys(holder)) : Array.isArray(holder) ? holder.length : pick(FIELDS)
  const value = structuredClone(random() < 0.9 ? pick(VALUES) : pick(holders(declaration)))
  const isLess = name === undefined || random() < 0.15
  if (isLess) delete holder[name]
  else holder[name] = value
  return isLess ? `without ${name}` : `${name}: ${JSON.stringify(value)}`
}

test("what the whole check accepts, the page accepts", () => {
  const random = randomFrom(seed)
  const disagreements = []
  let accepted = 0
  let refused = 0
  for (let round = 0; round < ROUNDS; round++) {
    const page = new URL(PAGES[round % PAGES.length])
    // What the page's check asks of a browser.
    globalThis.location = page
    const declaration = structuredClone(site)
    const changes = Array.from({ length: 1 + Math.floor(random() * 2) }, () => change(declaration, random))
    const place = mistake(declaration)
    const isRight = !check(declaration, page.origin, page.hostname, page.protocol == "https:").problems.length
    if (isRight) accepted++
    if (place !== undefined) refused++
    if (isRight && place !== undefined) disagreements.push(`${page} ${place}: ${changes.join(", ")}`)
  }
  assert.deepStrictEqual(disagreements, [], `SEED=${seed}`)
  assert.ok(accepted > ROUNDS / 20 && refused > ROUNDS / 5, `${accepted} accepted, ${refused} refused`)
})

test("the compiler gives the core the same numbers as the page, also in normal form", () => {
  const random = randomFrom(seed + 1)
  const questions = []
  for (let round = 0; round < 600; round++) {
    const page = new URL(PAGES[round % PAGES.length])
    const declaration = structuredClone(round % 2 ? site : large)
    for (let left = Math.floor(random() * 3); left > 0; left--) change(declaration, random)
    questions.push({ page, text: JSON.stringify(declaration) })
  }
  const answers = compile(questions)
  const accepted = questions.map((question, at) => ({ ...question, ...answers[at] })).filter(({ normal }) => normal)
  const again = compile(accepted.map(({ page, normal }) => ({ page, text: JSON.stringify(normal) })))
  accepted.forEach(({ page, text, normal, numbers }, at) => {
    globalThis.location = page
    const [declaration, form] = [JSON.parse(text), structuredClone(normal)]
    const told = `SEED=${seed} ${text}`
    assert.deepStrictEqual([mistake(declaration), mistake(form)], [undefined, undefined], told)
    assert.deepStrictEqual(numbersOf(declaration), numbers, told)
    assert.deepStrictEqual(numbersOf(form), numbers, told)
    assert.deepStrictEqual(again[at], { normal, numbers }, told)
  })
  for (const [at, answer] of answers.entries()) {
    globalThis.location = questions[at].page
    const isRefused = mistake(JSON.parse(questions[at].text)) !== undefined
    assert.ok(!isRefused || answer === null, `SEED=${seed} ${questions[at].text}`)
  }
  assert.ok(accepted.length > 150 && accepted.length < 550, `${accepted.length} accepted`)
})
