//! What is gated: every form of a thing that a page may have wait.

/// The gated things. The third party's address is `URL`, the gate `GATE`.
pub const FORMS: [(&str, &str); 21] = [
    ("data-src.js", r#"<script type="text/plain" data-samtycke="GATE" data-src="URL"></script>"#),
    ("src.js", r#"<script type="text/plain" data-samtycke="GATE" src="URL"></script>"#),
    (
        "async.js",
        r#"<script type="text/plain" data-samtycke="GATE" data-src="URL" async></script>"#,
    ),
    (
        "inline",
        r#"<script type="text/plain" data-samtycke="GATE">new Image().src = "URL"</script>"#,
    ),
    (
        "module.js",
        r#"<script type="text/plain" data-samtycke="GATE" data-type="module" data-src="URL"></script>"#,
    ),
    (
        "import.js",
        r#"<script type="text/plain" data-samtycke="GATE" data-type="module">import "URL"</script>"#,
    ),
    (
        "dynamic.js",
        r#"<script type="text/plain" data-samtycke="GATE" data-type="module">await import("URL")</script>"#,
    ),
    ("image", r#"<img alt="" data-samtycke="GATE" data-src="URL">"#),
    ("srcset", r#"<img alt="" data-samtycke="GATE" data-srcset="URL 1x">"#),
    (
        "picture",
        r#"<picture><source data-samtycke="GATE" data-srcset="URL"><img alt=""></picture>"#,
    ),
    ("input", r#"<input type="image" alt="" data-samtycke="GATE" data-src="URL">"#),
    ("frame.html", r#"<iframe data-samtycke="GATE" data-src="URL"></iframe>"#),
    ("stylesheet.css", r#"<link rel="stylesheet" data-samtycke="GATE" data-href="URL">"#),
    ("preload", r#"<link rel="preload" as="image" data-samtycke="GATE" data-href="URL">"#),
    ("modulepreload.js", r#"<link rel="modulepreload" data-samtycke="GATE" data-href="URL">"#),
    (
        "ping",
        r#"<a href="/favicon.ico" target="nowhere" data-samtycke="GATE" data-ping="URL">x</a>"#,
    ),
    (
        "form",
        r#"<form method="post" action="/favicon.ico" target="nowhere" data-samtycke="GATE" data-action="URL"></form>"#,
    ),
    (
        "code-frame",
        r#"<iframe data-samtycke="GATE" data-src="javascript:new parent.Image().src='URL'"></iframe>"#,
    ),
    (
        "code-link",
        r#"<a data-samtycke="GATE" data-href="javascript:void(new Image().src='URL')">x</a>"#,
    ),
    (
        "code-event",
        r#"<img alt="" src="/favicon.ico" data-samtycke="GATE" data-onerror="new Image().src='URL'">"#,
    ),
    ("code-srcdoc", r#"<iframe data-samtycke="GATE" data-srcdoc="<img src='URL'>"></iframe>"#),
];

/// Those of [`FORMS`] that never load: code and HTML in attributes.
pub fn is_code(form: &str) -> bool {
    form.starts_with("code-")
}
