//! Short names for what the module and its JavaScript call each other.
//!
//! wasm-bindgen's names carry 16 hex digits and stand in both files; wasm-opt shortens those of the
//! module and prints which became which. Here the glue follows, which saves an eighth of the whole.
//! It is a rewrite of generated text, so whatever is not found is an error.

use std::fmt::Write as _;

use serde_json::Value;

/// The module that the functions of the glue are imported from.
const GLUE: &str = "./samtycke_bg.js";

/// A name that the module imports.
#[derive(Debug, PartialEq)]
struct Import {
    from: String,
    long: String,
    short: String,
}

/// Which name became which.
#[derive(Debug)]
pub struct Names {
    imports: Vec<Import>,
    exports: Vec<(String, String)>,
}

/// Reads what wasm-opt prints under `--minify-imports-and-exports-and-modules`.
///
/// # Errors
/// That it printed something else.
pub fn names(printed: &str) -> Result<Names, String> {
    let wrong = || format!("wasm-opt printed no map of names, but:\n{printed}");
    let map: Value = serde_json::from_str(printed).map_err(|_| wrong())?;
    let rows = |name: &str| -> Option<Vec<Vec<String>>> {
        let text = |value: &Value| value.as_str().map(String::from);
        map[name].as_array()?.iter().map(|row| row.as_array()?.iter().map(text).collect()).collect()
    };
    let mut names = Names { imports: Vec::new(), exports: Vec::new() };
    for row in rows("imports").ok_or_else(wrong)? {
        let [from, long, short] = row.try_into().map_err(|_| wrong())?;
        names.imports.push(Import { from, long, short });
    }
    for row in rows("exports").ok_or_else(wrong)? {
        let [long, short] = row.try_into().map_err(|_| wrong())?;
        names.exports.push((long, short));
    }
    Ok(names)
}

/// Rewrites the glue that wasm-bindgen makes for bundlers: the short names, the functions that the
/// module imports in one object, and `start(bytes)`, which runs the module at once.
///
/// # Errors
/// A name of the module that the glue does not know, or the other way round.
pub fn shorten(glue: &str, names: &Names) -> Result<String, String> {
    let (mut rest, methods) = lift(glue, names)?;
    rest.push_str("export function start(bytes) {\n");
    // All imports come from one module by now, whose short name is always this.
    rest.push_str("    wasm = new WebAssembly.Instance(new WebAssembly.Module(bytes), { a: imports }).exports;\n");
    rest.push_str("    wasm.__wbindgen_start();\n}\n");
    let _ = write!(rest, "const imports = {{\n{methods}}};\n");
    rename_exports(&rest, &names.exports)
}

/// Takes the imported functions out of the glue: what is left, and the properties of the object.
fn lift(glue: &str, names: &Names) -> Result<(String, String), String> {
    let (mut rest, mut methods) = (String::new(), String::new());
    let mut lifted = Vec::new();
    let mut lines = glue.lines();
    while let Some(line) = lines.next() {
        let Some(import) =
            names.imports.iter().find(|import| import.from == GLUE && defines(line, &import.long))
        else {
            let _ = writeln!(rest, "{line}");
            continue;
        };
        lifted.push(&import.long);
        methods.push_str(&import.short);
        methods.push_str(line.split_at("export function ".len() + import.long.len()).1);
        if line.matches('{').count() != line.matches('}').count() {
            for line in lines.by_ref() {
                methods.push('\n');
                methods.push_str(line);
                if line.starts_with('}') {
                    break;
                }
            }
        }
        methods.push_str(",\n");
    }
    for (number, import) in names.imports.iter().enumerate() {
        if import.from != GLUE {
            // A function of a script of ours that the module calls directly.
            rest.insert_str(
                0,
                &format!(
                    "import {{ {} as direct{number} }} from {:?};\n",
                    import.long, import.from
                ),
            );
            let _ = writeln!(methods, "{}: direct{number},", import.short);
        } else if !lifted.contains(&&import.long) {
            return Err(format!(
                "The glue has no function {}, which the module imports.",
                import.long
            ));
        }
    }
    Ok((rest, methods))
}

