//! Problems as SARIF 2.1.0 (OASIS), which code scanning services read.

use samtycke_config::address::reference;
use samtycke_config::source::line_and_column;
use samtycke_config::{Code, Problem};
use serde_json::{Value, json};

use crate::explain::without_links;
use crate::input::Input;

/// What was found, each with its file, as one run.
pub fn of(findings: &[(&Input, &Problem)]) -> Value {
    let rules: Vec<Value> = Code::ALL
        .iter()
        .map(|code| json!({"id": code.name(), "fullDescription": {"text": without_links(code.explain())}}))
        .collect();
    let results: Vec<Value> =
        findings.iter().map(|(input, problem)| result(input, problem)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "samtycke", "version": env!("CARGO_PKG_VERSION"), "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(input: &Input, problem: &Problem) -> Value {
    let level = if problem.is_warning() { "warning" } else { "error" };
    let range = problem.range.clone().unwrap_or(0..0);
    let (start_line, start_column) = line_and_column(&input.text, range.start);
    let (end_line, end_column) = line_and_column(&input.text, range.end);
    json!({
        "ruleId": problem.code.name(),
        "level": level,
        "message": {"text": problem.to_string()},
        "locations": [{"physicalLocation": {
            "artifactLocation": artifact(&input.name),
            "region": {
                "startLine": start_line, "startColumn": start_column,
                "endLine": end_line, "endColumn": end_column,
            },
        }}],
    })
}

/// The artifact location of a file; standard input has no address.
fn artifact(name: &str) -> Value {
    match name {
        "-" => json!({"description": {"text": "standard input"}}),
        path => json!({"uri": reference(path)}),
    }
}

#[cfg(test)]
mod tests {
    use super::artifact;

    #[test]
    fn a_path_is_a_reference_and_standard_input_is_none() {
        assert_eq!(artifact("a b.json")["uri"], "a%20b.json");
        assert_eq!(artifact("-").get("uri"), None);
    }
}
