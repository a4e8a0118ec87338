//! Pages that tests write for themselves.

/// The script tag as a site has it.
pub const TAG: &str = r#"<script src="/samtycke.min.js" data-config="/samtycke.json"></script>"#;

/// The script tag without a configuration; the page sees to that.
pub const CONFIGURED: &str = r#"<script src="/samtycke.min.js"></script>"#;

/// What stands first in every page: keeps what is said on the console in `said` (each with its
/// level) with what the page's policy refused (but for WebAssembly), and what happens, with its detail,
/// in `heard`.
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

/// Where the style of sound pages is; none of theirs stands inline, so they keep it under any policy.
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
