//! What runs when: every gated script waits in the lane of its gate.
//!
//! Within a lane scripts run in order, one that is fetched holding up the next until it has loaded
//! or failed. Lanes know nothing of each other, so a server that hangs delays its own lane alone.

/// The scripts behind one gate. A script is known by its number: those that services declare come
/// first, in the order of the configuration, then the gated tags, in the order they were found in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lane {
    /// In order, each with whether the next one waits until it has loaded or failed.
    scripts: Vec<(usize, bool)>,
    next: usize,
    waiting: Option<usize>,
    has_run: bool,
}

impl Lane {
    /// Puts a script behind the others.
    pub fn push(&mut self, script: usize, waits: bool) {
        self.scripts.push((script, waits));
    }

    /// The next script, if its turn has come. Ask only while the gate is granted.
    pub fn start_next(&mut self) -> Option<usize> {
        let (script, waits) = *self.scripts.get(self.next).filter(|_| self.waiting.is_none())?;
        self.next += 1;
        self.waiting = waits.then_some(script);
        Some(script)
    }

    /// The place of a script in this lane.
    fn place(&self, script: usize) -> Option<usize> {
        self.scripts.iter().position(|(one, _)| *one == script)
    }

    /// Whether a script stands in this lane.
    pub fn holds(&self, script: usize) -> bool {
        self.place(script).is_some()
    }

    /// Takes back a script that was started and did not run, and all behind it.
    pub fn put_back(&mut self, script: usize) {
        if let Some(place) = self.place(script).filter(|place| *place < self.next) {
            self.next = place;
            self.waiting = None;
        }
    }

    /// Notes that a script which was started did run.
    pub fn ran(&mut self) {
        self.has_run = true;
    }

    /// A script has loaded or failed; if the lane waited for it, it waits no more.
    pub fn settle(&mut self, script: usize) {
        if self.waiting == Some(script) {
            self.waiting = None;
        }
    }

    /// Whether anything of the lane has run in this page view.
    pub fn has_run(&self) -> bool {
        self.has_run
    }
}
