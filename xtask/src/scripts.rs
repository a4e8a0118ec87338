//! The scripts, from the modules, `src/page/` and the texts. The first script knows the digest of
//! everything that it fetches later, so the later parts are built before it.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use samtycke_config::tree;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256, Sha384};

use crate::bundle::{Format, bundle, style};
use crate::embed::{COMPILER, CORE, embed};
use crate::project::Project;
use crate::run::{read_bytes, write};
use crate::texts::{self, Language};

/// A script that the first one fetches later: its entry, and the name that the sources have for its
/// digest.
pub const LATER: [(&str, &str); 4] = [
    // The settings part fetches it, so that the first script need not know its digest.
    ("embeds", "EMBEDS_DIGEST"),
    ("settings", "SETTINGS_DIGEST"),
    ("messages", "MESSAGES_DIGEST"),
    ("nowasm", "NOWASM_DIGEST"),
];

/// What a built site has in its first script if its declaration needs it; for others it is in the messages part.
const STEPS: &str = "steps";

/// A script that a page names: its entry, the file's name, and its format.
const FIRST: [(&str, &str, Format); 3] = [
    ("classic", "samtycke.min.js", Format::Classic),
    ("module", "samtycke.js", Format::Module),
    ("dev", "samtycke.dev.js", Format::Classic),
];

/// The place of the minified script in which `core.wasm` is yet missing, for `make size`.
pub const WITHOUT_MODULE: &str = "classic.min.js";

/// Builds all scripts and languages into a folder.
///
/// # Errors
/// What a tool finds wrong.
pub fn build(project: &Project, languages: &[Language], to: &Path) -> Result<(), String> {
    for name in ["banner", "settings", "embeds"] {
        style(project, name)?;
    }
    write(&project.parts.join("first.json"), texts::first(languages))?;
    let quoted = |text: &str| Value::from(text).to_string();
    fs::create_dir_all(to.join(IMPORTED)).map_err(|error| error.to_string())?;
    let words: Vec<Map<String, Value>> = languages.iter().map(Language::later).collect();
    let tags = languages.iter().map(|language| language.tag.as_str());
    let (root, files) = tree::files(&tags.zip(&words).collect::<Vec<_>>());
    for ((language, words), file) in languages.iter().zip(&words).zip(files) {
        write(&to.join(format!("samtycke.{}.json", language.tag)), file)?;
        let words = format!("export const part={};", Value::from(words.clone()));
        finish(project, &imported(to, &language.tag), &of_build(&words, &root))?;
    }
    let later = languages.iter().filter(|language| !language.is_first());
    let later: Vec<&str> = later.map(|language| language.tag.as_str()).collect();
    let mut defines = vec![
        ("VERSION", quoted(&project.version)),
        ("LANGUAGES", quoted(&later.join(" "))),
        ("TEXTS_DIGEST", quoted(&root)),
    ];
    for (entry, name) in LATER {
        let script = bundle(project, entry, Format::Classic, &defines)?;
        let digest = finish(project, &to.join(format!("samtycke.{entry}.js")), &script)?;
        let part = bundle(project, entry, Format::Module, &defines)?;
        let part = fill(
            &part,
            "WORDS",
            &imports(
                languages
                    .iter()
                    .map(|language| (language.tag.clone(), format!("./{}.js", language.tag))),
            ),
        );
        finish(project, &imported(to, entry), &of_build(&part, &digest))?;
        defines.push((name, quoted(&digest)));
    }
    let later = LATER
        .iter()
        .map(|(entry, _)| (format!("samtycke.{entry}.js"), format!("./{IMPORTED}/{entry}.js")));
    let scripts = imports(later);
    let module = read_bytes(&project.parts.join("core.wasm"))?;
    for (entry, file, format) in FIRST {
        let script = fill(&bundle(project, entry, format, &defines)?, "SCRIPTS", &scripts);
        let mut script = embed(&script, CORE, &module)?;
        if entry == "dev" {
            script = embed(&script, COMPILER, &read_bytes(&project.parts.join("dev.wasm"))?)?;
        }
        write(&to.join(file), headed_first(project, &script))?;
    }
    runtime(project, &module, to)
}

/// What `samtycke build` makes the script of a site from.
pub const RUNTIME: &str = "samtycke.runtime.json";

