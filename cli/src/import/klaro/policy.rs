//! The address of the policy: one for the whole configuration, which Klaro reads first, or one in the texts of each language.

use crate::import::draft::Draft;
use crate::import::file::Node;
use crate::import::text::tag;

/// Takes over `privacyPolicy` of the configuration: an address, or an object of language to address. Returns whether it is there.
pub fn of_all(root: &Node, draft: &mut Draft) -> bool {
    let Some(node) = root.get("privacyPolicy") else { return false };
    if !node.value.is_object() {
        draft.policy(node.string().unwrap_or_default(), &node, None);
        return true;
    }
    let (others, languages): (Vec<_>, Vec<_>) =
        node.fields().into_iter().partition(|(language, _)| *language == "default");
    for (language, node) in languages.into_iter().chain(others) {
        // `default` stands for all other languages, as English does here.
        let tag = if language == "default" { Some("en".into()) } else { tag(language) };
        match tag {
            Some(tag) => draft.policy(node.string().unwrap_or_default(), &node, Some(&tag)),
            None => node.note("not a language tag; left out"),
        }
    }
    true
}

/// Takes over the address in the texts of a language.
pub fn of_language(language: &str, node: &Node, has_other: bool, draft: &mut Draft) {
    let policy = node.get("privacyPolicyUrl").or_else(|| node.get("privacyPolicy")?.get("url"));
    let (Some(policy), Some(tag)) = (policy, tag(language)) else { return };
    if has_other {
        return policy.note("`privacyPolicy` of the configuration is used, as Klaro does");
    }
    // `zz` stands for all languages.
    let tag = if tag == "zz" { "en" } else { &tag };
    draft.policy(policy.string().unwrap_or_default(), &policy, Some(tag));
}
