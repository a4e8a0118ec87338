//! What `init` has to know, and which answers are right. Errors say what is wrong with one.

use samtycke_config::address::{is_bare_host, is_for_link, is_relative, rooted};
use samtycke_config::gates::BUILT_IN;
use samtycke_config::spelling::guess;
use samtycke_config::texts;

use crate::input;
use samtycke_config::lookup::look_up;

/// What a first declaration is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// The controller's name.
    pub name: String,
    /// The address of the policy.
    pub policy_url: String,
    /// How to reach the controller; may be empty.
    pub contact: String,
    /// Language tags.
    pub languages: Vec<String>,
    /// Ids of categories, in the usual order, without `necessary`.
    pub categories: Vec<String>,
}

pub fn name(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("the name is empty. Visitors have to know who is responsible.".into()),
        name => Ok(name.into()),
    }
}

pub fn policy_url(text: &str) -> Result<String, String> {
    let text = text.trim();
    if is_bare_host(text) {
        return policy_url(&format!("https://{text}"));
    }
    let is_right = input::page(None).is_ok_and(|page| is_for_link(text, &page));
    if is_right && is_relative(text) {
        return Err(format!(
            "\"{text}\" is another address on each page; did you mean \"{}\"?",
            rooted(text)
        ));
    }
    if !is_right {
        return Err(format!(
            "\"{text}\" is not a web address. Write one such as https://www.example.com/cookies, or a path such as /cookies."
        ));
    }
    Ok(text.into())
}

pub fn contact(text: &str) -> Result<String, String> {
    Ok(text.trim().into())
}

pub fn languages(text: &str) -> Result<Vec<String>, String> {
    let mut known: Vec<&str> = texts::languages().collect();
    known.sort_unstable();
    let mut languages: Vec<String> = Vec::new();
    for tag in items(text) {
        let found = look_up(&[tag], &known).ok_or_else(|| {
            format!("there are no words in \"{tag}\". Choose among {}.", known.join(", "))
        })?;
        if !languages.iter().any(|one| one == found) {
            languages.push(found.into());
        }
    }
    if languages.is_empty() {
        return Err("name at least one language, such as en.".into());
    }
    Ok(languages)
}

pub fn categories(text: &str) -> Result<Vec<String>, String> {
    let [necessary, optional @ ..] = BUILT_IN;
    let named: Vec<String> = items(text).map(str::to_lowercase).collect();
    for id in &named {
        if id != necessary && !optional.contains(&id.as_str()) {
            let unknown = format!("\"{id}\" is none of them");
            let otherwise = format!("; choose among {}", optional.join(", "));
            return Err(guess(&unknown, id, optional.into_iter(), &otherwise).message);
        }
    }
    let chosen = optional.iter().filter(|id| named.iter().any(|one| one == *id));
    Ok(chosen.map(|id| (*id).to_string()).collect())
}

/// The items of an answer, with commas or blanks between them.
fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c == ',' || c.is_whitespace()).filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_taken_as_people_write_them() {
        assert_eq!(name(" Example AB "), Ok("Example AB".into()));
        assert_eq!(policy_url("/cookies"), Ok("/cookies".into()));
        assert_eq!(policy_url(" www.a.example/c"), Ok("https://www.a.example/c".into()));
        assert_eq!(languages("sv-SE, en en"), Ok(vec!["sv".into(), "en".into()]));
        assert_eq!(
            categories("Marketing, functional necessary"),
            Ok(vec!["functional".into(), "marketing".into()])
        );
        assert_eq!(categories(""), Ok(Vec::new()));
    }

    #[test]
    fn wrong_answers_are_named() {
        assert!(name(" ").is_err());
        for url in ["", "javascript:alert(1)", "www.example.com:x", "https://", "//a.example/"] {
            assert!(policy_url(url).is_err(), "{url}");
        }
        assert_eq!(
            policy_url("cookies.html").unwrap_err(),
            "\"cookies.html\" is another address on each page; did you mean \"/cookies.html\"?"
        );
        assert!(languages("").is_err());
        let wrong = languages("en, ja").unwrap_err();
        assert!(wrong.starts_with("there are no words in \"ja\". Choose among ar, "), "{wrong}");
        assert_eq!(
            categories("anlytics").unwrap_err(),
            "\"anlytics\" is none of them; did you mean \"analytics\"?"
        );
        assert_eq!(
            categories("social").unwrap_err(),
            "\"social\" is none of them; choose among functional, analytics, marketing"
        );
    }
}
