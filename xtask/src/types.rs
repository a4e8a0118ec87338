//! The TypeScript types of the configuration, from the schema that the check goes by.

use std::fmt::Write as _;

use samtycke::model::schema::{DOCS, fields, type_of};
use samtycke::model::texts;

/// What is not in the schema: the functions, the snapshot, and what the page's globals and events
/// are.
const REST: &str = include_str!("types.d.ts");

/// All types.
pub fn all() -> String {
    let mut types = String::from(REST);
    for interface in DOCS.iter().filter(|doc| doc.field.is_empty()) {
        open(&mut types, interface.table, interface.doc);
        for field in fields(&format!("{{{}", interface.table)) {
            let is_it = |doc: &&samtycke::model::schema::Doc| {
                doc.table == interface.table && doc.field == field.name
            };
            let doc = DOCS.iter().find(is_it).map_or("", |doc| doc.doc);
            let optional = if field.needed { "" } else { "?" };
            let kind = type_of(field.kind);
            let _ = writeln!(types, "    /** {doc} */\n    {}{optional}: {kind};", field.name);
        }
        types.push_str("}\n");
    }
    open(&mut types, "Texts", "Words shown to visitors; what is left out stays as built in.");
    for key in texts::keys() {
        let _ = writeln!(types, "    {key}?: string;");
    }
    types.push_str("}\n");
    types
}

fn open(types: &mut String, name: &str, doc: &str) {
    let _ = writeln!(types, "\n/** {doc} */\nexport interface {name} {{");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_an_interface_with_its_words() {
        let types = all();
        for doc in DOCS.iter().filter(|doc| doc.field.is_empty()) {
            let begins = format!("export interface {} {{", doc.table);
            assert_eq!(types.matches(&begins).count(), 1, "{}", doc.table);
        }
        assert!(types.contains("export function has(id: string): boolean;"));
        assert!(types.contains("    /** Whole number; raise it"));
        assert!(types.contains("    categories: Category[];"));
        assert!(types.contains("    ui?: Ui;"));
        assert!(types.contains("    title?: string;"));
    }
}
