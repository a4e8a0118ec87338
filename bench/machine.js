/** What the results were measured on. */
import { cpus, release, totalmem, type } from "node:os"

export const machine = (browser) => ({
  browser,
  node: process.version,
  system: `${type()} ${release().replace(/[^\d.].*/, "")}`,
  cores: cpus().length,
  cpu: cpus()[0].model.trim(),
  memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
})
