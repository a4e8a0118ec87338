//! Whether the declared colours can be read (rule 14): in each theme that visitors can get, also where only
//! one of two colours is declared.

use crate::code::Code;
use crate::declaration::{Colors, Declaration, Theme};
use crate::problem::Problem;
use crate::values::Color;

/// The least contrast of text (WCAG 2.2, success criterion 1.4.3).
const LEAST: f64 = 4.5;

/// The least contrast of the edges of controls (1.4.11).
const LEAST_LINE: f64 = 3.0;

/// The colours of a theme.
struct Shown<'a> {
    text: &'a str,
    background: &'a str,
    button: &'a str,
    button_text: &'a str,
    /// Only if it is declared; what is built in can be seen.
    line: Option<&'a str>,
}

/// The colours of `src/style/banner.css`.
const LIGHT: Shown = Shown {
    text: "#1b1b1f",
    background: "#ffffff",
    button: "#1f3a8a",
    button_text: "#ffffff",
    line: None,
};
const DARK: Shown = Shown {
    text: "#f2f2f5",
    background: "#1b1b1f",
    button: "#b9c8ff",
    button_text: "#10162e",
    line: None,
};

pub(super) fn check(declaration: &Declaration) -> Vec<Problem> {
    let ui = &declaration.ui;
    let mut problems = Vec::new();
    if ui.theme != Theme::Dark {
        let shown = ui.colors.over(&LIGHT);
        pairs("light", &[("ui.colors", &ui.colors)], &shown, &mut problems);
    }
    if ui.theme != Theme::Light {
        let shown = ui.dark_colors.over(&ui.colors.over(&DARK));
        let declared = [("ui.darkColors", &ui.dark_colors), ("ui.colors", &ui.colors)];
        pairs("dark", &declared, &shown, &mut problems);
    }
    problems
}

impl Colors {
    /// These colours, and others where there is none.
    fn over<'a>(&'a self, others: &Shown<'a>) -> Shown<'a> {
        fn or<'a>(own: &'a Option<Color>, other: &'a str) -> &'a str {
            own.as_deref().unwrap_or(other)
        }
        Shown {
            text: or(&self.text, others.text),
            background: or(&self.background, others.background),
            button: or(&self.button, others.button),
            button_text: or(&self.button_text, others.button_text),
            line: self.line.as_deref().or(others.line),
        }
    }
}

fn pairs(theme: &str, declared: &[(&str, &Colors)], shown: &Shown, problems: &mut Vec<Problem>) {
    let text = ("text", shown.text, "background", shown.background, LEAST);
    let button = ("buttonText", shown.button_text, "button", shown.button, LEAST);
    let line = shown.line.map(|line| ("line", line, "background", shown.background, LEAST_LINE));
    for (over, colour, under, ground, least) in [text, button].into_iter().chain(line) {
        let Some(contrast) = contrast(colour, ground).filter(|contrast| *contrast < least) else {
            continue;
        };
        // The innermost declaration of either; what is built in can be read.
        let place = declared.iter().find_map(|(path, colours)| {
            [over, under].iter().find(|name| colours.has(name)).map(|name| format!("{path}.{name}"))
        });
        if let Some(path) = place {
            // The style sheet fits words to what is behind them, and their background to them, in browsers with relative colours.
            let fitted: &[&str] = match over {
                "text" => &[over, under],
                "buttonText" => &[over],
                _ => &[],
            };
            let is_left = |name: &&&str| !declared.iter().any(|(_, one)| one.has(name));
            let hint = match fitted.iter().find(is_left) {
                Some(name) => {
                    format!("; name \"{name}\" too, since not every browser can choose it")
                }
                None => String::new(),
            };
            // Rounded up, 4.498 would look like enough.
            let shown = (contrast * 100.0).floor() / 100.0;
            problems.push(Problem::new(
                Code::LowContrast,
                path,
                format!(
                    "in the {theme} theme \"{over}\" is {colour} on {ground} (\"{under}\"), a contrast of {shown:.2}; expected at least {least}{hint}"
                ),
            ));
        }
    }
}

impl Colors {
    fn has(&self, name: &str) -> bool {
        match name {
            "text" => self.text.is_some(),
            "background" => self.background.is_some(),
            "button" => self.button.is_some(),
            "line" => self.line.is_some(),
            _ => self.button_text.is_some(),
        }
    }
}

/// The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio").
fn contrast(one: &str, other: &str) -> Option<f64> {
    let (one, other) = (luminance(one)?, luminance(other)?);
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

/// How light a colour is (WCAG 2.2, "relative luminance").
fn luminance(colour: &str) -> Option<f64> {
    let digits: Vec<f64> = colour
        .strip_prefix('#')?
        .chars()
        .map(|digit| digit.to_digit(16).map(f64::from))
        .collect::<Option<_>>()?;
    let [red, green, blue] = match digits.as_slice() {
        [red, green, blue] => [red, green, blue].map(|digit| digit * 17.0),
        [r1, r2, g1, g2, b1, b2] => [r1 * 16.0 + r2, g1 * 16.0 + g2, b1 * 16.0 + b2],
        _ => return None,
    };
    let linear = |channel: f64| {
        let part = channel / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    Some(0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        for (one, other, expected) in [
            ("#000", "#ffffff", 21.0),
            ("#777", "#fff", 4.48),
            ("#767676", "#FFFFFF", 4.54),
            ("#f00", "#fff", 4.0),
            ("#123456", "#123456", 1.0),
        ] {
            let found = contrast(one, other).expect("colours");
            assert!((found - expected).abs() < 0.01, "{one} {other}: {found}");
        }
        assert_eq!([contrast("#12", "#fff"), contrast("red", "#fff")], [None, None]);
    }

    #[test]
    fn the_built_in_colours_are_those_of_the_style_sheet_and_can_be_read() {
        let css = include_str!("../../../src/style/banner.css");
        let (light, dark) = css.split_once("[data-theme=\"dark\"]").expect("a dark theme");
        for (theme, css) in [(&LIGHT, light), (&DARK, dark)] {
            let names = [
                ("--s-paper", theme.background),
                ("--s-ink", theme.text),
                ("--samtycke-button", theme.button),
                ("--s-fit", theme.button_text),
            ];
            for (name, colour) in names {
                let short = if colour == "#ffffff" { "#fff" } else { colour };
                // What browsers without relative colours take.
                let given = css.split_once(&format!("({name}, ")).expect(name).1;
                assert!(given.starts_with(short), "{name}: {colour}");
            }
            for pair in [(theme.text, theme.background), (theme.button_text, theme.button)] {
                assert!(contrast(pair.0, pair.1) >= Some(LEAST), "{pair:?}");
            }
        }
    }
}
