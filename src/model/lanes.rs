//! What runs when: every gated script waits in the lane of its gate.
//!
//! Within a lane scripts run in order, one that is fetched holding up the next until it has loaded
//! or failed. Lanes know nothing of each other, so a server that hangs delays its own lane alone.

use super::config::Config;

/// What has to be granted for a script to run, by position in the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// A category.
    Category(usize),
    /// A single service.
    Service(usize),
}

impl Gate {
    /// Its id.
    pub fn id(self, config: &Config) -> &str {
        let value = match self {
            Gate::Category(number) => config.category(number),
            Gate::Service(number) => config.service(number),
        };
        value.get("id").text()
    }

    /// The category that it is, or that its service belongs to.
    pub fn category(self, config: &Config) -> usize {
        match self {
            Gate::Category(number) => number,
            Gate::Service(number) => config.owner(number),
        }
    }
}

/// A script that waits for its gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// The script of a service, both by position in the configuration.
    Declared(usize, usize),
    /// A gated tag of the page, by the number it was found under.
    Tag(usize),
}

/// The scripts behind one gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// What has to be granted.
    pub gate: Gate,
    /// In order, each with whether the next one waits until it has loaded or failed.
    items: Vec<(Item, bool)>,
    next: usize,
    waiting: Option<Item>,
    has_run: bool,
}

impl Lane {
    /// An empty lane.
    pub fn new(gate: Gate) -> Lane {
        Lane { gate, items: Vec::new(), next: 0, waiting: None, has_run: false }
    }

    /// Puts a script behind the others.
    pub fn push(&mut self, item: Item, waits: bool) {
        self.items.push((item, waits));
    }

    /// The next script, if its turn has come. Ask only while the gate is granted.
    pub fn start_next(&mut self) -> Option<Item> {
        let (item, waits) = *self.items.get(self.next).filter(|_| self.waiting.is_none())?;
        self.next += 1;
        self.waiting = waits.then_some(item);
        Some(item)
    }

    /// Whether `item` stands in this lane.
    pub fn holds(&self, item: Item) -> bool {
        self.items.iter().any(|(one, _)| *one == item)
    }

    /// Takes back a script that was started and did not run, and all behind it.
    pub fn put_back(&mut self, item: Item) {
        for (index, (one, _)) in self.items.iter().enumerate() {
            if *one == item && index < self.next {
                self.next = index;
                self.waiting = None;
            }
        }
    }

    /// Notes that a script which was started did run.
    pub fn ran(&mut self, item: Item) {
        self.has_run |= self.holds(item);
    }

    /// A script has loaded or failed; if the lane waited for it, it waits no more.
    pub fn settle(&mut self, item: Item) {
        if self.waiting == Some(item) {
            self.waiting = None;
        }
    }

    /// Whether anything of the lane has run in this page view.
    pub fn has_run(&self) -> bool {
        self.has_run
    }
}
