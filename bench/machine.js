/** What the results were measured on. */
import { cpus, loadavg, release, totalmem, type } from "node:os"

export const machine = () => ({
  node: process.version,
  system: `${type()} ${release().replace(/[^\d.].*/, "")}`,
  cores: cpus().length,
  cpu: cpus()[0].model.trim(),
  /** What else ran: processes that wanted a core, before the run began. */
  load: loadavg()[0].toFixed(1),
  memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
})
