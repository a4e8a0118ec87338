/** What a run covers; each can be set in the environment, as in `ROUNDS=2 SIZES=3 make bench`. */
import { existsSync } from "node:fs"

const numbers = (text) => text.split(",").map(Number)

/** Rounds of a run that the results rest on. */
export const FULL = 7

const { ROUNDS = String(FULL), SIZES = "3,30,300", CONDITIONS = "fast,slow", ONLY = "", CHROMIUM, OUT } = process.env

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"]

export const settings = {
  /** Rounds, in each of which every contestant has its turn. */
  rounds: Number(ROUNDS),
  /** Numbers of services. */
  sizes: numbers(SIZES),
  conditions: CONDITIONS.split(","),
  /** Names of contestants to measure; all of them unless said. */
  only: ONLY ? ONLY.split(",") : null,
  chromium: CHROMIUM ?? BROWSERS.find((path) => existsSync(path)),
  /** Where the results are written; `bench/results.md` unless said. */
  out: OUT,
  command: ["ROUNDS", "SIZES", "CONDITIONS", "ONLY"]
    .filter((name) => process.env[name])
    .map((name) => `${name}=${process.env[name]} `)
    .join("")
    .concat("make bench"),
}
