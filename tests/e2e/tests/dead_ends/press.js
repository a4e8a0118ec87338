// Works through a page. `press()` goes through all acts, `one(act)` does one. Whatever
// is shown needs a button that refuses, closes it and leaves no yes. Problems are collected in `wrong`.
{
  const later = setTimeout.bind(window);
  const wait = (time) => new Promise((done) => later(done, time));
  const pass = () => wait(5);
  const shown = () => [...document.querySelectorAll("samtycke-root .samtycke-banner, samtycke-root dialog")];
  // What is fetched first takes a while, and may not come.
  const opens = async () => {
    for (let tries = 0; tries < 160 && !shown()[0] && samtycke.consent().version !== null; tries++) await wait(25);
  };
  const click = (selector) => document.querySelector(selector)?.click();
  const inBanner = (meaning) => async () => {
    samtycke.open();
    click(`samtycke-root .samtycke-banner [data-samtycke-click=${meaning}]`);
  };
  const acts = {
    "arriving": () => {},
    "the page's withdraw": () => click("#withdraw"),
    "withdraw()": () => samtycke.withdraw(),
    "the page's settings, and no": () => (click("#settings"), opens()),
    "the page's reject": () => click("#reject"),
    "reject()": () => samtycke.reject(),
    "accept in the banner": inBanner("accept"),
    "settings in the banner": () => inBanner("settings")().then(opens),
    "reject in the banner": inBanner("reject"),
    "the page's accept": () => click("#accept"),
    "accept()": () => samtycke.accept(),
    "set()": () => samtycke.set({ analytics: true }),
    "setLanguage()": () => samtycke.setLanguage("sv"),
    "open()": () => samtycke.open(),
    "settings()": () => (samtycke.settings(), opens()),
    "close()": () => samtycke.close(),
  };
  const end = async (act) => {
    for (const surface of shown()) {
      if (!surface.querySelector("[data-samtycke-click=reject]")) wrong.push(`${act}: ${surface.className} has no no`);
    }
    for (let tries = 0; tries < 3 && shown()[0]; tries++) {
      shown().at(-1).querySelector("[data-samtycke-click=reject]")?.click();
      await pass();
      if (!tries && samtycke.has("analytics")) wrong.push(`${act}: a no leaves the yes`);
    }
    if (shown()[0]) wrong.push(`${act}: ${shown()[0].className} does not go`);
    if (document.querySelector("dialog:modal, [inert]")) wrong.push(`${act}: the page is held`);
  };
  window.wrong = [];
  window.press = async () => {
    for (const name of Object.keys(acts)) {
      try { await acts[name]() } catch (why) { wrong.push(`${name} throws ${why}`) }
      await pass();
      await end(name);
    }
    // The last word is a no.
    samtycke.withdraw();
    await pass();
    window.isPressed = true;
  };
  window.one = async (act) => {
    await acts[act]();
    await pass();
    await end(act);
    window.isPressed = true;
  };
}
