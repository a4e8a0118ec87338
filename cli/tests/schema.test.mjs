// An editor with the JSON Schema and `samtycke check` accept the same values. JavaScript is the dialect of the schema's patterns.

import assert from "node:assert/strict"
import { execFileSync, spawnSync } from "node:child_process"
import { join } from "node:path"
import { test } from "node:test"

const target = process.env.CARGO_TARGET_DIR ?? join(import.meta.dirname, "../../target")
const program = join(target, "debug/samtycke")
const schema = JSON.parse(execFileSync(program, ["schema"], { stdio: "pipe" }))

const site = (fields) => ({
  version: 1,
  controller: { name: "Example AB", policyUrl: "/cookies" },
  categories: [{ id: "analytics" }],
  services: [{ id: "a", category: "analytics", name: "A", cookies: [] }],
  ...fields,
})

/** The places that the check refuses with a code. */
const refused = (declaration, code) => {
  const { stdout } = spawnSync(program, ["check", "-", "--json"], { input: JSON.stringify(declaration), encoding: "utf8", maxBuffer: 1 << 28 })
  return new Set(JSON.parse(stdout).findings.filter((found) => found.code == code).map(({ path }) => path))
}

/** Fails for each value that the pattern of a definition takes and the check refuses, or the other way round. */
const agree = (definition, values, declaration, path, code) => {
  const pattern = new RegExp(schema.$defs[definition].pattern, "u")
  const wrong = refused(declaration, code)
  const differ = values.filter((value, at) => pattern.test(value) == wrong.has(path(at)))
  assert.deepEqual(differ, [])
  const right = values.filter((value) => pattern.test(value)).length
  assert.ok(right > 5 && values.length - right > 5, `${right} of ${values.length}`)
}

const COUNTS = ["", "0", "1", "00", "10", "123456789", "1234567890"]

test("lifetimes", () => {
  const parts = (units) => units.reduce((all, unit) => all.flatMap((one) => ["", "0", "7"].map((count) => one + (count && count + unit))), [""])
  const dates = parts(["Y", "M", "W", "D"])
  const times = ["", "T", ...parts(["H", "M", "S"]).map((time) => "T" + time)]
  const values = [
    ...dates.flatMap((date) => times.map((time) => `P${date}${time}`)),
    ...["PT", "P"].flatMap((start) => [..."YMWDHS"].flatMap((unit) => COUNTS.map((count) => start + count + unit))),
    ...["session", "persistent", "Session", "P1D1Y", "P1.5Y", "P-1Y", "p1y", "P1Y ", "1Y", "P1", "PT1", "P1Y\n", "P١Y"],
  ]
  const cookies = values.map((lifetime, at) => ({ name: `a${at}`, kind: "cookie", party: "first", purpose: "Counts visits.", lifetime }))
  const services = [{ id: "a", category: "analytics", name: "A", cookies }]
  agree("Lifetime", values, site({ services }), (at) => `services[0].cookies[${at}].lifetime`, "wrong-lifetime")
})

test("days", () => {
  const two = (number) => String(number).padStart(2, "0")
  const years = ["1900", "2000", "2024", "2027", "2100", "2400", "0000", "9999", "27", "02027"]
  const numbers = [...Array(14).keys()]
  const values = years.flatMap((year) => numbers.flatMap((month) => [0, 1, 9, 10, 28, 29, 30, 31, 32].map((day) => `${year}-${two(month)}-${two(day)}`)))
  values.push("2027-1-1", "2027-01-1", "2027/01/01", "2027-01-01T00:00", "")
  const ignores = values.map((until) => ({ code: "undeclared-host", reason: "Agreed.", until }))
  agree("Date", values, site({ ignores }), (at) => `ignores[${at}].until`, "wrong-value")
})

test("languages", () => {
  const values = ["en", "sv", "fil", "pt-BR", "zh-Hant-TW", "de-1996", "e", "engl", "en-", "en_GB", "-en", "en--GB", "en-abcdefghi", "sv SE", "1n", "én", ""]
  agree("LanguageTag", values, site({ languages: values }), (at) => `languages[${at}]`, "wrong-language")
})

test("ids", () => {
  const values = ["a1", "a_b", "abc", "a".repeat(32), "b_", "c9", "a".repeat(33), "A", "1a", "_a", "a-b", "å", "a b", ""]
  const services = values.map((id) => ({ id, category: "analytics", name: "A" }))
  agree("Id", values, site({ services }), (at) => `services[${at}].id`, "wrong-id")
})

test("colours", () => {
  const values = ["#fff", "#FFF", "#123456", "#abcdef", "#ABCDEF", "#000", "#0a0", "#ffff", "#ggg", "fff", "red", "#12345", "#1234567", "# fff", ""]
  const wrong = values.map((value) => refused(site({ ui: { colors: { line: value } } }), "wrong-value").has("ui.colors.line"))
  const pattern = new RegExp(schema.$defs.Color.pattern, "u")
  assert.deepEqual(values.filter((value, at) => pattern.test(value) == wrong[at]), [])
})