/// Writes the scripts whose gaps are filled when a site is built: the digests of later files, which words of
/// the site are in, and the declaration.
fn runtime(project: &Project, module: &[u8], to: &Path) -> Result<(), String> {
    let version = ("VERSION", Value::from(project.version.as_str()).to_string());
    // The words of a built site are in its script, and its settings part gets the root of its own files.
    let languages = ("LANGUAGES", "\"\"".to_owned());
    let built = ("IS_BUILT", "true".to_owned());
    let mut scripts = Map::from_iter([("version".into(), project.version.clone().into())]);
    for (entry, _) in LATER {
        let script =
            bundle(project, entry, Format::Classic, &[version.clone(), languages.clone()])?;
        scripts.insert(entry.into(), headed(project, &script).into());
    }
    for (name, is_common) in [(STEPS, false), ("commonSteps", true)] {
        let defines = [version.clone(), built.clone(), ("IS_COMMON", is_common.to_string())];
        let steps = bundle(project, STEPS, Format::Module, &defines)?;
        scripts.insert(name.into(), expression(&steps)?.into());
    }
    for (name, is_one) in [("one", true), ("several", false)] {
        let mut first = Map::new();
        for (name, has_steps) in [("withSteps", true), ("withoutSteps", false)] {
            let defines = [
                version.clone(),
                languages.clone(),
                built.clone(),
                ("IS_ONE", is_one.to_string()),
                ("HAS_STEPS", has_steps.to_string()),
            ];
            let script = bundle(project, "built", Format::Classic, &defines)?;
            let script = headed_first(project, &embed(&script, CORE, module)?);
            first.insert(name.into(), script.into());
        }
        scripts.insert(name.into(), first.into());
    }
    write(&to.join(RUNTIME), Value::from(scripts).to_string())
}

/// A minified module that exports its part, as an expression of that part.
///
/// # Errors
/// The module does not end with that export.
fn expression(module: &str) -> Result<String, String> {
    let part = module
        .trim_end_matches(';')
        .rsplit_once("export{")
        .and_then(|(code, export)| Some((code, export.strip_suffix(" as part}")?)));
    let (code, name) = part.ok_or("The steps part does not end with the export of `part`.")?;
    Ok(format!("(()=>{{{code}return {name}}})()"))
}

/// The folder of what the ES module imports.
pub const IMPORTED: &str = "module";

fn imported(to: &Path, name: &str) -> PathBuf {
    to.join(IMPORTED).join(format!("{name}.js"))
}

/// A file that the ES module imports, with the name of its build: bundlers change its bytes, so the
/// digest of what it was made of does for that.
fn of_build(script: &str, digest: &str) -> String {
    format!("{script}\nexport const build={};", Value::from(digest))
}

/// A table of functions that import files, by name. The addresses are literals, so bundlers follow them.
fn imports(files: impl Iterator<Item = (String, String)>) -> String {
    let entries = files
        .map(|(name, file)| format!("{}:()=>import({})", Value::from(name), Value::from(file)));
    format!("({{{}}})", entries.collect::<Vec<_>>().join(","))
}

/// Puts a table in the place of the name that the sources have for it.
fn fill(script: &str, name: &str, table: &str) -> String {
    script.replace(name, table)
}

/// Writes a script that is complete, and returns its digest.
fn finish(project: &Project, to: &Path, script: &str) -> Result<String, String> {
    let script = headed(project, script);
    write(to, &script)?;
    Ok(digest(script.as_bytes()))
}

/// Says to Chromium that most functions of a first script run when it starts: they are then compiled in one go, and
/// beside the page. For some 30 bytes a return visit takes half of the main thread's time (`bench/profile.js`).
const ALL_RUN: &str = "//# allFunctionsCalledOnLoad\n";

/// A script that a page names, headed. The comment has to come first.
fn headed_first(project: &Project, script: &str) -> String {
    headed(project, script).replacen('\u{feff}', &format!("\u{feff}{ALL_RUN}"), 1)
}

/// A script with the name of its version. The mark at the start makes it UTF-8 whatever the page's own
/// encoding is.
fn headed(project: &Project, script: &str) -> String {
    format!("\u{feff}/*! Samtycke {} */{script}\n", project.version)
}

/// A digest as the attribute `integrity` has it. SHA-256 is the shortest that browsers compare.
fn digest(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// The SHA-384 digests of the scripts that pages name, for the attribute `integrity`, as JSON.
///
/// # Errors
/// A script cannot be read.
pub fn integrity(folder: &Path) -> Result<String, String> {
    let mut digests = Map::new();
    for (_, file, _) in FIRST {
        let digest = STANDARD.encode(Sha384::digest(read_bytes(&folder.join(file))?));
        digests.insert(file.into(), format!("sha384-{digest}").into());
    }
    let text = serde_json::to_string_pretty(&digests).map_err(|error| error.to_string())?;
    Ok(text + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_becomes_an_expression_of_its_part() {
        assert_eq!(expression("let a=1;export{a as part};").unwrap(), "(()=>{let a=1;return a})()");
        assert!(expression("let a=1;export{a as other};").is_err());
    }

    #[test]
    fn the_digest_is_the_one_that_openssl_prints() {
        // `printf "alert(1)" | openssl dgst -sha256 -binary | base64`
        assert_eq!(digest(b"alert(1)"), "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=");
    }
}
