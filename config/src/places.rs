//! Places of a declaration, as paths such as `services[2].cookies[0].name`.

use std::collections::HashSet;

/// Some places.
#[derive(Default)]
pub(crate) struct Places {
    places: HashSet<String>,
    /// The places, and all that is around them.
    around: HashSet<String>,
}

impl Places {
    /// Adds a place.
    pub fn insert(&mut self, path: &str) {
        if self.places.insert(path.into()) {
            self.around.extend(prefixes(path).map(String::from));
        }
    }

    /// Whether a place, what is around it or what is below it is among these.
    pub fn touch(&self, path: &str) -> bool {
        self.around.contains(path) || prefixes(path).any(|one| self.places.contains(one))
    }
}

/// A path and the paths around it, the innermost first.
pub(crate) fn prefixes(path: &str) -> impl Iterator<Item = &str> {
    let ends = path.char_indices().rev().filter(|(_, one)| ['.', '['].contains(one));
    [path].into_iter().chain(ends.map(|(end, _)| &path[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_touches_what_is_around_it_and_below_it() {
        let mut places = Places::default();
        places.insert("services[2].cookies[0]");
        for path in [
            "services",
            "services[2]",
            "services[2].cookies",
            "services[2].cookies[0]",
            "services[2].cookies[0].name",
        ] {
            assert!(places.touch(path), "{path}");
        }
        for path in ["", "service", "services[2", "services[22]", "services[2].cookies[1]"] {
            assert!(!places.touch(path), "{path}");
        }
    }
}