/// Whether a line begins the definition of an exported function.
fn defines(line: &str, name: &str) -> bool {
    let name_on = line.strip_prefix("export function ");
    name_on.and_then(|rest| rest.strip_prefix(name)).is_some_and(|rest| rest.starts_with('('))
}

/// Shortens the `name` of every `wasm.name`.
fn rename_exports(glue: &str, exports: &[(String, String)]) -> Result<String, String> {
    let is_part =
        |character: char| character.is_alphanumeric() || character == '_' || character == '$';
    let mut parts = glue.split("wasm.");
    let mut renamed = String::from(parts.next().unwrap_or_default());
    let mut used = Vec::new();
    for part in parts {
        let end = part.find(|character| !is_part(character)).unwrap_or(part.len());
        let (long, after) = part.split_at(end);
        if renamed.ends_with(is_part) {
            let _ = write!(renamed, "wasm.{part}");
            continue;
        }
        let Some((_, short)) = exports.iter().find(|(name, _)| name == long) else {
            return Err(format!("The glue uses wasm.{long}, which the module does not export."));
        };
        used.push(long);
        let _ = write!(renamed, "wasm.{short}{after}");
    }
    // Exports in wasm-bindgen's own names are there for other targets too.
    match exports.iter().find(|(long, _)| !used.contains(&long.as_str()) && !long.starts_with("__"))
    {
        Some((long, _)) => Err(format!("The module exports {long}, which the glue does not use.")),
        None => Ok(renamed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = r#"{
        "imports": [["./samtycke_bg.js", "__wbg_now_01", "A"], ["./samtycke_bg.js", "__wbg_get_02", "B"], ["./page.js", "on", "C"]],
        "exports": [["memory", "D"], ["has", "E"], ["__wbindgen_start", "F"], ["__abort_handler", "G"]]
    }"#;
    const CODE: &str = "\
export function has(id) {
    return mywasm.has + wasm.has(id, wasm.memory.buffer);
}
export function __wbg_now_01() {
    return Date.now();
}
export function __wbg_get_02() { return handleError(function (arg0) {
    return arg0.wasm;
}, arguments); }
let wasm;
";

    #[test]
    fn the_glue_follows_the_module() {
        let short = shorten(CODE, &names(MAP).unwrap()).unwrap();
        assert_eq!(
            short,
            "\
import { on as direct2 } from \"./page.js\";
export function has(id) {
    return mywasm.has + wasm.E(id, wasm.D.buffer);
}
let wasm;
export function start(bytes) {
    wasm = new WebAssembly.Instance(new WebAssembly.Module(bytes), { a: imports }).exports;
    wasm.F();
}
const imports = {
A() {
    return Date.now();
},
B() { return handleError(function (arg0) {
    return arg0.wasm;
}, arguments); },
C: direct2,
};
"
        );
    }

    #[test]
    fn what_is_not_found_is_an_error() {
        let problem = |code: &str, map: &str| shorten(code, &names(map).unwrap()).unwrap_err();
        let without = CODE.replace("__wbg_now_01", "__wbg_now_03");
        assert_eq!(
            problem(&without, MAP),
            "The glue has no function __wbg_now_01, which the module imports."
        );
        let unknown = CODE.replace("wasm.memory", "wasm.memory2");
        assert_eq!(
            problem(&unknown, MAP),
            "The glue uses wasm.memory2, which the module does not export."
        );
        let unused = MAP.replace("__abort_handler", "init");
        assert_eq!(problem(CODE, &unused), "The module exports init, which the glue does not use.");
        assert!(names("").is_err());
        assert!(names("{\"imports\": [[1]], \"exports\": []}").is_err());
    }
}
