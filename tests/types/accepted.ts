// What the types have to accept: the API as the README shows it.
import load, { accept, close, consent, has, init, on, open, receipts, reject, set, settings, when, withdraw } from "../../pkg/samtycke.js"
import type { Config, Consent, Service } from "../../pkg/samtycke.js"

const service: Service = {
  id: "ga",
  category: "analytics",
  name: { en: "Google Analytics 4", sv: "Google Analytics 4" },
  scripts: [{ inline: "window.dataLayer = []" }, { src: "https://example.com/a.js", async: true }],
  cookies: [{ name: "_ga_*", kind: "cookie", party: "first", lifetime: "P2Y", purpose: "Tells visitors apart" }],
}

const config: Config = {
  version: 1,
  controller: { name: "Example", policyUrl: "/cookies" },
  cookie: { days: 180, sameSite: "Lax" },
  signals: { doNotTrack: { allow: ["functional"], binding: true } },
  categories: [{ id: "necessary", required: true }, { id: "analytics" }],
  services: [service],
  external: [{ name: "Teamtailor", host: "career.example.com" }],
  texts: { en: { title: "We use cookies" } },
  ui: { layout: "bar", position: "top", theme: "dark", reopen: true },
}

await load()
init(config)
init(JSON.stringify(config))
const granted: boolean = has("analytics")
const snapshot: Consent = consent()
const ids: string[] = [...snapshot.granted, ...snapshot.denied]
const time: number | null = snapshot.time
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
const all: Consent[] = receipts()
window.samtycke.has("analytics")
window.samtyckeConfig = config
export { all, promise, stop }
