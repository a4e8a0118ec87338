//! A wrong declaration on the page: a dialog with every problem, as a framework's overlay has it.

use samtycke_config::Code;
use web_sys::{Element, HtmlDialogElement, Node};

use super::dom::{append, around, element, on};
use crate::explain::{Block, blocks};
use crate::note::Note;

/// Shows the problems. Escape and a button close it.
pub fn show(shadow: &Node, problems: &[Note], copy: impl Fn() + 'static) {
    let list: Element = element("ol", &[], "");
    for note in problems {
        append(&list, &problem(note));
    }
    let close: Element = element("button", &[("type", "button"), ("autofocus", "")], "Close");
    let copy_it: Element =
        element("button", &[("type", "button"), ("class", "quiet")], "Copy for an issue");
    let count = match problems.len() {
        1 => "1 problem. ".into(),
        count => format!("{count} problems. "),
    };
    let dialog: HtmlDialogElement = around(
        "dialog",
        &[("class", "overlay"), ("aria-labelledby", "wrong"), ("aria-describedby", "wrong-about")],
        &[
            &around::<Element>(
                "div",
                &[("class", "top")],
                &[
                    &element::<Element>("h2", &[("id", "wrong")], "The declaration is wrong"),
                    &element::<Element>(
                        "p",
                        &[("id", "wrong-about")],
                        &format!(
                            "{count}The page works without it: no banner is shown, and nothing with a gate loads."
                        ),
                    ),
                ],
            ),
            &around::<Element>(
                "div",
                &[
                    ("class", "scroll"),
                    ("tabindex", "0"),
                    ("role", "region"),
                    ("aria-label", "Problems"),
                ],
                &[&list],
            ),
            &around::<Element>("div", &[("class", "foot")], &[&close, &copy_it]),
        ],
    );
    append(shadow, &dialog);
    on(&copy_it, "click", move |_| copy());
    let closed = dialog.clone();
    on(&close, "click", move |_| closed.close());
    let gone = dialog.clone();
    on(&dialog, "close", move |_| gone.remove());
    if dialog.show_modal().is_err() {
        dialog.set_open(true);
    }
}

fn problem(note: &Note) -> Element {
    let at: Element =
        around("p", &[("class", "at")], &[&element::<Element>("code", &[], &note.path)]);
    if !note.place.is_empty() {
        append(&at, &element::<Element>("small", &[], &note.place));
    }
    let item: Element = around("li", &[], &[&at, &element::<Element>("p", &[], &note.message)]);
    if let Some(meant) = &note.meant {
        let write: Element = element("p", &[("class", "meant")], "Write ");
        append(&write, &element::<Element>("code", &[], meant));
        append(&item, &write);
    }
    append(&item, &explanation(note.code));
    item
}

/// What a code means, folded.
fn explanation(code: Code) -> Element {
    let summary: Element = element("summary", &[], "What ");
    append(&summary, &element::<Element>("code", &[], code.name()));
    append(&summary, &element::<Element>("span", &[], " means"));
    let fold: Element = around("details", &[], &[&summary]);
    for block in blocks(code.explain()) {
        let part: Element = match block {
            Block::Code(code) => element("pre", &[("tabindex", "0")], &code),
            Block::Text(parts) => {
                let paragraph: Element = element("p", &[], "");
                for (number, part) in parts.iter().enumerate() {
                    let tag = if number % 2 == 0 { "span" } else { "code" };
                    append(&paragraph, &element::<Element>(tag, &[], part));
                }
                paragraph
            }
        };
        append(&fold, &part);
    }
    fold
}
