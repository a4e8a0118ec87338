//! The cookie, read on a server.
//!
//! The rules are the page's own: this module hands the same code a declaration by ids. Signals
//! (`DNT`, `Sec-GPC`) are not part of it: a server that serves gated content has to honour them
//! itself.

#![forbid(unsafe_code)]

use std::fmt;

use crate::consent::{self, How, IDS, Site, flag, is_id};

/// What a site declares, as far as its cookie depends on it: ids, in the order of the site's own
/// declaration.
///
/// # Examples
/// ```
/// use samtycke::server::Declaration;
///
/// let mut declaration = Declaration::new(3);
/// declaration
///     .required("necessary")
///     .category("analytics", 0)
///     .category("marketing", 2)
///     .service("ga", &["analytics"]);
/// let choice = declaration.read("samtycke=1.3.1759968000._.none.OLu6gd._", 1_760_000_000);
/// assert!(choice.is_some_and(|choice| !choice.is_granted("ga")));
/// ```
#[derive(Clone, Debug)]
pub struct Declaration {
    site: Box<Site>,
    cookie: String,
    ids: String,
}

impl Declaration {
    /// Begins a declaration of this version. The cookie is called `samtycke`; a yes and a no hold
    /// for 180 days.
    pub fn new(version: u32) -> Declaration {
        let mut site = Box::new(Site::EMPTY);
        site.begin(version, 180, 180);
        Declaration { site, cookie: "samtycke".into(), ids: String::new() }
    }

    /// Sets the cookie's name, and for how many days a yes and a no hold.
    pub fn cookie(&mut self, name: &str, days: u32, refusal_days: u32) -> &mut Declaration {
        self.cookie = name.into();
        self.site.hold(days, refusal_days);
        self
    }

    /// Declares a category that is granted always.
    ///
    /// # Panics
    /// As [`Declaration::category`].
    pub fn required(&mut self, id: &str) -> &mut Declaration {
        let bit = self.bit();
        self.gate(id, bit, flag::REQUIRED, 0)
    }

    /// Declares a category with its revision; it is `0` where the site declares none.
    ///
    /// # Panics
    /// If the id is wrong or repeated, after a service, after 32 categories, and if all ids take more than 16,384 bytes, a comma behind
    /// each included.
    pub fn category(&mut self, id: &str, revision: u32) -> &mut Declaration {
        let bit = self.bit();
        self.gate(id, bit, 0, revision)
    }

    /// Declares a service with the categories that it needs.
    ///
    /// # Panics
    /// If an id is wrong, repeated or not declared, without a category, after 1,024 gates, and if all ids take more than 16,384 bytes, a
    /// comma behind each included.
    pub fn service(&mut self, id: &str, categories: &[&str]) -> &mut Declaration {
        let mut mask = 0;
        for category in categories {
            let gate = self.site.named(category.as_bytes());
            assert!(self.site.is_category(gate), "{category:?} is no category");
            mask |= 1 << gate;
        }
        assert!(mask != 0, "{id:?} needs a category");
        self.gate(id, mask, 0, 0)
    }

    /// The visitor's choice in a `Cookie` header; `None` if there is none that counts. `now` in
    /// seconds since 1970.
    ///
    /// Of several cookies of the name, only what all of them grant is granted.
    pub fn read(&self, header: &str, now: u32) -> Option<Choice<'_>> {
        let mut found = consent::Choice::NONE;
        for pair in header.split(';') {
            if let Some((name, value)) = pair.trim_start_matches(' ').split_once('=')
                && name == self.cookie
            {
                found.merge(&consent::read(value.as_bytes(), &self.site, now).choice);
            }
        }
        (!found.is_empty()).then_some(Choice { site: &self.site, choice: found })
    }

    /// The bit of the next category.
    fn bit(&self) -> u32 {
        let count = self.site.gates().len();
        assert!(self.site.services().is_empty(), "categories come before services");
        assert!(count < consent::CATEGORIES, "more than {} categories", consent::CATEGORIES);
        1 << count
    }

    fn gate(&mut self, id: &str, mask: u32, flags: u32, revision: u32) -> &mut Declaration {
        assert!(is_id(id), "{id:?} is no id");
        assert!(self.site.named(id.as_bytes()) == u32::MAX, "{id:?} is declared already");
        assert!(self.site.gates().len() < consent::GATES, "more than {} gates", consent::GATES);
        self.ids += id;
        self.ids += ",";
        assert!(self.ids.len() <= IDS, "the ids take more than {IDS} bytes");
        self.site.text.ids[..self.ids.len()].copy_from_slice(self.ids.as_bytes());
        self.site.gate(mask, flags, revision);
        self
    }
}

/// A visitor's choice under a [`Declaration`].
#[derive(Clone, Copy)]
pub struct Choice<'a> {
    site: &'a Site,
    choice: consent::Choice,
}

impl Choice<'_> {
    /// Whether a category or service is granted. Ids that are not declared never are.
    pub fn is_granted(&self, id: &str) -> bool {
        let gate = self.site.named(id.as_bytes());
        self.site.is_required(gate) || self.choice.granted.contains(gate)
    }

    /// Whether the visitor has answered for a category, with a yes or a no.
    pub fn is_answered(&self, category: &str) -> bool {
        let gate = self.site.named(category.as_bytes());
        self.site.is_category(gate) && self.choice.answered >> gate & 1 == 1
    }

    /// When the choice was made, in seconds since 1970; of a refusal the start of its day (UTC).
    pub fn time(&self) -> u32 {
        self.choice.time
    }

    /// How the choice was made.
    pub fn how(&self) -> How {
        self.choice.how
    }

    /// The id of the choice, a UUID; a refusal has none.
    pub fn id(&self) -> Option<[u8; 16]> {
        (self.choice.how != How::None).then_some(self.choice.id)
    }
}

impl fmt::Debug for Choice<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.choice.fmt(formatter)
    }
}
