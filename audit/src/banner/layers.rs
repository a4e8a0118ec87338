//! What each layer of a banner has to show, compared with what it shows.

use samtycke_config::Declaration;
use serde::Deserialize;
use std::collections::BTreeMap;

use super::strings;
use crate::measure::Measure;

/// What `find.js` found on a page.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Found {
    /// The language of the page.
    lang: String,
    /// The boxes that speak of cookies and can be answered.
    pub(crate) boxes: Vec<Layer>,
    /// The words of controls that lead back to the choice.
    pub(crate) back: Vec<String>,
    /// A point of the page beside the banner where nothing can be pressed.
    pub(crate) beside: Option<[f64; 2]>,
}

impl Found {
    /// The box that is shown: the last one, which lies above the others.
    pub(crate) fn top(&self) -> Option<&Layer> {
        self.boxes.last()
    }
}

/// A banner, or its settings.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Layer {
    lang: String,
    /// What is shown.
    text: String,
    /// What is shown, and what is folded away.
    whole: String,
    links: Vec<String>,
    /// The words of links that a script follows.
    leads: Vec<String>,
    controls: Vec<Control>,
    /// The names of switches that are on and can be switched off.
    pub(crate) on: Vec<String>,
    /// How many switches can be moved.
    pub(crate) switches: usize,
}

impl Layer {
    /// The first control with a meaning.
    pub(crate) fn control(&self, meaning: &str) -> Option<&Control> {
        self.controls.iter().find(|one| one.meaning == meaning)
    }

    /// The layer with the control of this meaning from another.
    pub(crate) fn with(&self, meaning: &str, other: &Layer) -> Layer {
        let is_other = |one: &Control| one.meaning == meaning;
        let own = self.controls.iter().filter(|one| !is_other(one));
        let controls = own.chain(other.control(meaning)).cloned().collect();
        Layer { controls, ..self.clone() }
    }

    fn count(&self, meaning: &str) -> usize {
        self.controls.iter().filter(|one| one.meaning == meaning).count()
    }
}

/// A control of a banner.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Control {
    meaning: String,
    text: String,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    in_view: bool,
    is_link: bool,
    contrast: f64,
    look: BTreeMap<String, String>,
}

impl Control {
    pub(crate) fn centre(&self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }
}

type Faults = Vec<(Measure, String)>;

/// What is wrong with the banner as it comes.
pub(crate) fn first_layer(layer: &Layer, found: &Found, declaration: &Declaration) -> Faults {
    let mut faults = pair(layer, "the banner");
    faults.extend(alike(layer, "in the light theme"));
    faults.extend(in_view(layer, super::WIDE));
    for control in layer.controls.iter().filter(|one| one.contrast < 4.5) {
        let detail = format!("\"{}\" has a contrast of {:.1}", control.text, control.contrast);
        faults.push((Measure::LowContrast, detail));
    }
    let yeses = layer.count("yes");
    if yeses > layer.count("no").max(1) {
        faults.push((Measure::MoreYes, format!("{yeses} controls of the banner say yes")));
    }
    if found.boxes.len() > 1 {
        let detail = format!("{} boxes of the page ask about cookies", found.boxes.len());
        faults.push((Measure::SeveralBanners, detail));
    }
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_lowercase();
    if !found.lang.is_empty() && primary(&layer.lang) != primary(&found.lang) {
        let detail = format!("the page is in \"{}\", the banner in \"{}\"", found.lang, layer.lang);
        faults.push((Measure::OtherLanguage, detail));
    }
    let controller = &declaration.controller;
    let is_said = |text: &str| layer.text.contains(text);
    if !strings(&controller.name).iter().any(|one| is_said(one)) {
        faults.push((Measure::LacksController, "the controller is not named in it".into()));
    }
    let policies = strings(&controller.policy_url);
    let is_policy = |link: &String| policies.iter().any(|one| link.ends_with(one.as_str()));
    if layer.leads.is_empty() && !layer.links.iter().any(is_policy) {
        faults.push((Measure::LacksPolicy, "no link in it leads to the declared policy".into()));
    }
    faults
}

/// What is wrong with the settings.
pub(crate) fn second_layer(layer: &Layer, declaration: &Declaration) -> Faults {
    let mut faults = pair(layer, "the settings");
    if !layer.on.is_empty() {
        let detail = format!("on from the start: {}", layer.on.join(", "));
        faults.push((Measure::SwitchedOn, detail));
    }
    let required = declaration.required();
    let optional = declaration
        .services
        .iter()
        .filter(|one| !one.category.ids().all(|id| required.contains(&id)));
    let missing: Vec<String> = optional
        .filter(|one| {
            !strings(&one.provider).iter().any(|name| layer.whole.contains(name.as_str()))
        })
        .map(|one| one.id.to_string())
        .collect();
    if !missing.is_empty() {
        let detail = format!("providers that are not named: those of {}", missing.join(", "));
        faults.push((Measure::LacksRecipients, detail));
    }
    faults
}

