//! What only the site can say. The check finds the gaps, so the list is what `samtycke check` will say.

use samtycke_config::{Code, Problem, check_value, read};
use serde_json::{Value, json};

use super::draft::Draft;
use super::file::File;
use super::text::PAGE;

/// The declaration, and a line for each gap in it.
pub fn finish(mut draft: Draft, file: &File) -> (Value, Vec<String>) {
    draft.declare_own();
    let root = file.root();
    root.note(
        "visitors are asked once more: their stored choice covers other services, texts and rules",
    );
    draft.fill_stored(file);
    let translate =
        if draft.translate_stored() { "" } else { "; its texts are English: translate them" };
    root.note(format!(
        "added the service \"samtycke\", which declares where the choice is kept{translate}"
    ));
    drop_words(&mut draft, file);
    let declaration = draft.whole();
    // In the order of the file.
    let mut gaps = read(&format!("{declaration:#}"), &PAGE).problems;
    gaps.retain(|problem| !problem.is_warning());
    // Some checks of a place wait until nothing is missing there.
    let mut hidden = check_value(&filled(&declaration, &gaps), &PAGE);
    hidden.retain(|one| !gaps.iter().any(|gap| (gap.code, &gap.path) == (one.code, &one.path)));
    let mut lines: Vec<String> =
        gaps.iter().chain(&hidden).map(|gap| line(gap, &draft, file)).collect();
    lines.extend(draft.unnamed().map(|path| {
        let problem = Problem::new(
            Code::MissingField,
            path,
            "the name that visitors read; it is the id of the other banner",
        );
        line(&problem, &draft, file)
    }));
    (declaration, lines)
}

/// Takes out words that are no equal answers, push or say too little: the built-in ones stay.
fn drop_words(draft: &mut Draft, file: &File) {
    let mut only_words = json!({
        "version": 1,
        "controller": {"name": "A", "policyUrl": "/"},
        "categories": [{"id": "necessary", "required": true}],
    });
    only_words["texts"] = json!(draft.texts);
    let mut dropped = Vec::new();
    for problem in read(&only_words.to_string(), &PAGE).problems {
        let mut steps = problem.path.splitn(3, '.').skip(1);
        let Some(language) = steps.next().map(String::from) else { continue };
        let keys = match problem.code {
            Code::UnequalAnswers | Code::UnclearRefusal => vec!["accept", "reject"],
            Code::PushingWords | Code::VagueWords | Code::UnknownPlaceholder => {
                steps.next().into_iter().collect()
            }
            _ => continue,
        };
        dropped.extend(
            keys.into_iter()
                .map(|key| (language.clone(), String::from(key), problem.message.clone())),
        );
    }
    for (language, key, why) in dropped {
        let Some(words) = draft.texts.get_mut(&language).and_then(Value::as_object_mut) else {
            continue;
        };
        if words.shift_remove(&key).is_some() {
            let origin = draft.origins.get(&format!("texts.{language}.{key}"));
            let node = origin.map_or_else(String::new, |path| file.at(path));
            file.note_line(
                origin.map_or("", String::as_str),
                format!("{node}: {why}; the built-in word is used"),
            );
        }
        if words.is_empty() {
            draft.texts.shift_remove(&language);
        }
    }
}

/// The declaration with something in each gap.
pub fn filled(declaration: &Value, gaps: &[Problem]) -> Value {
    let mut filled = declaration.clone();
    let category = json!({"id": "gap", "name": "x", "description": "x"});
    if let Some(categories) = filled["categories"].as_array_mut() {
        categories.push(category);
    }
    for gap in gaps.iter().filter(|gap| !is_of_the_whole(gap.code)) {
        let Some(place) = parent(&mut filled, &gap.path) else { continue };
        let field = gap.path.rsplit('.').next().unwrap_or_default();
        place[field] = match field {
            "policyUrl" => json!("/"),
            "category" => json!("gap"),
            "party" => json!("first"),
            "lifetime" => json!("session"),
            _ => json!("x"),
        };
    }
    filled
}

/// Whether a problem is about what the site does, not about a gap.
fn is_of_the_whole(code: Code) -> bool {
    matches!(
        code,
        Code::TrackerRequired | Code::LowContrast | Code::UnknownException | Code::LongCookie
    )
}

/// The object around a path's last field.
fn parent<'a>(value: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    let (parents, _) = path.rsplit_once('.')?;
    let pointer =
        format!("/{}", parents.replace("].", "/").replace(['.', '['], "/").replace(']', ""));
    value.pointer_mut(&pointer).filter(|value| value.is_object())
}

/// A gap as a line: where, what belongs there, and which place of the other file it is about.
fn line(gap: &Problem, draft: &Draft, file: &File) -> String {
    let path = &gap.path;
    let field = path.rsplit('.').next().unwrap_or(path);
    let what = match (gap.code, field) {
        (Code::MissingField, "name") if path.starts_with("controller") => {
            "the company or person that runs the site"
        }
        (Code::MissingField, "policyUrl") => "the address of the cookie policy",
        (Code::MissingField, "purpose") => "what it is for, in the words of visitors",
        (Code::MissingField, "lifetime") => "how long it is kept: \"session\", or such as \"P1Y\"",
        (Code::MissingField, "party") => {
            "\"first\" if your own host sets it, else \"third\" with its host"
        }
        (Code::MissingField, "description") => "what visitors agree to with this category",
        (Code::MissingField, "category") => "the category that visitors answer for it",
        (Code::MissingReason, _) => {
            "why the site cannot work without it; if it can, choose a category that visitors answer"
        }
        _ => &gap.message,
    };
    let mut place = path.as_str();
    let origin = loop {
        if let Some(origin) = draft.origins.get(place) {
            break Some(origin);
        }
        match place.rfind(['.', '[']) {
            Some(end) => place = &place[..end],
            None => break None,
        }
    };
    match origin {
        Some(origin) => format!("{path}: {what} (from {})", file.at(origin)),
        None => format!("{path}: {what}"),
    }
}
