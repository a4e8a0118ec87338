//! A cookie jar, a clock and two tabs, driven by moves.

use samtycke::consent::{By, NamedSet, What, status};

use crate::{Brain, Declaration, NOW};

/// How the browser treats our cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Storage {
    /// It keeps what is written.
    Works,
    /// It drops what is written, and keeps what is there.
    Frozen,
    /// It keeps nothing.
    Blocked,
}

/// Something that happens. Tabs are 0 and 1.
#[derive(Clone, Debug)]
pub enum Move {
    /// A decision in a tab, with the answers of [`What::These`].
    Decide(usize, What, By, Vec<(u32, bool)>),
    /// A tab looks at the jar, as on return from another tab.
    Observe(usize),
    /// Something behind a gate wants to run in a tab.
    Run(usize, u32),
    /// A tab is loaded, with signals.
    Load(usize, u32),
    /// Time passes, in seconds.
    Wait(u32),
    /// The jar is replaced by these values of our name.
    Jar(Vec<String>),
    /// The browser changes its mind about cookies.
    Storage(Storage),
    /// The site publishes another declaration, which pages see when they are loaded.
    Publish(Declaration),
}

/// A browser with two tabs of one site.
#[derive(Clone, Debug)]
pub struct World<B> {
    /// The tabs.
    pub tabs: [B; 2],
    /// What the site declares to pages that are loaded from now on.
    pub declaration: Declaration,
    /// The values of our name, and when the browser drops them.
    pub jar: Vec<(String, u64)>,
    /// Seconds since 1970.
    pub now: u32,
    /// How the browser treats our cookie.
    pub storage: Storage,
    /// What ran: the tab and the gate.
    pub ran: Vec<(usize, u32)>,
    /// How many decisions were made; the random bytes of the next one.
    pub decisions: u8,
}

impl<B: Brain> World<B> {
    /// Opens both tabs with an empty jar.
    pub fn new(declaration: Declaration, signals: u32) -> World<B> {
        let mut tabs = [B::declare(&declaration), B::declare(&declaration)];
        for tab in &mut tabs {
            tab.start(signals);
        }
        let jar = Vec::new();
        let storage = Storage::Works;
        World { tabs, declaration, jar, now: NOW, storage, ran: Vec::new(), decisions: 0 }
    }

    /// Carries a move out; returns the statuses that the page was told, in order.
    pub fn act(&mut self, what: &Move) -> Vec<u32> {
        match what {
            Move::Decide(tab, what, by, answers) => self.decide(*tab, *what, *by, answers),
            Move::Observe(tab) => {
                self.offer(*tab);
                vec![self.tabs[*tab].observe()]
            }
            Move::Run(tab, gate) => {
                if self.tabs[*tab].may_run(*gate) {
                    self.ran.push((*tab, *gate));
                }
                Vec::new()
            }
            Move::Load(tab, signals) => {
                self.tabs[*tab] = B::declare(&self.declaration);
                self.offer(*tab);
                let status = self.tabs[*tab].start(*signals);
                self.follow(*tab, status)
            }
            Move::Wait(seconds) => {
                self.now += seconds;
                let now = u64::from(self.now);
                self.jar.retain(|(_, end)| *end > now);
                Vec::new()
            }
            Move::Jar(values) => {
                self.jar = values.iter().map(|value| (value.clone(), u64::MAX)).collect();
                Vec::new()
            }
            Move::Storage(storage) => {
                self.storage = *storage;
                if *storage == Storage::Blocked {
                    self.jar.clear();
                }
                Vec::new()
            }
            Move::Publish(declaration) => {
                self.declaration = declaration.clone();
                Vec::new()
            }
        }
    }

    /// The gates of a tab that are in a set.
    pub fn set(&self, tab: usize, set: NamedSet) -> Vec<u32> {
        (0..40).filter(|gate| self.tabs[tab].holds(set, *gate)).collect()
    }

    fn decide(&mut self, tab: usize, what: What, by: By, answers: &[(u32, bool)]) -> Vec<u32> {
        self.offer(tab);
        for (gate, yes) in answers {
            self.tabs[tab].answer(*gate, *yes);
        }
        self.decisions = self.decisions.wrapping_add(1);
        let value = self.tabs[tab].decide(what, by, self.now, [self.decisions; 16]);
        if value.is_some() {
            self.write(tab, value);
            self.offer(tab);
        }
        vec![self.tabs[tab].observe()]
    }

    /// Takes a void yes out of the cookie, as the page layer does at a start: later a newer declaration may have it.
    fn follow(&mut self, tab: usize, status: u32) -> Vec<u32> {
        let mut statuses = vec![status];
        if status & status::REWRITE != 0 {
            let value = self.tabs[tab].value();
            self.write(tab, value);
            self.offer(tab);
            statuses.push(self.tabs[tab].observe());
        }
        statuses
    }

    fn offer(&mut self, tab: usize) {
        for (value, _) in &self.jar {
            self.tabs[tab].candidate(value, self.now);
        }
    }

    /// Replaces all cookies of our name by one, or deletes them.
    fn write(&mut self, tab: usize, value: Option<String>) {
        if self.storage == Storage::Works {
            let age = self.tabs[tab].max_age(self.now);
            let end = u64::from(self.now) + u64::from(age);
            self.jar = value.filter(|_| age > 0).map(|value| (value, end)).into_iter().collect();
        }
    }
}
