//! The TypeScript types of the configuration, from the schema that the check goes by.

use std::fmt::Write as _;

use samtycke::model::schema::{ALL, Table, type_of};
use samtycke::model::texts;

/// What is not in the schema: the snapshot, and what the page's globals and events are.
const REST: &str = include_str!("types.d.ts");

/// Appends all types to those of the functions, which wasm-bindgen writes.
pub fn complete(functions: &str) -> String {
    let mut types = String::from(functions);
    types.push('\n');
    types.push_str(REST);
    for table in ALL {
        interface(&mut types, table);
    }
    interface(&mut types, &texts::TABLE);
    types
}

fn interface(types: &mut String, table: &Table) {
    let _ = writeln!(types, "\n/** {} */\nexport interface {} {{", table.doc, table.interface);
    for field in table.fields {
        let optional = if field.needed { "" } else { "?" };
        let _ = writeln!(
            types,
            "    /** {} */\n    {}{optional}: {};",
            field.doc,
            field.name,
            type_of(field.kind)
        );
    }
    types.push_str("}\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_an_interface_with_its_words() {
        let types = complete("export function has(id: string): boolean;\n");
        assert!(types.starts_with("export function has"));
        for table in ALL {
            assert_eq!(
                types.matches(&format!("export interface {} {{", table.interface)).count(),
                1,
                "{}",
                table.interface
            );
        }
        assert!(types.contains("    /** Whole number; raise it"));
        assert!(types.contains("    categories: Category[];"));
        assert!(types.contains("    ui?: Ui;"));
        assert!(types.contains("    title?: string;"));
    }
}
