//! Pages that tests write for themselves.

/// The script tag as a site has it.
pub const TAG: &str = r#"<script src="/samtycke.min.js" data-config="/samtycke.json"></script>"#;

/// The script tag of a developer.
pub const DEVELOPMENT: &str =
    r#"<script src="/samtycke.dev.js" data-config="/samtycke.json"></script>"#;

/// The script tag without a declaration, which the page itself supplies.
pub const CONFIGURED: &str = r#"<script src="/samtycke.min.js"></script>"#;

/// The first script of every page. It records the console and what the page's policy refused (except
/// WebAssembly) in `said`, and the library's events in `heard`.
const RECORDER: &str = r#"<script>
window.said = [];
window.heard = [];
for (const level of ['error', 'warn']) {
  const real = console[level];
  console[level] = function (...parts) {
    said.push(level + ': ' + parts.map(String).join(' '));
    real.apply(console, parts);
  };
}
window.addEventListener('error', event => {
  if (event.message) said.push('thrown: ' + event.message);
});
window.addEventListener('unhandledrejection', event => said.push('rejected: ' + event.reason));
document.addEventListener('securitypolicyviolation', event => {
  if (event.blockedURI !== 'wasm-eval') said.push(`refused: ${event.effectiveDirective} ${event.blockedURI}`);
});
for (const name of ['ready', 'change', 'open', 'close', 'error'])
  document.addEventListener('samtycke:' + name, event => heard.push([name, event.detail]));
</script>"#;

/// A page with this in its head and in its body.
pub fn page(head: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>A page</title>\n{RECORDER}\n{head}\n</head>\n<body>\n<h1>A page</h1>\n{body}\n</body>\n</html>\n"
    )
}

/// The address of the style of sound pages; it is not inline, so it holds under any policy.
pub(crate) const SOUND: &str = "/sound.css";

/// The style of sound pages: the system's colours.
pub(crate) const SOUND_STYLE: &str = ":root { color-scheme: light dark; background: Canvas; color: CanvasText } a { color: inherit }";

/// A page that is sound by itself, in a language and its direction.
pub fn sound_page(language: &str, direction: &str, head: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>A page</title>\n<link rel=\"stylesheet\" href=\"{SOUND}\">\n{head}\n</head>\n\
         <body><main>\n<h1>A page</h1>\n{body}\n</main></body>\n</html>\n"
    )
}
