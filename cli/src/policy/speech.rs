//! Numbers, durations and lists in the words of a language, as `Intl` says them in the settings dialog.

use std::collections::HashMap;
use std::sync::LazyLock;

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use serde::Deserialize;

use samtycke_config::lookup::look_up;

/// Patterns by plural category. `{0}` is the number.
type Patterns = HashMap<String, String>;

/// How a language says durations; `scripts/units.mjs` takes them from `Intl`.
#[derive(Debug, Deserialize)]
struct Units {
    year: Patterns,
    month: Patterns,
    week: Patterns,
    day: Patterns,
    hour: Patterns,
    minute: Patterns,
    second: Patterns,
    /// What is between the ends of a range.
    between: String,
    /// The category of a range by the categories of both ends, where it is not that of its end.
    ranges: HashMap<String, String>,
}

static UNITS: LazyLock<HashMap<String, Units>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../data/units.json")).expect("the file is right")
});

/// A language that numbers, durations and lists are said in.
pub struct Speech {
    numbers: DecimalFormatter,
    plurals: PluralRules,
    and: ListFormatter,
    or: ListFormatter,
    together: ListFormatter,
    units: &'static Units,
}

impl Speech {
    /// For a language tag; none where the language has no such words.
    pub fn of(tag: &str) -> Option<Speech> {
        let tags: Vec<&str> = UNITS.keys().map(String::as_str).collect();
        look_up(&[tag], &tags).map(|_| Speech::new(tag))
    }

    /// For a language tag; English where the language has no such words.
    pub fn new(tag: &str) -> Speech {
        let mut tags: Vec<&str> = UNITS.keys().map(String::as_str).collect();
        // Of two that fit equally the wider comes first.
        tags.sort_by_key(|tag| (tag.len(), *tag));
        let known = look_up(&[tag, "en"], &tags).expect("there is English");
        let tag = if known == "en" && !tag.starts_with("en") { "en" } else { tag };
        let locale: Locale = tag.parse().unwrap_or(Locale::UNKNOWN);
        let options = ListFormatterOptions::default();
        let data = "the data of all languages is in the program";
        Speech {
            numbers: DecimalFormatter::try_new((&locale).into(), Default::default()).expect(data),
            plurals: PluralRules::try_new_cardinal((&locale).into()).expect(data),
            and: ListFormatter::try_new_and((&locale).into(), options).expect(data),
            or: ListFormatter::try_new_or((&locale).into(), options).expect(data),
            together: ListFormatter::try_new_unit((&locale).into(), options).expect(data),
            units: &UNITS[known],
        }
    }

    /// A list of which all hold: `a, b and c`.
    pub fn all_of(&self, names: &[String]) -> String {
        self.and.format(names.iter()).to_string()
    }

    /// A list of which one holds: `a or b`.
    pub fn one_of(&self, names: &[String]) -> String {
        self.or.format(names.iter()).to_string()
    }

    /// A duration of ISO 8601 in words, as `1 year, 6 months`; none if the text is no duration.
    pub fn duration(&self, text: &str) -> Option<String> {
        let mut parts = Vec::new();
        let (mut count, mut is_time) = (0, false);
        for letter in text.strip_prefix('P')?.chars() {
            match letter {
                'T' => is_time = true,
                _ if letter.is_ascii_digit() => {
                    count = count * 10 + letter.to_digit(10).unwrap_or_default();
                }
                _ => parts
                    .push(self.number_of(std::mem::take(&mut count), self.unit(letter, is_time)?)),
            }
        }
        Some(self.together.format(parts.iter()).to_string())
    }

    /// A number of days, or a range of two. `template` has the form that goes with 180.
    pub fn days(&self, least: u16, most: u16, template: &str) -> String {
        let is_alike =
            |days: u16| self.plurals.category_for(days) == self.plurals.category_for(180_u16);
        if least == most && is_alike(most) {
            return template.replace("{days}", &most.to_string());
        }
        if least == most {
            return self.number_of(least.into(), &self.units.day);
        }
        let [from, to] = [least, most].map(|days| name(self.plurals.category_for(days)));
        let category = self.units.ranges.get(&format!("{from} {to}")).map_or(to, String::as_str);
        let range = [self.number(least.into()), self.number(most.into())].join(&self.units.between);
        pattern(&self.units.day, category).replace("{0}", &range)
    }

    fn number_of(&self, count: u32, unit: &Patterns) -> String {
        let category = name(self.plurals.category_for(count));
        pattern(unit, category).replace("{0}", &self.number(count))
    }

    fn number(&self, count: u32) -> String {
        self.numbers.format(&Decimal::from(count)).to_string()
    }

    fn unit(&self, letter: char, is_time: bool) -> Option<&Patterns> {
        Some(match (letter, is_time) {
            ('Y', false) => &self.units.year,
            ('M', false) => &self.units.month,
            ('W', false) => &self.units.week,
            ('D', false) => &self.units.day,
            ('H', true) => &self.units.hour,
            ('M', true) => &self.units.minute,
            ('S', true) => &self.units.second,
            _ => return None,
        })
    }
}

/// The pattern of a category. Whole numbers of some languages, as Polish, have no `other`.
fn pattern<'a>(unit: &'a Patterns, category: &str) -> &'a str {
    let found = unit.get(category).or_else(|| unit.get("other")).or_else(|| unit.get("many"));
    found.map_or("{0}", String::as_str)
}

/// The name of a plural category in CLDR.
fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_in_words() {
        for (language, text, said) in [
            ("en", "P1Y", "1 year"),
            ("en", "P1Y6M", "1 year, 6 months"),
            ("en", "P2DT30M", "2 days, 30 minutes"),
            ("en", "P1000000S", ""),
            ("en", "PT1000000S", "1,000,000 seconds"),
            ("pl", "P5M", "5 miesięcy"),
            ("ar", "P2Y", "سنتان"),
            ("tlh", "P2Y", "2 years"),
            ("de-AT", "P2W", "2 Wochen"),
        ] {
            assert_eq!(
                Speech::new(language).duration(text).unwrap_or_default(),
                said,
                "{language}"
            );
        }
        assert_eq!(Speech::new("en").duration("session"), None);
    }

    #[test]
    fn days_can_be_a_range() {
        assert_eq!(Speech::new("sv").days(180, 180, "{days} dagar"), "180 dagar");
        assert_eq!(Speech::new("en").days(90, 180, "{days} days"), "90–180 days");
        assert_eq!(Speech::new("en").days(1, 1, "{days} days"), "1 day");
    }

    #[test]
    fn lists_end_with_a_word() {
        let names = ["A", "B", "C"].map(String::from);
        assert_eq!(Speech::new("en").all_of(&names), "A, B, and C");
        assert_eq!(Speech::new("sv").one_of(&names[..2]), "A eller B");
    }
}