/// Every layer with a yes has a no (CNIL 2020-092 §34), of the same kind and in the same row.
fn pair(layer: &Layer, name: &str) -> Faults {
    let Some(yes) = layer.control("yes") else { return Vec::new() };
    let Some(no) = layer.control("no") else {
        let detail = format!("{name} has \"{}\", and no control that says no", yes.text);
        return vec![(Measure::NoRefusal, detail)];
    };
    let mut faults = Vec::new();
    if no.is_link && !yes.is_link {
        let detail = format!("in {name} \"{}\" is a button, \"{}\" a link", yes.text, no.text);
        faults.push((Measure::RefusalElsewhere, detail));
    }
    if (yes.y - no.y).abs() > 2.0 * yes.height.max(no.height) {
        let apart = (yes.y - no.y).abs().round();
        let detail =
            format!("in {name} \"{}\" and \"{}\" are {apart} pixels apart", yes.text, no.text);
        faults.push((Measure::RefusalElsewhere, detail));
    }
    faults
}

/// Yes and no look alike (EDPB Cookie Banner Taskforce 17–19): their style, and their area within a tenth.
pub(crate) fn alike(layer: &Layer, when: &str) -> Faults {
    // Some banners put the keyboard on a button as they come, which the outline shows.
    look_alike(layer, when, |name| !name.starts_with("outline"))
}

/// The same while each of the two has the keyboard.
pub(crate) fn alike_in_focus(layer: &Layer) -> Faults {
    look_alike(layer, "with the keyboard on it", |_| true)
}

fn look_alike(layer: &Layer, when: &str, counts: fn(&str) -> bool) -> Faults {
    let (Some(yes), Some(no)) = (layer.control("yes"), layer.control("no")) else {
        return Vec::new();
    };
    let differs = |(name, value): (&String, &String)| {
        (no.look.get(name) != Some(value)).then(|| {
            let other = no.look.get(name).map_or("none", String::as_str);
            format!("{name} {value} and {other}")
        })
    };
    let mut different: Vec<String> =
        yes.look.iter().filter(|(name, _)| counts(name)).filter_map(differs).collect();
    let ratio = (yes.width * yes.height) / (no.width * no.height).max(1.0);
    if !(0.9..=1.1).contains(&ratio) {
        different.push(format!("the yes is {ratio:.2} times as large"));
    }
    match different.is_empty() {
        true => Vec::new(),
        false => vec![(Measure::NotAlike, format!("{when}: {}", different.join("; ")))],
    }
}

/// A refusal is seen where a yes is, without scrolling.
pub(crate) fn in_view(layer: &Layer, (width, height): (u32, u32)) -> Faults {
    match layer.control("no") {
        Some(no) if !no.in_view => {
            let detail =
                format!("\"{}\" is out of view in a window of {width} × {height}", no.text);
            vec![(Measure::RefusalElsewhere, detail)]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn control(meaning: &str, text: &str) -> Control {
        Control {
            meaning: meaning.into(),
            text: text.into(),
            x: 10.0,
            y: 500.0,
            width: 100.0,
            height: 40.0,
            in_view: true,
            is_link: false,
            contrast: 7.0,
            look: BTreeMap::from([("color".into(), "rgb(0, 0, 0)".into())]),
        }
    }

    fn layer(controls: Vec<Control>) -> Layer {
        Layer {
            lang: "en".into(),
            text: "Shop AB uses cookies".into(),
            whole: String::new(),
            links: vec!["https://shop.example/policy".into()],
            leads: Vec::new(),
            controls,
            on: Vec::new(),
            switches: 0,
        }
    }

    fn measures(faults: &Faults) -> Vec<Measure> {
        faults.iter().map(|(measure, _)| *measure).collect()
    }

    #[test]
    fn a_yes_needs_a_no_like_itself() {
        let (yes, no) = (control("yes", "Accept"), control("no", "Reject"));
        assert_eq!(pair(&layer(vec![yes.clone(), no.clone()]), "it"), []);
        assert_eq!(measures(&pair(&layer(vec![yes.clone()]), "it")), [Measure::NoRefusal]);
        let link = Control { is_link: true, ..no.clone() };
        assert_eq!(
            measures(&pair(&layer(vec![yes.clone(), link]), "it")),
            [Measure::RefusalElsewhere]
        );
        let far = Control { y: 100.0, ..no.clone() };
        assert_eq!(
            measures(&pair(&layer(vec![yes.clone(), far]), "it")),
            [Measure::RefusalElsewhere]
        );
        let small = Control { width: 60.0, ..no.clone() };
        assert_eq!(measures(&alike(&layer(vec![yes.clone(), small]), "now")), [Measure::NotAlike]);
        let mut grey = no.clone();
        grey.look.insert("color".into(), "rgb(99, 99, 99)".into());
        let told = alike(&layer(vec![yes, grey]), "now");
        assert!(told[0].1.contains("color rgb(0, 0, 0) and rgb(99, 99, 99)"), "{told:?}");
    }

    #[test]
    fn a_refusal_is_in_view() {
        let hidden = Control { in_view: false, ..control("no", "Reject") };
        assert_eq!(
            measures(&in_view(&layer(vec![hidden]), (320, 568))),
            [Measure::RefusalElsewhere]
        );
    }
}
