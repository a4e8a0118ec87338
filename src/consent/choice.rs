//! A visitor's choice, and how several of them become one.

use super::DAY;
use super::set::Set;
use super::site::Site;

/// How a choice was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// Nothing is granted.
    None,
    /// The visitor accepted everything.
    All,
    /// The visitor chose.
    Some,
    /// Code of the page called the API.
    Api,
    /// The visitor agreed at a placeholder.
    Embed,
}

impl How {
    pub(crate) const EVERY: [How; 5] = [How::All, How::None, How::Some, How::Api, How::Embed];

    /// The name in the cookie.
    pub fn name(self) -> &'static str {
        match self {
            How::All => "all",
            How::None => "none",
            How::Some => "some",
            How::Api => "api",
            How::Embed => "embed",
        }
    }
}

/// The id of a choice: a random UUID (RFC 9562 section 5.4), 22 letters in the cookie.
pub type Id = [u8; 16];

/// What a visitor has said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Choice {
    /// When, in whole seconds since 1970. Of a refusal the start of its day.
    pub time: u32,
    /// The id; unused in a refusal, which identifies nobody.
    pub id: Id,
    /// How it was made.
    pub how: How,
    /// The categories that are answered, as a mask.
    pub answered: u32,
    /// What is granted beyond what is required.
    pub granted: Set,
    /// Whether there is a choice.
    pub(crate) is_made: bool,
}

impl Choice {
    /// No choice.
    pub(crate) const NONE: Choice = Choice {
        time: 0,
        id: [0; 16],
        how: How::None,
        answered: 0,
        granted: Set::EMPTY,
        is_made: false,
    };

    /// Whether the choice says nothing, so that it is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.answered == 0 && self.granted.is_empty()
    }

    /// Whether two choices are one decision. No two ids share all else.
    pub(crate) fn is_same(&self, other: &Choice) -> bool {
        self.time == other.time
            && self.how == other.how
            && self.answered == other.answered
            && self.granted.is_same(&other.granted)
    }

    /// Makes a choice that grants nothing a refusal: with the day alone, and without an id.
    pub(crate) fn settle(&mut self) {
        if self.granted.is_empty() {
            self.time -= self.time % DAY;
            self.how = How::None;
        }
    }

    /// The categories that are refused, as a mask.
    #[inline(never)]
    pub(crate) fn refused(&self) -> u32 {
        self.answered & !self.granted.categories(u32::MAX)
    }

    /// Keeps what this choice and another one grant. What either refuses is refused. Time, id and
    /// how are those of the newer one, of this one if both are as old.
    pub(crate) fn merge(&mut self, other: &Choice) {
        if other.is_made && !self.is_made {
            *self = *other;
        } else if other.is_made {
            let refused = self.refused() | other.refused();
            if other.time > self.time {
                (self.time, self.id, self.how) = (other.time, other.id, other.how);
            }
            self.answered = self.answered & other.answered | refused;
            self.granted.retain(&other.granted);
            self.settle();
        }
    }

    /// How long a cookie with this choice is of use, in seconds from `now`.
    pub(crate) fn max_age(&self, site: &Site, now: u32) -> u32 {
        let yes = if self.granted.is_empty() { 0 } else { site.yes_age };
        let no = if self.refused() == 0 { 0 } else { site.no_age };
        yes.max(no).saturating_sub(now.saturating_sub(self.time))
    }
}
