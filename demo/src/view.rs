//! Which view of a page a request belongs to, so that a panel shows its own page's alone.
//!
//! Each page comes with a number of its own. The declaration that it fetches names the stand-ins with
//! that number as the first step of their paths. Nothing is stored in the browser for it. A stand-in
//! takes the step off before it logs and answers.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::Uri;

/// A number that no other view has had.
pub(crate) fn next() -> u64 {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    COUNT.fetch_add(1, Ordering::Relaxed)
}

/// The first step of a stand-in's paths.
pub(crate) fn folder(view: Option<u64>) -> String {
    view.map(|view| format!("/view{view}")).unwrap_or_default()
}

/// The view that an address of the site names in its query.
pub(crate) fn named(uri: &Uri) -> Option<u64> {
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix("view="))?.parse().ok()
}

/// Takes the step off an address of a stand-in, and returns its view.
pub(crate) fn take(uri: &mut Uri) -> Option<u64> {
    let text = uri.to_string();
    let (number, rest) = text.strip_prefix("/view")?.split_once('/')?;
    let view = number.parse().ok()?;
    *uri = format!("/{rest}").parse().ok()?;
    Some(view)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn taken(address: &str, view: Option<u64>, rest: &str) {
        let mut uri: Uri = address.parse().unwrap();
        assert_eq!((take(&mut uri), uri.to_string().as_str()), (view, rest));
    }

    #[test]
    fn the_step_is_taken_off() {
        taken("/view12/pd.js?a=/view3/", Some(12), "/pd.js?a=/view3/");
        taken("/view12/", Some(12), "/");
        taken("/view/pd.js", None, "/view/pd.js");
        taken("/pd.js", None, "/pd.js");
    }

    #[test]
    fn a_query_names_the_view() {
        assert_eq!(named(&"/log.json?a=b&view=4".parse().unwrap()), Some(4));
        assert_eq!(named(&"/log.json?view=x".parse().unwrap()), None);
    }
}
