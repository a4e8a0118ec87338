//! Makes the choice of a state: by Samtycke's own contract, by the banner of another vendor, or by its cookies.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use crate::drive::{Drive, PATIENCE};
use crate::options::Seed;
use crate::state::{Choice, Moment, State};

/// Waits for the banner's own report that it is ready: `none` without Samtycke on the page.
const READY: &str = "new Promise(done => {
  const end = Date.now() + 3000;
  (function look() {
    const banner = window.samtycke;
    if (banner && typeof banner.on === 'function') {
      banner.on('ready', () => done('ready'));
      setTimeout(done, 20000, 'late');
    } else if (Date.now() > end) done('none');
    else setTimeout(look, 50);
  })();
})";

impl Drive<'_> {
    /// Makes the choice of the state through the contract of Samtycke.
    pub(crate) fn choose(&mut self, state: &State) -> Result<(), String> {
        let seeds = self.seeds(state);
        if self.is_foreign()? {
            return match seeds {
                Some(steps) => self.choose_by_cookies(steps),
                None => self.choose_by_words(state),
            };
        }
        if seeds.is_some() {
            return Err(
                "the page has Samtycke, which takes the choice itself: leave out --state-cookie"
                    .into(),
            );
        }
        match &state.choice {
            Choice::Nothing | Choice::Measure => {}
            Choice::All => self.decide(Moment::All, "accept()")?,
            Choice::None => self.decide(Moment::Refused, "reject()")?,
            Choice::Only(ids) => {
                let categories = self.declaration.categories.iter().filter(|one| !one.required);
                let mut wanted: serde_json::Map<String, Value> =
                    categories.map(|one| (one.id.to_string(), false.into())).collect();
                wanted.extend(ids.iter().map(|id| (id.clone(), true.into())));
                self.decide(Moment::Partly, &format!("set({})", Value::from(wanted)))?;
            }
            Choice::Withdraw => {
                self.accepted()?;
                self.snapshot()?;
                self.decide(Moment::Withdrawn, "withdraw()")?;
            }
            Choice::Expired => {
                self.accepted()?;
                let page = self.tab.told().url.clone();
                // An open page would hear that its cookie changed, and act on it.
                self.tab.go(Some("about:blank"), PATIENCE)?;
                self.enter(Moment::Expired);
                self.age()?;
                self.open(Some(&page), "expired choice")?;
            }
            Choice::BeforeSignal => {
                self.accepted()?;
                self.enter(Moment::SignalOverYes);
                if let Some(signal) = state.signal {
                    self.tab.switch_on(signal);
                }
                self.open(None, "signal switched on")?;
            }
        }
        Ok(())
    }

    /// Whether the page has no Samtycke.
    fn is_foreign(&mut self) -> Result<bool, String> {
        match self.tab.evaluate(READY)?.as_str() {
            Some("ready") => Ok(false),
            Some("none") => Ok(true),
            _ => Err("Samtycke on the page did not become ready in 20 s".into()),
        }
    }

    /// The cookies that stand for the choice of the state, step by step; nothing where none are named.
    pub(crate) fn seeds(&self, state: &State) -> Option<Vec<(Moment, Vec<Seed>)>> {
        let of = |id: &str| -> Vec<Seed> {
            self.options.seeds.iter().filter(|one| one.state == id).cloned().collect()
        };
        let steps = match state.choice {
            Choice::Withdraw => vec![(Moment::All, of("all")), (state.moment(), of("none"))],
            _ if state.takes_cookies() => vec![(state.moment(), of(&state.id))],
            _ => return None,
        };
        steps.iter().all(|(_, seeds)| !seeds.is_empty()).then_some(steps)
    }

    /// Stores the choice of the state as the banner of another vendor does, and loads the page with it.
    fn choose_by_cookies(&mut self, steps: Vec<(Moment, Vec<Seed>)>) -> Result<(), String> {
        for (step, (moment, seeds)) in steps.into_iter().enumerate() {
            if step > 0 {
                self.settle(self.options.watch)?;
                self.snapshot()?;
            }
            self.enter(moment);
            for Seed { name, value, .. } in seeds {
                let url = &self.options.url;
                self.tab.set_cookie(json!({"name": name, "value": value, "url": url}))?;
            }
            self.open(None, "choice stored")?;
        }
        Ok(())
    }

    /// Makes the choice of the state on the banner of another vendor, which knows all or nothing.
    fn choose_by_words(&mut self, state: &State) -> Result<(), String> {
        let (is_yes, moment) = match &state.choice {
            Choice::All => (true, Moment::All),
            Choice::None => (false, Moment::Refused),
            Choice::Withdraw => {
                self.enter(Moment::All);
                self.answer(true)?;
                self.settle(self.options.watch)?;
                self.snapshot()?;
                if !self.press("back")? {
                    return Err(
                        "no control leads back to the choice, so nothing was withdrawn".into()
                    );
                }
                (false, Moment::Withdrawn)
            }
            _ => return Err(
                "the page has no Samtycke, and its banner is known to take a yes and a no alone"
                    .into(),
            ),
        };
        self.enter(moment);
        self.answer(is_yes)
    }

    fn ready(&mut self) -> Result<(), String> {
        match self.is_foreign()? {
            false => Ok(()),
            true => Err("the page has no Samtycke, so no choice can be made on it".into()),
        }
    }

    /// Grants everything and gives it time to load.
    fn accepted(&mut self) -> Result<(), String> {
        self.decide(Moment::All, "accept()")?;
        self.settle(self.options.watch)
    }

    /// Decides by a call of `samtycke`, and makes sure that the page has it so.
    fn decide(&mut self, moment: Moment, call: &str) -> Result<(), String> {
        self.enter(moment);
        (self.tell)(&format!("{}: {call}", self.look.state.name));
        self.tab.evaluate(&format!("void samtycke.{call}"))?;
        self.settle(Duration::from_millis(500))?;
        self.ready()?;
        let services = self.tab.evaluate("samtycke.consent().services")?;
        let phase = &self.look.phases[self.look.phases.len() - 1];
        for service in &self.declaration.services {
            let (wanted, found) =
                (phase.granted.contains(&service.id.to_string()), services[&*service.id].as_bool());
            if found != Some(wanted) {
                let found = found.map_or("not known", |is| if is { "granted" } else { "denied" });
                let wanted = if wanted { "granted" } else { "denied" };
                return Err(format!(
                    "after samtycke.{call} the service \"{}\" is {found} on the page and not {wanted}: does the page run this declaration?",
                    &*service.id
                ));
            }
        }
        Ok(())
    }

    /// Makes the stored choice too old, by a year and a day more than it is kept.
    fn age(&mut self) -> Result<(), String> {
        let name = self.declaration.cookie.name.to_string();
        let now = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_secs());
        let old = now - (u64::from(self.declaration.cookie.days) + 366) * 86_400;
        let cookies = self.tab.cookies()?;
        let mut cookie = cookies
            .into_iter()
            .find(|one| one["name"] == name.as_str())
            .ok_or("the page stored no choice that could expire")?;
        let value = cookie["value"].as_str().unwrap_or_default();
        let mut fields: Vec<String> = value.split('.').map(String::from).collect();
        let time = fields.get_mut(2).ok_or("the stored choice has another format")?;
        *time = old.to_string();
        cookie["value"] = fields.join(".").into();
        for field in ["size", "session"] {
            if let Some(fields) = cookie.as_object_mut() {
                fields.remove(field);
            }
        }
        self.tab.set_cookie(cookie)
    }
}
