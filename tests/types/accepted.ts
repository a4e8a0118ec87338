// What the types have to accept: the API as the README shows it.
import load, { accept, close, consent, has, init, on, open, receipts, reject, set, setLanguage, settings, when, withdraw } from "../../pkg/samtycke.js"
import type { Declaration, Consent, Receipt, Service } from "../../pkg/samtycke.js"

const service: Service = {
  id: "ga",
  category: ["functional", "analytics"],
  name: { en: "Google Analytics 4", sv: "Google Analytics 4" },
  scripts: [{ inline: "window.dataLayer = []" }, { src: "https://example.com/a.js", async: true }],
  cookies: [{ name: "_ga_*", kind: "cookie", party: "first", lifetime: "P2Y", purpose: "Tells visitors apart" }],
  reason: "Nothing else counts visits",
}

const config: Declaration = {
  $schema: "./samtycke.schema.json",
  version: 1,
  controller: { name: "Example", policyUrl: "/cookies" },
  cookie: { days: 180, refusalDays: 365, sameSite: "Lax" },
  signals: { doNotTrack: { allow: ["functional"], binding: true } },
  categories: [{ id: "necessary", required: true }, { id: "functional" }, { id: "analytics", revision: 2 }],
  services: [service],
  external: [{ name: "Teamtailor", host: "career.example.com" }],
  texts: { en: { title: "We use cookies" } },
  ui: { layout: "bar", position: "top", theme: "dark", reopen: true, reopenAs: "icon", reopenPosition: "topEnd" },
}

await load()
await load({ base: "/assets/" })
init(config)
init(JSON.stringify(config))
const granted: boolean = has("analytics")
const snapshot: Consent = consent()
const ids: string[] = [...snapshot.granted, ...snapshot.denied]
const time: number | null = snapshot.time
const byEmbed: boolean = snapshot.how === "embed"
const left: string[] = snapshot.remains.map(({ service, name, host }) => service + name + host)
accept()
accept("analytics")
reject(["analytics", "ga"])
set({ analytics: granted, ga: false })
withdraw()
open()
settings()
close()
const promise: Promise<void> = when("analytics")
const stop: () => void = on("change", (detail) => console.log(detail.granted, ids, time))
const fails: () => void = on("error", ({ code, message }) => console.log(code, message))
const all: Receipt[] = receipts()
const newest: [number, string, string, string[]][] = all.map(({ time, value, language, remains }) => [time, value, language, remains])
const spoken: Promise<void> = setLanguage("sv")
window.samtycke.has("analytics")
window.samtycke.setLanguage("en")
document.addEventListener("samtycke:change", ({ detail }) => detail.granted)
window.samtyckeConfig = config
export { all, byEmbed, fails, left, newest, promise, spoken, stop }
