//! What is gated: every form of a thing that a page may have wait.

/// The gated things. The third party's address is `URL`, the gate `GATE`.
pub const FORMS: [(&str, &str); 21] = [
    (
        "own.js",
        r#"<script type="text/plain" data-samtycke="GATE" data-samtycke-src="URL"></script>"#,
    ),
    (
        "async.js",
        r#"<script type="text/plain" data-samtycke="GATE" data-samtycke-src="URL" async></script>"#,
    ),
    (
        "inline",
        r#"<script type="text/plain" data-samtycke="GATE">new Image().src = "URL"</script>"#,
    ),
    (
        "module.js",
        r#"<script type="text/plain" data-samtycke="GATE" data-samtycke-type="module" data-samtycke-src="URL"></script>"#,
    ),
    (
        "import.js",
        r#"<script type="text/plain" data-samtycke="GATE" data-samtycke-type="module">import "URL"</script>"#,
    ),
    (
        "dynamic.js",
        r#"<script type="text/plain" data-samtycke="GATE" data-samtycke-type="module">await import("URL")</script>"#,
    ),
    ("image", r#"<img alt="" data-samtycke="GATE" data-samtycke-src="URL">"#),
    ("srcset", r#"<img alt="" data-samtycke="GATE" data-samtycke-srcset="URL 1x">"#),
    (
        "picture",
        r#"<picture><source data-samtycke="GATE" data-samtycke-srcset="URL"><img alt=""></picture>"#,
    ),
    ("input", r#"<input type="image" alt="" data-samtycke="GATE" data-samtycke-src="URL">"#),
    ("poster", r#"<video data-samtycke="GATE" data-samtycke-poster="URL"></video>"#),
    ("frame.html", r#"<iframe data-samtycke="GATE" data-samtycke-src="URL"></iframe>"#),
    ("stylesheet.css", r#"<link rel="stylesheet" data-samtycke="GATE" data-samtycke-href="URL">"#),
    ("preload", r#"<link rel="preload" as="image" data-samtycke="GATE" data-samtycke-href="URL">"#),
    (
        "modulepreload.js",
        r#"<link rel="modulepreload" data-samtycke="GATE" data-samtycke-href="URL">"#,
    ),
    (
        "ping",
        r#"<a target="nowhere" data-samtycke="GATE" data-samtycke-href="/favicon.ico" data-samtycke-ping="URL">x</a>"#,
    ),
    (
        "form",
        r#"<form method="post" target="nowhere" data-samtycke="GATE" data-samtycke-action="URL"></form>"#,
    ),
    (
        "code-frame",
        r#"<iframe data-samtycke="GATE" data-samtycke-src="javascript:new parent.Image().src='URL'"></iframe>"#,
    ),
    (
        "code-link",
        r#"<a data-samtycke="GATE" data-samtycke-href="javascript:void(new Image().src='URL')">x</a>"#,
    ),
    (
        "code-event",
        r#"<img alt="" data-samtycke="GATE" data-samtycke-src="/favicon.ico" data-samtycke-onerror="new Image().src='URL'">"#,
    ),
    ("srcdoc", r#"<iframe data-samtycke="GATE" data-samtycke-srcdoc="<img src='URL'>"></iframe>"#),
];

/// Those of [`FORMS`] that never load: code in attributes.
pub fn is_code(form: &str) -> bool {
    form.starts_with("code-")
}

/// Those of [`FORMS`] that are frames.
pub fn is_frame(form: &str) -> bool {
    ["frame.html", "code-frame", "srcdoc"].contains(&form)
}
