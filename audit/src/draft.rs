//! Lines for the declaration, written into it as comments: a person moves them to their service and says what
//! each is for.

use crate::finding::Finding;

/// The text of a declaration with a comment for each finding that has a line for it, above the place that the
/// finding names. What the text has already is not added again.
pub fn add(text: &str, findings: &[Finding]) -> String {
    let mut added: Vec<(usize, &str, &str)> = findings
        .iter()
        .filter_map(|one| {
            Some((one.place.as_ref()?.line, one.subject.as_str(), one.draft.as_deref()?))
        })
        .filter(|(_, _, draft)| !text.contains(draft))
        .collect();
    added.sort_unstable();
    added.dedup();
    let mut out = String::new();
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let indent = &line[..line.len() - line.trim_start().len()];
        for (_, subject, draft) in added.iter().filter(|(at, ..)| *at == index + 1) {
            out += &format!("{indent}// samtycke audit saw \"{subject}\": {draft}\n");
        }
        out += line;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declared::Place;
    use crate::finding::Fault;

    #[test]
    fn lines_stand_above_their_place_once() {
        let place =
            Place { path: "services".into(), line: 2, column: 3, end_line: 2, end_column: 4 };
        let finding = Finding {
            fault: Fault::UndeclaredName,
            subject: "_x".into(),
            title: String::new(),
            service: None,
            seen: Vec::new(),
            causes: Vec::new(),
            details: Vec::new(),
            place: Some(place),
            draft: Some("{\"name\":\"_x\"}".into()),
        };
        let text = "{\n  \"services\": []\n}\n";
        let wanted =
            "{\n  // samtycke audit saw \"_x\": {\"name\":\"_x\"}\n  \"services\": []\n}\n";
        let once = add(text, std::slice::from_ref(&finding));
        assert_eq!(once, wanted);
        assert_eq!(add(&once, &[finding]), once);
    }
}
