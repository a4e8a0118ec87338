//! Attributes that are nearly ours, and clicks that mean nothing.

use html5gum::emitters::default::StartTag;
use samtycke_config::{Code, Problem, spelling};

use super::ADDRESSES;

/// What follows `data-samtycke-` besides: what a click means, stand-ins, the tables of a policy page.
const OTHERS: [&str; 5] = ["click", "declaration", "embed", "picture", "standin"];

/// The attribute of ours that another one was probably meant to be.
pub(super) fn meant(tag: &StartTag<usize>, name: &[u8]) -> Option<String> {
    const NAME: &str = "samtycke";
    let name = std::str::from_utf8(name).ok()?.strip_prefix("data-")?;
    let (word, what) = name.split_once('-').unwrap_or((name, ""));
    let known = || ADDRESSES.into_iter().chain(OTHERS);
    let nearest = || spelling::nearest(what, known());
    spelling::nearest(word, std::iter::once(NAME))?;
    let what = match (word == NAME, what) {
        (true, "") => return None,
        // Every attribute of a script waits with such a name.
        (true, _) if **tag.name == *b"script" || known().any(|one| one == what) => return None,
        (true, _) => nearest()?,
        (false, _) => nearest().unwrap_or(what),
    };
    let dash = if what.is_empty() { "" } else { "-" };
    Some(format!("data-{NAME}{dash}{what}"))
}

/// Attributes that are nearly ours: nothing waits by them.
pub(super) fn misspelt(tag: &StartTag<usize>, found: &mut Vec<Problem>) {
    for (name, value) in &tag.attributes {
        let Some(meant) = meant(tag, name) else { continue };
        let name = String::from_utf8_lossy(name);
        let message = format!("`{name}` is no attribute of Samtycke; did you mean `{meant}`?");
        let mut problem = Problem::new(Code::UnknownGate, format!("[{name}]"), message);
        problem.range = Some(value.span.start..value.span.start + name.len());
        problem.meant = Some(meant);
        found.push(problem);
    }
}

/// What a click may mean; `src/page/page.ts` has the same, and the settings `save`.
const MEANINGS: [&str; 4] = ["settings", "accept", "reject", "withdraw"];

/// A click that means nothing.
pub(super) fn clicked(tag: &StartTag<usize>, found: &mut Vec<Problem>) {
    let Some(attribute) = tag.attributes.get(b"data-samtycke-click".as_slice()) else { return };
    let meaning = String::from_utf8_lossy(attribute).into_owned();
    if MEANINGS.contains(&&*meaning) {
        return;
    }
    let message = format!(
        "a click on this does nothing: \"{meaning}\" is no meaning of `data-samtycke-click`"
    );
    let otherwise = format!("; expected {}", spelling::either(MEANINGS.into_iter()));
    let guess = spelling::guess(&message, &meaning, MEANINGS.into_iter(), &otherwise);
    let mut problem = Problem::new(Code::UnknownGate, "[data-samtycke-click]", guess.message);
    problem.range = Some(attribute.span.start..attribute.span.end);
    problem.meant = guess.meant;
    found.push(problem);
}
