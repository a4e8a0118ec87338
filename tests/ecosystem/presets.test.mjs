// Every preset, built into a site and driven in Chromium against a recorder that stands in for its vendor:
// nothing before a yes, the calls in their order and shape on a yes, and on a withdrawal calls first, then
// deletion, then the page again. presets.txt is read by people; `SNAPSHOTS=overwrite` writes it again.

import assert from "node:assert/strict"
import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import test, { after, describe } from "node:test"
import { program, site, SITE, visit } from "./kit/recorder.mjs"
import { until } from "./kit/visitor.mjs"

const presets = JSON.parse(program(["presets", "--json"]).printed)
/** The service of each preset, with examples for the options that it needs. */
const services = new Map(presets.map(({ id }) => [id, [JSON.parse(program(["presets", "show", id, "--json"]).printed)].flat()[0]]))
const file = join(process.env.SAMTYCKE_ROOT ?? import.meta.dirname, process.env.SAMTYCKE_ROOT ? "tests/ecosystem/presets.txt" : "presets.txt")
const expected = await readFile(file, "utf8").catch(() => "")
const sections = new Map(expected.split(/^## /m).slice(1).map((section) => [section.slice(0, section.indexOf("\n")), section.slice(section.indexOf("\n") + 1).trim()]))
const found = new Map()

after(async () => {
  if (process.env.SNAPSHOTS != "overwrite") return
  const text = [...found].map(([id, lines]) => `## ${id}\n${lines}\n`).join("\n")
  await writeFile(file, `What each preset tells its vendor, as tests/ecosystem/presets.test.mjs records it.\n\n${text}`)
})

const isAs = (id, lines) => {
  found.set(id, lines)
  if (process.env.SNAPSHOTS != "overwrite") assert.equal(lines, sections.get(id), id)
}

const options = ({ options }) => Object.fromEntries(Object.entries(options).filter(([, { needed }]) => needed).map(([name, { example }]) => [name, example]))

/** A name that a pattern covers. */
const covered = (name) => name.replaceAll("*", "x1")

/** What a page has stored beside what the vendor declares. */
const OWN = { cookie: ["session", "cart"], localStorage: ["own", "state"], sessionStorage: ["own"] }

/** Stores names of a kind, and lists those that are left. */
const store = (page, all) =>
  page.evaluate((all) => {
    for (const name of all.cookie) document.cookie = `${name}=1; path=/`
    for (const kind of ["localStorage", "sessionStorage"]) for (const name of all[kind]) window[kind].setItem(name, "1")
  }, all)

const stored = (page) =>
  page.evaluate(() => ({ cookie: document.cookie.split("; ").map((one) => one.split("=")[0]), localStorage: Object.keys(localStorage), sessionStorage: Object.keys(sessionStorage) }))

/** Waits until nothing more is told. */
const quiet = async (page) => {
  await page.evaluate(() => new Promise((done) => (window.requestIdleCallback ?? setTimeout)(done, { timeout: 500 })))
  await page.evaluate(() => {})
}

const granted = (page) => page.waitForFunction(() => window.samtycke.consent().granted.includes("necessary"))

describe("each preset", () => {
  let last

  after(() => last.context.close())

  for (const preset of presets) {
    test(`${preset.id} tells its vendor in order`, async () => {
      const service = services.get(preset.id)
      const isRequired = service.category == "necessary"
      const { page, complaints, told } = (last = await visit(site([{ preset: preset.id, with: options(preset) }]), { again: last }))
      await page.waitForFunction(() => window.samtycke.consent().granted.includes("necessary"))
      await quiet(page)
      if (!isRequired) {
        assert.deepEqual(told, ["page"], "nothing before a yes")
        assert.deepEqual(await page.evaluate(() => window.recorder.names()), [], "no global before a yes")
      }
      await page.evaluate(() => window.samtycke.accept())
      const loads = (service.scripts ?? []).filter(({ src }) => src)
      await until("the scripts have loaded", () => loads.every(({ src }) => told.includes(`load ${src}`)) || told)
      await quiet(page)
      await page.evaluate(() => window.recorder.takeOver())
      await quiet(page)
      const yes = told.splice(0).filter((line) => line != "page")

      // First-party names that a withdrawal takes, those that it leaves, and the site's own.
      const first = (service.cookies ?? []).filter(({ party, httpOnly, kind }) => party == "first" && !httpOnly && OWN[kind])
      const names = (which) => Object.fromEntries(Object.keys(OWN).map((kind) => [kind, first.filter((one) => one.kind == kind && !!one.keep == which).map(({ name }) => covered(name))]))
      const [goes, stays] = [names(false), names(true)]
      for (const all of [goes, stays, OWN]) await store(page, all)
      await page.evaluate(() => window.samtycke.withdraw())
      if (loads[0] && !isRequired) await until("the page is there again", () => told.includes("page") || told)
      await page.waitForFunction(() => window.samtycke?.consent().decided)
      await quiet(page)
      const no = told.splice(0)
      const after = await stored(page)
      for (const kind of Object.keys(OWN)) {
        if (!isRequired) for (const name of goes[kind]) assert.ok(!after[kind].includes(name), `${kind} ${name} is deleted`)
        for (const name of [...stays[kind], ...OWN[kind]]) assert.ok(after[kind].includes(name), `${kind} ${name} stays`)
      }
      const place = (start) => no.findIndex((line) => line.startsWith(start))
      const lastCall = no.findLastIndex((line) => /^(call|push)/.test(line))
      if (place("delete") >= 0) assert.ok(lastCall < place("delete"), "calls come before deletions")
      if (place("page") >= 0) assert.ok(Math.max(lastCall, no.findLastIndex((line) => line.startsWith("delete"))) < place("page"), "the page comes last")
      assert.deepEqual(await page.evaluate(() => (window.samtycke.has("marketing") ? [] : window.recorder.names())), isRequired ? await page.evaluate(() => window.recorder.names()) : [])
      assert.deepEqual(complaints, [])
      const deleted = no.some((line) => line.startsWith("delete")) ? ["deletes what it stored"] : []
      const withdrawal = [...no.filter((line) => /^(call|push)/.test(line)), ...deleted, ...(no.includes("page") ? ["the page again"] : [])]
      isAs(preset.id, [...yes, "withdrawal", ...withdrawal].map((line) => (line == "withdrawal" ? line : `  ${line}`)).join("\n").replace(/^/, "yes\n"))
    })
  }
})

/**
 * Options beside those that are needed, with a name for presets.txt. `grants` are the categories that the visitor says yes to, all by
 * default. `names` are real ones that a withdrawal has to delete. With `loadsBefore` the vendor's script needs no yes.
 */
const MORE = [
  { id: "pardot", name: "classic", with: { accountId: "1041001", campaignId: "27001", api: "classic" }, names: ["visitor_id1040001", "visitor_id1040001-hash", "lpv1040001", "pi_opt_in1040001"] },
  { id: "pardot", name: "consent", with: { accountId: "1041001" }, names: ["visitor_id1040001", "visitor_id1040001-hash", "lpv1040001", "pi_opt_in1040001"] },
  { id: "matomo", name: "cookies", with: { mode: "cookies" }, names: ["_pk_id.1.1fff", "_pk_ses.1.1fff"] },
  { id: "matomo", name: "cookieless", with: { mode: "cookieless" } },
  { id: "matomo", name: "scriptUrl", with: { scriptUrl: "https://cdn.matomo.cloud/example.matomo.cloud/matomo.js" } },
  { id: "hubspot", name: "eu1", with: { region: "eu1", chat: true }, names: ["hubspotutk", "messagesUtk"] },
  { id: "hubspot", name: "marketing alone", grants: ["marketing"] },
  { id: "hubspot", name: "other categories", with: { analytics: "marketing", functional: "analytics" }, grants: ["marketing"] },
  { id: "microsoft-clarity", name: "analytics alone", grants: ["analytics"] },
  { id: "zendesk-messaging", name: "all", with: { cookies: "all" } },
  { id: "zendesk-messaging", name: "all, functional alone", with: { cookies: "all" }, grants: ["functional"] },
  { id: "adobe-analytics", name: "webSdk", with: { webSdk: true }, names: ["kndctr_0123ABC_AdobeOrg_identity"] },
  { id: "google-tag-manager", name: "event", with: { event: "decided" } },
  { id: "google-tag-manager", name: "advanced", with: { mode: "advanced" }, loadsBefore: true },
  { id: "google-ads", name: "advanced", with: { mode: "advanced" }, loadsBefore: true },
  { id: "google-floodlight", name: "advanced", with: { mode: "advanced" }, loadsBefore: true },
  { id: "intercom", name: "eu", with: { region: "eu" } },
  { id: "intercom", name: "au", with: { region: "au" } },
  { id: "google-recaptcha", name: "v2", with: { version: "v2" } },
  { id: "google-recaptcha", name: "enterprise, the other host", with: { enterprise: true, host: "www.recaptcha.net" } },
  { id: "google-recaptcha", name: "v2, enterprise", with: { version: "v2", enterprise: true } },
  { id: "google-maps", name: "key", with: { key: "AIza0123456789abcdefghijklmnopqrstuvwxy" } },
  { id: "google-maps", name: "callback", with: { key: "AIza0123456789abcdefghijklmnopqrstuvwxy", callback: "initMap" } },
  { id: "facebook-embed", name: "api", with: { api: true, locale: "sv_SE" } },
  { id: "stripe", name: "everyPage", with: { everyPage: true }, loadsBefore: true },
  { id: "stripe", name: "everyPage, basil", with: { everyPage: true, version: "basil" }, loadsBefore: true },
  { id: "stripe", name: "everyPage, clover", with: { everyPage: true, version: "clover" }, loadsBefore: true },
  { id: "paypal", name: "clientId", with: { clientId: "AbCdEfGhIjKlMnOpQrStUvWxYz" }, loadsBefore: true },
  { id: "cloudflare-turnstile", name: "everyPage", with: { everyPage: true }, loadsBefore: true },
]

/** A visitor's yes to these categories, or to all. */
const accept = (page, grants) => page.evaluate((grants) => (grants ? window.samtycke.accept(grants) : window.samtycke.accept()), grants)

describe("options of presets", () => {
  let last

  after(() => last.context.close())

  for (const { id, name, with: more, grants, names = [], loadsBefore } of MORE) {
    test(`${id} with ${name}`, async () => {
      const preset = presets.find((one) => one.id == id)
      const { page, complaints, told } = (last = await visit(site([{ preset: id, with: { ...options(preset), ...more } }]), { again: last }))
      await granted(page)
      const loaded = () => until("it has loaded", () => told.some((line) => line.startsWith("load")) || told)
      const since = async () => {
        await quiet(page)
        await page.evaluate(() => window.recorder.takeOver())
        await quiet(page)
        return told.splice(0).filter((line) => line != "page").map((line) => `  ${line}`)
      }
      if (loadsBefore) await loaded()
      else assert.deepEqual(told, ["page"], "nothing before a yes")
      const before = loadsBefore ? ["before a choice", ...(await since())] : []
      await accept(page, grants)
      if (!loadsBefore) await loaded()
      const yes = await since()
      await store(page, { ...OWN, cookie: [...OWN.cookie, ...names] })
      await page.evaluate(() => window.samtycke.withdraw())
      if (!loadsBefore) await until("the page is there again", () => told.includes("page") || told)
      await page.waitForFunction(() => window.samtycke?.consent().denied.includes("marketing"))
      await quiet(page)
      const left = (await stored(page)).cookie
      assert.deepEqual([...names, ...OWN.cookie].filter((name) => left.includes(name)), OWN.cookie)
      assert.deepEqual(complaints, [])
      const no = told.filter((line) => /^(call|push|page)/.test(line)).map((line) => (line == "page" ? "the page again" : line))
      isAs(`${id}, ${name}`, [...before, "yes", ...yes, "withdrawal", ...no.map((line) => `  ${line}`)].join("\n"))
    })
  }
})

/** Vendors without a call that undoes a withdrawal. The notes of their presets say so. */
const NO_WAY_BACK = ["livechat", "segment"]

/** Options without which a preset tells its vendor nothing. */
const TELLING = { "adobe-analytics": { webSdk: true } }

describe("a second yes on the same page", () => {
  let last

  after(() => last.context.close())

  for (const preset of presets.filter(({ id }) => services.get(id).consent)) {
    test(`${preset.id} is told of it`, async () => {
      const declaration = site([{ preset: preset.id, with: { ...options(preset), ...TELLING[preset.id] } }], { ui: { reload: false } })
      const { page, complaints, told } = (last = await visit(declaration, { again: last }))
      await granted(page)
      await accept(page)
      const { scripts = [] } = services.get(preset.id)
      await until("it has loaded", () => scripts.every(({ src }) => !src || told.includes(`load ${src}`)) || told)
      await quiet(page)
      await page.evaluate(() => window.recorder.takeOver())
      await page.evaluate(() => window.recorder.changes())
      await quiet(page)
      told.splice(0)
      const since = async (holds) => {
        await page.waitForFunction((holds) => window.samtycke.has("marketing") == holds, holds)
        await quiet(page)
        await page.evaluate(() => window.recorder.changes())
        await quiet(page)
        assert.ok(!told.some((line) => /^(load|page)/.test(line)), "nothing loads again")
        return told.splice(0).filter((line) => /^(call|push|set)/.test(line))
      }
      await page.evaluate(() => window.samtycke.withdraw())
      const no = await since(false)
      await accept(page)
      const yes = await since(true)
      assert.ok(no.length, "the withdrawal is told")
      assert.equal(yes.length == 0, NO_WAY_BACK.includes(preset.id), "the second yes is told")
      assert.deepEqual(complaints, [])
      isAs(`${preset.id}, without a reload`, ["withdrawal", ...no.map((line) => `  ${line}`), "second yes", ...yes.map((line) => `  ${line}`)].join("\n"))
    })
  }
})

test("an embed of each pattern waits, loads its address after a yes, and waits again after a withdrawal", async () => {
  const of = presets.filter(({ id }) => services.get(id).embeds)
  const embeds = of.flatMap(({ id }) => {
    const { embeds, rewrites = {}, category } = services.get(id)
    return embeds.map(covered).map((address) => {
      const [from, to] = Object.entries(rewrites).find(([from]) => address.startsWith(from)) ?? ["", ""]
      return { id, address, loads: to + address.slice(from.length), isRequired: category == "necessary" }
    })
  })
  const { context, page, complaints, told } = await visit(site(of.map((preset) => ({ preset: preset.id, with: options(preset) })), { ui: { reload: false } }))
  await granted(page)
  await page.evaluate((addresses) => {
    const frames = addresses.map((address) => Object.assign(document.createElement("iframe"), { title: address }))
    for (const frame of frames) frame.setAttribute("data-samtycke-src", frame.title)
    document.body.append(...frames)
  }, embeds.map(({ address }) => address))
  const open = () => page.evaluate(() => [...document.querySelectorAll("iframe[title]")].map((frame) => frame.getAttribute("src")))
  const isOpen = async (expected) => {
    await until("the embeds are", async () => JSON.stringify(await open()) == JSON.stringify(expected) || (await open()).map((src, at) => [src, expected[at]]).filter(([src, expected]) => src != expected))
    await quiet(page)
    assert.deepEqual(await open(), expected)
  }
  const waiting = embeds.map(({ loads, isRequired }) => (isRequired ? loads : null))
  const frames = () => new Set(told.filter((line) => line.startsWith("frame ")).map((line) => line.slice(6)))
  await isOpen(waiting)
  assert.deepEqual(frames(), new Set(waiting.filter(Boolean)), "no frame is asked for before a yes")
  await accept(page)
  await isOpen(embeds.map(({ loads }) => loads))
  await until("all are asked for", () => embeds.every(({ loads }) => frames().has(loads)) || embeds.filter(({ loads }) => !frames().has(loads)))
  assert.deepEqual([...frames()].sort(), [...new Set(embeds.map(({ loads }) => loads))].sort())
  assert.ok(frames().has("https://www.youtube-nocookie.com/embed/x1") && ![...frames()].some((address) => address.startsWith("https://www.youtube.com/")))
  await page.evaluate(() => window.samtycke.withdraw())
  await isOpen(waiting)
  assert.deepEqual(complaints, [])
  isAs("embeds", embeds.map(({ id, address, loads }) => (address == loads ? `${id} ${address}` : `${id} ${address} as ${loads}`)).join("\n"))
  await context.close()
})

/** Whether the sources of a policy allow an address (CSP Level 3, section 6.7.2.7). */
const allows = (sources, address) => {
  const { protocol, host, pathname } = new URL(address)
  return sources.some((source) => {
    const [, scheme, name, path] = source.match(/^(https?:)\/\/([^/]*)(\/.*)?$/) ?? []
    const isHost = name?.startsWith("*.") ? host.endsWith(name.slice(1)) : name == host
    return scheme == protocol && isHost && (!path || (path.endsWith("/") ? pathname.startsWith(path) : pathname == path))
  })
}

/** Addresses of a site's own server, for options that take any. */
const OWN_SERVER = ["https://stats.site.example", "https://stats.site.example/folder", "https://stats.site.example/folder/script.js"]

test("the printed policy allows each address that an option gives", () => {
  let count = 0
  for (const preset of presets) {
    for (const [option, { pattern, example, default: usual }] of Object.entries(preset.options)) {
      const isAddress = [example, usual].some((one) => `${one}`.startsWith("https://"))
      if (!isAddress) continue
      const fits = OWN_SERVER.filter((address) => new RegExp(`^(?:${pattern})$`).test(address))
      for (const value of new Set([usual ?? example, example, ...fits])) {
        const declaration = site([{ preset: preset.id, with: { ...options(preset), [option]: value } }])
        const { printed, status } = program(["build", "site.json", "-o", "public"], { "site.json": JSON.stringify(declaration) })
        assert.equal(status, 0, printed)
        const sources = (directive) => printed.match(new RegExp(`${directive} ([^;\n]*)`))[1].split(" ")
        const [service] = JSON.parse(program(["presets", "expand", "site.json"], { "site.json": JSON.stringify(declaration) }).printed).services
        for (const { src } of service.scripts.filter(({ src }) => src)) assert.ok(allows(sources("script-src"), src), `${preset.id} ${option}: ${src} in ${sources("script-src")}`)
        // What a script is told to send to; Umami's sends to where it came from.
        const isTold = JSON.stringify(service.scripts.map(({ steps }) => steps)).includes(value) || preset.id == "umami"
        if (isTold) assert.ok(allows(sources("connect-src"), `${value}/send`), `${preset.id} ${option}: ${value} in ${sources("connect-src")}`)
        count++
      }
    }
  }
  assert.ok(count >= 12, `${count}`)
})

test("the cookies of one Pardot account are deleted, and those of another that is kept stay", async () => {
  const account = (id, more) => ({ preset: "pardot", with: { accountId: id, campaignId: "27001", host: "go.example.com", api: "classic" }, ...more })
  const { context, page, told } = await visit(site([account("1041001"), account("1041002", { id: "other" })]))
  await granted(page)
  await page.evaluate(() => window.samtycke.accept())
  await until("it has loaded", () => told.some((line) => line.startsWith("load")) || told)
  const cookie = ["visitor_id1040001", "visitor_id1040002", "visitor_id1040002-hash", "lpv1040002", "lpv_last_page"]
  await store(page, { ...OWN, cookie })
  await page.evaluate(() => window.samtycke.set({ pardot: false }))
  await page.waitForFunction(() => !document.cookie.includes("visitor_id1040001"))
  const { cookie: left } = await stored(page)
  assert.deepEqual(cookie.filter((name) => left.includes(name)), cookie.slice(1))
  await context.close()
})

for (const [id, opens] of [
  ["crisp", '["do", "chat:open"]'],
  ["intercom", '["show"]'],
  ["zendesk-classic", 'zE("webWidget", "open")'],
  ["zendesk-messaging", 'zE("messenger", "open")'],
]) {
  test(`${id} with a button loads by a click on it alone, and opens`, async () => {
    const preset = presets.find((one) => one.id == id)
    const { context, page, complaints, told } = await visit(site([{ preset: id, with: { ...options(preset), button: true } }]))
    await granted(page)
    await page.evaluate(() => window.samtycke.reject())
    const button = page.locator(".samtycke-chat button")
    await button.waitFor()
    assert.deepEqual(told, ["page"])
    await button.click()
    await until("the chat opens", () => told.some((line) => line.includes(opens)) || told)
    assert.deepEqual(complaints, [])
    await context.close()
  })
}

const GOOGLE = [
  { preset: "google-analytics-4", with: { id: "G-ABCDE12345" } },
  { preset: "google-ads", with: { id: "AW-123456789" } },
]

test("several Google ids share one loader, one default and one update for each decision", async () => {
  const { context, page, complaints, told } = await visit(site(GOOGLE))
  await page.waitForFunction(() => window.samtycke.consent().granted.includes("necessary"))
  await page.evaluate(() => window.samtycke.accept(["analytics"]))
  await until("the loader has come", () => told.some((line) => line.startsWith("load")) || told)
  await quiet(page)
  const first = told.splice(0).filter((line) => line != "page")
  assert.deepEqual(first.filter((line) => line.startsWith("load")), ["load https://www.googletagmanager.com/gtag/js?id=G-ABCDE12345"])
  const queued = first.filter((line) => line.startsWith("has dataLayer"))
  assert.match(queued[0], /^has dataLayer arguments\["consent", "default", \{ad_storage: "denied", ad_user_data: "denied", ad_personalization: "denied", analytics_storage: "granted", functionality_storage: "denied", personalization_storage: "denied", security_storage: "granted"\}\]$/)
  assert.equal(queued.filter((line) => line.includes('"default"')).length, 1)
  assert.equal(queued.filter((line) => line.includes("samtycke_consent")).length, 1)
  await page.evaluate(() => window.samtycke.accept(["marketing"]))
  await until("the second id is there", () => told.some((line) => line.includes("AW-123456789")) || told)
  await quiet(page)
  assert.deepEqual(told.map((line) => line.replace(/\{.*/, "…")), ['push dataLayer arguments["consent", "update", …', "push dataLayer …", 'push dataLayer arguments["config", "AW-123456789"]'])
  assert.match(told[0], /ad_storage: "granted"/)
  assert.match(told[1], /event: "samtycke_consent", samtycke: \{functional: false, analytics: true, marketing: true\}/)
  assert.deepEqual(complaints, [])
  await context.close()
})

/** What Google hears, in order: with whether marketing is granted, where it says so. */
const ofConsent = (lines) =>
  lines
    .filter((line) => /"consent"|samtycke_consent|"config"|gtm\.start/.test(line))
    .map((line) => {
      const what = line.match(/"default"|"update"|samtycke_consent|gtm\.start|"config"/)[0].replaceAll('"', "")
      const marketing = line.match(/ad_storage: "(\w+)"/)?.[1] ?? line.match(/marketing: (\w+)/)?.[1]
      return marketing ? `${what} ${marketing}` : what
    })

const GTM = { preset: "google-tag-manager", with: { id: "GTM-ABC1234" } }

for (const [name, services, first, later] of [
  ["Analytics alone", [GOOGLE[0]], ["default denied", "update denied", "samtycke_consent false", "config"], ["update granted", "samtycke_consent true"]],
  ["Tag Manager and Analytics", [GTM, GOOGLE[0]], ["default denied", "update denied", "samtycke_consent false", "config"], ["update granted", "samtycke_consent true", "gtm.start"]],
]) {
  test(`each decision has one update and one event, also the first: ${name}`, async () => {
    const { context, page, told } = await visit(site(services))
    await page.waitForFunction(() => window.samtycke.consent().granted.includes("necessary"))
    await page.evaluate(() => window.samtycke.accept(["analytics"]))
    await until("the loader has come", () => told.some((line) => line.startsWith("load")) || told)
    await quiet(page)
    assert.deepEqual(ofConsent(told.splice(0)), first)
    await page.evaluate(() => window.samtycke.accept(["marketing", "functional"]))
    await until("it is told", () => told.some((line) => line.includes("samtycke_consent")) || told)
    await quiet(page)
    assert.deepEqual(ofConsent(told.splice(0)), later)
    await page.evaluate(() => window.samtycke.withdraw())
    await until("the page is there again", () => told.includes("page") || told)
    assert.deepEqual(ofConsent(told), ["update denied", "samtycke_consent false"])
    await context.close()
  })
}

test("both of Google's loaders in one decision have one event, and on return only that of the container", async () => {
  const { context, page, told } = await visit(site([GOOGLE[0], GTM]))
  await page.waitForFunction(() => window.samtycke.consent().granted.includes("necessary"))
  await page.evaluate(() => window.samtycke.accept())
  await until("both have loaded", () => told.filter((line) => line.startsWith("load")).length == 2 || told)
  await quiet(page)
  assert.deepEqual(ofConsent(told.splice(0)), ["default granted", "update granted", "samtycke_consent true", "config", "gtm.start"])
  await page.goto(SITE + "/next")
  await until("both have loaded again", () => told.filter((line) => line.startsWith("load")).length == 2 || told)
  await quiet(page)
  assert.deepEqual(ofConsent(told).sort(), ["config", "default granted", "gtm.start", "samtycke_consent true"])
  await context.close()
})

test("Google hears nothing of a decision that lets none of its tags run, and an update with the first tag after it", async () => {
  const { context, page, told } = await visit(site([GOOGLE[0]]))
  await granted(page)
  await page.evaluate(() => window.samtycke.accept(["functional"]))
  await quiet(page)
  assert.deepEqual(told, ["page"])
  await page.evaluate(() => window.samtycke.accept(["analytics"]))
  await until("it has loaded", () => told.some((line) => line.startsWith("load")) || told)
  await quiet(page)
  assert.deepEqual(ofConsent(told), ["default denied", "update denied", "samtycke_consent false", "config"])
  await context.close()
})

test("on return the stored choice is the default, before any tag", async () => {
  const { context, page, told } = await visit(site(GOOGLE))
  await page.waitForFunction(() => window.samtycke.consent().granted.includes("necessary"))
  await page.evaluate(() => window.samtycke.accept())
  await until("it is told", () => told.some((line) => line.includes('"update"')) || told)
  await quiet(page)
  told.splice(0)
  await page.goto(SITE + "/next")
  await until("it has loaded again", () => told.some((line) => line.startsWith("load")) || told)
  await quiet(page)
  const queued = told.filter((line) => line.startsWith("has dataLayer"))
  assert.match(queued[0], /"consent", "default", \{ad_storage: "granted".*analytics_storage: "granted"/)
  assert.ok(!told.some((line) => line.includes('"update"')), "no update without a decision")
  await context.close()
})

test("a service alone is granted for its vendor, and no other of the category is", async () => {
  const { context, page, told } = await visit(site(GOOGLE))
  await page.waitForFunction(() => window.samtycke.consent().granted.includes("necessary"))
  await page.evaluate(() => window.samtycke.set({ analytics: true, marketing: true, google_ads: false }))
  await until("it has loaded", () => told.some((line) => line.startsWith("load")) || told)
  await quiet(page)
  assert.match(told.find((line) => line.startsWith("has dataLayer")), /ad_storage: "denied".*analytics_storage: "granted"/)
  await context.close()
})

test("the advanced mode loads before a choice, with everything denied, and an update tells of the yes", async () => {
  const { context, page, told } = await visit(site([{ preset: "google-analytics-4", with: { id: "G-ABCDE12345", mode: "advanced", region: ["SE", "NO"], waitForUpdate: 500, urlPassthrough: true, elsewhere: "granted" } }]))
  await until("it has loaded", () => told.some((line) => line.startsWith("load")) || told)
  await quiet(page)
  const queued = told.splice(0).filter((line) => line.startsWith("has dataLayer"))
  assert.match(queued[0], /"default", \{ad_storage: "denied".*analytics_storage: "denied".*security_storage: "granted", wait_for_update: 500, region: \["SE", "NO"\]\}/)
  assert.match(queued[1], /"default", \{ad_storage: "granted".*\}/)
  assert.deepEqual(queued.slice(2, 4), ['has dataLayer arguments["set", "ads_data_redaction", true]', 'has dataLayer arguments["set", "url_passthrough", true]'])
  await page.evaluate(() => window.samtycke.accept())
  await until("it is told", () => told.some((line) => line.includes('"update"')) || told)
  assert.equal(told.filter((line) => line.includes('"update"')).length, 1)
  assert.match(told[0], /analytics_storage: "granted"/)
  assert.ok(!told.some((line) => line.startsWith("load")))
  await context.close()
})

test("outside of its regions a no is the default on return, and what is still asked about stays granted", async () => {
  const with_ = { id: "G-ABCDE12345", mode: "advanced", region: ["SE"], elsewhere: "granted" }
  const { context, page, told } = await visit(site([{ preset: "google-analytics-4", with: with_ }]))
  const defaults = async () => {
    await until("it has loaded", () => told.some((line) => line.startsWith("load")) || told)
    await quiet(page)
    return told.splice(0).filter((line) => line.includes('"default"'))
  }
  const [, before] = await defaults()
  assert.match(before, /ad_storage: "granted".*analytics_storage: "granted"/)
  await page.evaluate(() => window.samtycke.reject())
  await quiet(page)
  told.splice(0)
  await page.goto(SITE + "/next")
  const [inside, elsewhere] = await defaults()
  for (const one of [inside, elsewhere]) assert.match(one, /ad_storage: "denied".*analytics_storage: "denied"/)
  assert.doesNotMatch(elsewhere, /region/)
  await context.close()
})

test("a page that no build has made takes what `presets show` prints, and refuses a preset by name", async () => {
  const service = JSON.parse(program(["presets", "show", "meta-pixel", "--json"]).printed)
  const { context, page, complaints, told } = await visit(site([service]), { isBuilt: false })
  await granted(page)
  assert.deepEqual(told, ["page"])
  await page.evaluate(() => window.samtycke.accept())
  await until("it has loaded", () => told.some((line) => line.startsWith("load")) || told)
  await quiet(page)
  assert.ok(told.some((line) => line.includes('arguments["init", "123456789012345"]')), told.join("\n"))
  assert.deepEqual(complaints, [])
  await context.close()
  const other = await visit(site([{ preset: "meta-pixel", with: { id: "123456789012345" } }]), { isBuilt: false })
  await until("it is refused", () => other.complaints.some((one) => /preset at services\[0\]\.preset.*samtycke build/.test(one)) || other.complaints)
  await other.context.close()
})

test("a decision that comes before the steps do is told with them", async () => {
  const declaration = site([JSON.parse(program(["presets", "show", "google-analytics-4", "--json"]).printed)])
  const last = await visit(declaration, { isBuilt: false })
  let come
  const isDue = new Promise((resolve) => (come = resolve))
  await last.page.route("**/samtycke.messages.js", async (route) => {
    await isDue
    await route.fallback()
  })
  const { context, page, told } = await visit(declaration, { isBuilt: false, again: last })
  await granted(page)
  await page.evaluate(() => window.samtycke.accept())
  come()
  await until("it has loaded", () => told.some((line) => line.startsWith("load")) || told)
  await quiet(page)
  assert.deepEqual(ofConsent(told), ["default granted", "update granted", "samtycke_consent true", "config"])
  await context.close()
})

test("a page whose own tags told Google of the visit before the default hears of it", async () => {
  const declaration = site([JSON.parse(program(["presets", "show", "google-consent-mode", "--json"]).printed)])
  const last = await visit(declaration, { isBuilt: false })
  await granted(last.page)
  await quiet(last.page)
  assert.deepEqual(last.complaints, [])
  await last.page.addInitScript(() => (window.dataLayer = [["js", new Date()], ["config", "G-ABCDE12345"]]))
  const { context, complaints } = await visit(declaration, { isBuilt: false, again: last })
  await until("it is told", () => complaints.some((one) => one.includes('before "google_consent_mode" could say')) || complaints)
  await context.close()
})

test("the development build knows presets", async () => {
  const { context, page, complaints, told } = await visit(site([{ preset: "meta-pixel", with: { id: "123456789012345" } }]), { isBuilt: false, script: "samtycke.dev.js" })
  await granted(page)
  await page.evaluate(() => window.samtycke.accept())
  await until("it has loaded", () => told.some((line) => line.startsWith("load")) || told)
  await quiet(page)
  assert.ok(told.some((line) => line.includes('arguments["init", "123456789012345"]')), told.join("\n"))
  assert.deepEqual(complaints, [])
  await context.close()
  const wrong = await visit(site([{ preset: "meta-pixle" }]), { isBuilt: false, script: "samtycke.dev.js" })
  await until("it is refused", () => wrong.complaints.some((one) => one.includes('did you mean "meta-pixel"?')) || wrong.complaints)
  await wrong.context.close()
})

test("an embed is recognised by its own host, also where nobody has checked the pattern", async () => {
  const embeds = ["https://www.google.*/maps/embed*", "https://*.forms.example/*", "https://*.example/*", "https://films.example/embed/*"]
  const { context, page } = await visit(site([{ id: "a", category: "functional", name: "A", embeds }]), { isBuilt: false })
  await granted(page)
  await page.evaluate(() => window.samtycke.accept())
  const opened = (addresses) =>
    page.evaluate(async (addresses) => {
      const frames = addresses.map((address) => Object.assign(document.createElement("iframe"), { title: address }))
      for (const frame of frames) frame.setAttribute("data-samtycke-src", frame.title)
      document.body.replaceChildren(...frames)
      await new Promise((done) => setTimeout(done, 500))
      return [...document.querySelectorAll("iframe[src]")].map(({ src }) => src)
    }, addresses)
  const right = ["https://eu.forms.example/1", "https://a.eu.forms.example/1?x=/", "https://films.example/embed/7"]
  assert.deepEqual(await opened(right), right)
  const wrong = ["https://www.google.evil.example/maps/embed", "https://evil.example/a.forms.example/", "https://evil.example/?.forms.example/", "https://forms.example.evil.example/", "https://filmsaexample/embed/7"]
  assert.deepEqual(await opened([...right, ...wrong]), right)
  await context.close()
})

test("a step reaches nothing of the browser, even where nobody has checked the declaration", async () => {
  const wrong = [
    { call: "alert", args: ["x"] },
    { call: "document.write", args: ["x"] },
    { set: "location", be: "/gone" },
    { let: "fine", be: {} },
    { call: "fine.constructor.constructor", args: ["window.broken = 1"] },
    { push: "history", items: [1] },
    { queue: "open", into: "fine" },
    { set: "fine.__proto__", be: 1 },
  ]
  const last = { set: "early", be: { "@granted": "functional", yes: ["@now", "@ms"], no: 0 } }
  const { context, page, complaints } = await visit(site([{ id: "a", category: "functional", name: "A", scripts: [{ steps: [...wrong, last] }] }]), { isBuilt: false })
  await granted(page)
  await page.evaluate(() => window.samtycke.accept())
  await page.waitForFunction(() => window.early)
  assert.deepEqual(await page.evaluate(() => [window.broken, location.pathname, typeof window.open, window.early[0] instanceof Date, window.early[1] > 1e12]), [undefined, "/", "function", true, true])
  assert.ok(complaints.every((one) => one.includes("a step failed")), complaints.join("\n"))
  assert.ok(complaints.length >= 4, complaints.join("\n"))
  await context.close()
})

test("a queue hands over to its vendor, and one that is there already stays", async () => {
  const steps = [
    { queue: "q", on: "list", handoff: "take", alias: ["_q"], self: ["push"] },
    { call: "q", args: [1] },
    { set: "before", be: { "@global": "q.list.length" } },
  ]
  const declaration = site([{ id: "a", category: "functional", name: "A", provider: "A", scripts: [{ steps }] }])
  const { context, page } = await visit(declaration)
  await granted(page)
  await page.evaluate(() => window.samtycke.accept())
  await page.waitForFunction(() => window.before)
  const seen = await page.evaluate(() => {
    const taken = []
    window.q.take = (...given) => taken.push(given)
    window._q(2)
    return [window.q.list.length, window.before, taken, window.q.push == window.q]
  })
  assert.deepEqual(seen, [1, 1, [[2]], true])
  await context.close()
})
