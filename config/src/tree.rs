//! One digest for the files of words: a tree of digests (a Merkle tree), whose root the settings part knows.
//!
//! A script that knew a digest for each language would be a kilobyte larger for everyone. Here each
//! file brings its own proof: the digests beside its way to the root, and the root.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

/// A file of words for each of some languages, as `samtycke.<tag>.json`: the words with their proof, by tag. The
/// string is the root. `src/page/files.ts` checks them.
pub fn files(languages: &[(&str, &Map<String, Value>)]) -> (String, Vec<String>) {
    let leaves: Vec<String> = languages
        .iter()
        .map(|(tag, words)| format!("{tag}{}", Value::from((*words).clone())))
        .collect();
    let (root, proofs) = tree(&leaves);
    let files = languages.iter().zip(proofs).map(|((_, words), proof)| {
        let mut words = (*words).clone();
        words.insert("proof".into(), proof.join(" ").into());
        Value::from(words).to_string()
    });
    (root, files.collect())
}

/// The root of the tree over some texts, and a proof for each text: the digests beside its way to the root, and
/// the root itself.
fn tree(texts: &[String]) -> (String, Vec<Vec<String>>) {
    let mut row: Vec<String> = texts.iter().map(|text| digest(text)).collect();
    let mut places: Vec<usize> = (0..texts.len()).collect();
    let mut proofs = vec![Vec::new(); texts.len()];
    while row.len() > 1 {
        for (place, proof) in places.iter_mut().zip(&mut proofs) {
            proof.extend(row.get(*place ^ 1).cloned());
            *place /= 2;
        }
        row = row.chunks(2).map(join).collect();
    }
    let root = row.pop().unwrap_or_default();
    proofs.iter_mut().for_each(|proof| proof.push(root.clone()));
    (root, proofs)
}

/// The digest of two, in the order of their characters: so a proof need not say which came first. One
/// alone goes up as it is.
fn join(pair: &[String]) -> String {
    let mut pair = pair.to_vec();
    pair.sort();
    match pair.as_slice() {
        [one] => one.clone(),
        _ => digest(&pair.join(" ")),
    }
}

/// SHA-256 as base64, cut to 144 bits: nobody finds another text for a given one, and files are smaller
/// by 120 bytes.
fn digest(text: &str) -> String {
    let mut whole = STANDARD.encode(Sha256::digest(text));
    whole.truncate(24);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What src/page/files.ts computes.
    fn proves(text: &str, proof: &[String], root: &str) -> bool {
        let Some((last, beside)) = proof.split_last() else { return false };
        let sum = beside.iter().fold(digest(text), |sum, one| join(&[sum, one.clone()]));
        last == root && sum == root
    }

    #[test]
    fn every_text_is_proven_and_no_other() {
        for count in 1..40 {
            let texts: Vec<String> = (0..count).map(|number| format!("{{{number}}}")).collect();
            let (root, proofs) = tree(&texts);
            for (text, proof) in texts.iter().zip(&proofs) {
                assert!(proves(text, proof, &root), "{text} of {count}");
                assert!(!proves("{}", proof, &root), "{count}");
            }
            let other = tree(&texts.iter().map(|text| format!("{text} ")).collect::<Vec<_>>());
            assert!(!proves(&texts[0], &other.1[0], &root), "{count}");
        }
    }
}
