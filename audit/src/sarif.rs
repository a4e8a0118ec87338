//! A report as SARIF 2.1.0 (OASIS), with places in the declaration, for code scanning.

use samtycke_config::address::reference;
use serde_json::{Value, json};

use crate::finding::{Fault, Finding, Level};
use crate::report::Report;

/// The report as one run.
pub fn of(report: &Report) -> Value {
    let mut rules: Vec<Value> = Vec::new();
    for fault in Fault::all() {
        let id = fault.code();
        if rules.iter().any(|one| one["id"] == id.as_str()) {
            continue;
        }
        let sources: Vec<String> = fault
            .rules()
            .iter()
            .map(|(number, source)| format!("rule {number}: {source}"))
            .collect();
        rules.push(json!({
            "id": id,
            "shortDescription": {"text": id.replace('-', " ")},
            "help": {"text": format!("{} ({})", fault.advice(), sources.join("; "))},
            "defaultConfiguration": {"level": fault.level().name()},
        }));
    }
    let results: Vec<Value> = report.findings.iter().map(|one| result(report, one)).collect();
    let trouble = report.trouble().map(|(look, reason)| {
        json!({"level": "error", "message": {"text": format!("could not look: {}: {reason}", look.state.name)}})
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "samtycke audit", "version": env!("CARGO_PKG_VERSION"), "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
            "invocations": [{
                "executionSuccessful": report.trouble().next().is_none(),
                "toolExecutionNotifications": trouble.collect::<Vec<_>>(),
            }],
        }],
    })
}

fn result(report: &Report, finding: &Finding) -> Value {
    let level = match finding.fault.level() {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    let mut text = finding.title.clone();
    if let Some(at) = finding.causes.first().and_then(|cause| cause.at.as_ref()) {
        text += &format!(". Caused by {at}");
    }
    text += &format!(". {}", finding.fault.advice());
    // A finding without a place is about the file as a whole.
    let region = finding.place.as_ref().map_or(json!({"startLine": 1}), |place| {
        json!({
            "startLine": place.line, "startColumn": place.column,
            "endLine": place.end_line, "endColumn": place.end_column,
        })
    });
    json!({
        "ruleId": finding.fault.code(),
        "level": level,
        "message": {"text": text},
        "locations": [{"physicalLocation": {
            "artifactLocation": artifact(&report.declaration),
            "region": region,
        }}],
        // The same fault is the same result in the next run.
        "partialFingerprints": {"fault/v1": format!("{} {}", finding.fault.code(), finding.subject)},
    })
}

/// The artifact location of a declaration, a file or an address; standard input has none.
fn artifact(declaration: &str) -> Value {
    match declaration {
        "-" => json!({"description": {"text": "standard input"}}),
        address if address.contains("://") => json!({"uri": address}),
        path => json!({"uri": reference(path)}),
    }
}
