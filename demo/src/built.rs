//! The site's script as `samtycke build` makes it, in place of the one that fetches its declaration.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use samtycke_cli::{Memory, System as _, run};

use crate::calls::lock;

type Files = HashMap<String, Vec<u8>>;

/// The files of the latest declaration.
#[derive(Debug, Default)]
pub(crate) struct Builds(Mutex<Option<(Vec<u8>, Arc<Files>)>>);

impl Builds {
    /// A file of the site under a declaration, by its path.
    ///
    /// # Errors
    /// The declaration has problems, or the library has not been built.
    pub(crate) fn file(
        &self,
        root: &Path,
        declaration: &[u8],
        path: &str,
    ) -> Result<Option<Vec<u8>>, String> {
        let mut latest = lock(&self.0);
        let files = match &*latest {
            Some((of, files)) if of == declaration => files.clone(),
            _ => Arc::new(build(root, declaration)?),
        };
        *latest = Some((declaration.into(), files.clone()));
        Ok(files.get(&format!("site{path}")).cloned())
    }
}

fn build(root: &Path, declaration: &[u8]) -> Result<Files, String> {
    let runtime = fs::read(root.join("pkg/samtycke.runtime.json"));
    let runtime = runtime.map_err(|_| "The library has not been built; run `make pkg`.")?;
    let memory = Memory::with_runtime(runtime);
    memory.write("site.json", declaration)?;
    let arguments = ["samtycke", "build", "site.json", "-o", "site"].map(String::from);
    match run(&arguments, &memory) {
        0 => Ok(memory.into_files()),
        _ => Err(memory.told()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_declaration_says_what_is_wrong() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let error = Builds::default().file(&root, b"{}", "/samtycke.min.js").unwrap_err();
        assert!(error.contains("required") || error.contains("missing"), "{error}");
    }
}
