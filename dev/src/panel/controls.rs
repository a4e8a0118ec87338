//! The controls by which a developer pretends.

use web_sys::{Element, HtmlButtonElement, HtmlInputElement, Node};

use super::dom::{append, around, element, on};
use super::sections::fold;
use crate::pretend::{Kept, SWITCHES};

/// The section with all controls.
pub struct Controls {
    fold: Element,
    sum: Element,
    expire: HtmlButtonElement,
    withdraw: HtmlButtonElement,
}

impl Controls {
    /// Draws it. `toggle` gets the id of a switch, `act` that of a button.
    pub fn new(
        kept: &Kept,
        toggle: impl Fn(&str, &HtmlInputElement) + Clone + 'static,
        act: impl Fn(&str) + Clone + 'static,
    ) -> Controls {
        let body: Element = element("div", &[("class", "body")], "");
        append(
            &body,
            &element::<Element>(
                "p",
                &[("class", "empty")],
                "For this tab, until you switch it off. Each loads the page again.",
            ),
        );
        for switch in SWITCHES {
            let about = format!("about-{}", switch.id);
            let input: HtmlInputElement = element(
                "input",
                &[
                    ("type", "checkbox"),
                    ("role", "switch"),
                    ("id", switch.id),
                    ("aria-describedby", &about),
                ],
                "",
            );
            input.set_checked(kept.is_on(switch.id));
            let label: Element =
                around("label", &[], &[&element::<Element>("span", &[], switch.name), &input]);
            append(&body, &label);
            append(
                &body,
                &element::<Element>("p", &[("id", &about), ("class", "about")], switch.about),
            );
            let (toggle, now) = (toggle.clone(), input.clone());
            on(&input, "change", move |_| toggle(switch.id, &now));
        }
        let expire = button(
            &body,
            "expire",
            "Expire the choice",
            "Dates the stored choice back beyond its life.",
            &act,
        );
        let withdraw =
            button(&body, "withdraw", "Withdraw", "Takes every yes back, as a visitor does.", &act);
        let sum: Element = element("span", &[("class", "sum")], "");
        let fold = fold("pretend", "Pretend", &sum, &body, !kept.on.is_empty());
        let controls = Controls { fold, sum, expire, withdraw };
        controls.show(kept, false, false);
        controls
    }

    /// Where it is.
    pub fn node(&self) -> &Node {
        &self.fold
    }

    /// Shows what is pretended; what needs a choice, or a declaration, waits for one.
    pub fn show(&self, kept: &Kept, has_choice: bool, is_declared: bool) {
        let names = kept.names();
        let sum = if names.is_empty() { "nothing".into() } else { names.join(", ") };
        self.sum.set_text_content(Some(&sum));
        let tone = if names.is_empty() { "plain" } else { "odd" };
        self.fold.set_attribute("data-tone", tone).unwrap_or_default();
        self.expire.set_disabled(!has_choice);
        self.withdraw.set_disabled(!is_declared);
    }
}

fn button(
    body: &Element,
    id: &'static str,
    name: &str,
    about: &str,
    act: &(impl Fn(&str) + Clone + 'static),
) -> HtmlButtonElement {
    let note = format!("about-{id}");
    let button: HtmlButtonElement = element(
        "button",
        &[("type", "button"), ("id", id), ("class", "quiet"), ("aria-describedby", &note)],
        name,
    );
    append(body, &button);
    append(body, &element::<Element>("p", &[("id", &note), ("class", "about")], about));
    let act = act.clone();
    on(&button, "click", move |_| act(id));
    button
}
