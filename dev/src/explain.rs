//! The explanation of a code as blocks of text: `docs/problems.md` has them in Markdown.

/// A piece of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph: words, and code by turns, beginning with words.
    Text(Vec<String>),
    /// An example.
    Code(String),
}

/// Reads paragraphs, fenced code, code in a line and links, of which the words stay.
pub fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (number, part) in markdown.split("```").enumerate() {
        if number % 2 == 1 {
            let code = part.split_once('\n').map_or(part, |(_language, code)| code);
            blocks.push(Block::Code(code.trim_end().into()));
            continue;
        }
        let paragraphs = part.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
        blocks.extend(paragraphs.map(|text| {
            let line = without_links(&text.replace('\n', " "));
            Block::Text(line.split('`').map(String::from).collect())
        }));
    }
    blocks
}

fn without_links(text: &str) -> String {
    let mut left = text;
    let mut words = String::new();
    while let Some((before, name, after)) = link(left) {
        words.push_str(before);
        words.push_str(name);
        left = after;
    }
    words + left
}

/// What is before the first link, its words, and what follows.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (head, after) = text.split_once("](")?;
    let (before, name) = head.rsplit_once('[')?;
    Some((before, name, after.split_once(')')?.1))
}

#[cfg(test)]
mod tests {
    use samtycke_config::Code;

    use super::*;

    fn text(parts: &[&str]) -> Block {
        Block::Text(parts.iter().map(|part| (*part).into()).collect())
    }

    #[test]
    fn paragraphs_code_and_links_are_told_apart() {
        let markdown = "Write `a` in\n[the file](../a.json), or not.\n\nWrong:\n\n```json\n{ \"a\": 1 }\n```\n\nEnd.";
        assert_eq!(
            blocks(markdown),
            [
                text(&["Write ", "a", " in the file, or not."]),
                text(&["Wrong:"]),
                Block::Code("{ \"a\": 1 }".into()),
                text(&["End."]),
            ]
        );
    }

    #[test]
    fn every_explanation_is_read_whole() {
        for code in Code::ALL {
            let blocks = blocks(code.explain());
            assert!(!blocks.is_empty(), "{}", code.name());
            for block in blocks {
                let Block::Text(parts) = block else { continue };
                let words = parts.join("");
                assert!(!words.contains("](") && !words.contains("```"), "{words}");
                assert!(parts.len() % 2 == 1, "{}: a code has no end: {words}", code.name());
            }
        }
    }
}
