//! The sizes that README.md names.

use crate::size::Size;

/// How far a figure may be off, as a part of it. Compilers differ: the two that setup may choose
/// make 2 % of difference uncompressed, and little after compression.
const TOLERANCE: [f64; 3] = [0.03, 0.01, 0.01];

/// Holds the row `| <file> | raw | gzip | brotli |` against what was measured. Figures are bytes or
/// KB (1,000 bytes); a README without such a row says nothing, and nothing wrong.
///
/// # Errors
/// The row that it should be, where a figure is off by more than [`TOLERANCE`].
pub fn check(readme: &str, file: &str, size: Size) -> Result<(), String> {
    let expected = [size.raw, size.gzip, size.brotli];
    for row in readme.lines().filter(|line| line.starts_with('|') && line.contains(file)) {
        let figures: Vec<f64> = row.split('|').filter_map(figure).collect();
        let is_right = |((said, is), part): ((&f64, &usize), f64)| {
            (said - *is as f64).abs() <= *is as f64 * part
        };
        if figures.len() != 3 || !figures.iter().zip(&expected).zip(TOLERANCE).all(is_right) {
            let [raw, gzip, brotli] = expected;
            return Err(format!(
                "README.md's sizes are off; it should be\n| {file} | {raw} | {gzip} | {brotli} |"
            ));
        }
    }
    Ok(())
}

/// `12,345`, `12 345 bytes`, `12.3 KB` or `**12.3 KB**` in bytes.
fn figure(cell: &str) -> Option<f64> {
    let cell = cell.replace([',', ' ', '\u{a0}', '*', '`'], "");
    let (number, unit) = match cell.strip_suffix("KB").or(cell.strip_suffix("kB")) {
        Some(number) => (number, 1000.0),
        None => (cell.trim_end_matches("bytes"), 1.0),
    };
    number.parse::<f64>().ok().map(|number| number * unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size { raw: 50_000, gzip: 20_000, brotli: 15_000 };

    #[test]
    fn a_readme_without_sizes_is_right() {
        assert_eq!(check("# Samtycke\n", "samtycke.min.js", SIZE), Ok(()));
    }

    #[test]
    fn figures_may_be_rounded_but_not_wrong() {
        let check = |row: &str| {
            let readme = format!("| file | raw |\n| --- | --- |\n{row}\n");
            check(&readme, "samtycke.min.js", SIZE)
        };
        assert_eq!(check("| samtycke.min.js | 50,000 | 20 000 | 15000 |"), Ok(()));
        assert_eq!(check("| `samtycke.min.js` | 50 KB | 20.1 KB | **15.1 KB** |"), Ok(()));
        assert!(check("| samtycke.min.js | 50 KB | 20 KB | 14.8 KB |").is_err());
        assert!(check("| samtycke.min.js | 50 KB | 20 KB |").is_err());
    }
}
