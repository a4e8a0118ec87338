//! The TypeScript types: those of the declaration come from the tables that the check follows.

use std::fmt::Write as _;

use samtycke_config::schema::tables;
use samtycke_config::texts;

/// The types that no table has: functions, snapshot, globals and events.
const REST: &str = include_str!("types.d.ts");

/// The types of the classic script: those of the globals.
pub const CLASSIC: &str = include_str!("classic.d.ts");

/// All types.
pub fn all() -> String {
    let mut types = String::from(REST);
    for table in tables() {
        open(&mut types, &table.name, &table.doc);
        for field in &table.fields {
            let optional = if field.needed { "" } else { "?" };
            let name = if field.name.contains('$') {
                format!("{:?}", field.name)
            } else {
                field.name.clone()
            };
            let kind = field.kind.type_script();
            let _ = writeln!(types, "    /** {} */\n    {name}{optional}: {kind};", field.doc);
        }
        types.push_str("}\n");
    }
    open(&mut types, "Texts", "Words in place of the built-in ones.");
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
        for table in tables() {
            let begins = format!("export interface {} {{", table.name);
            assert_eq!(types.matches(&begins).count(), 1, "{}", table.name);
        }
        assert!(types.contains("export function has(id: string): boolean;"));
        assert!(types.contains("    categories: Category[];"));
        assert!(types.contains("    ui?: Ui;"));
        assert!(types.contains("    title?: string;"));
    }
}
