//! Any text as the configuration, and, where it is one, a whole visit under it.
//!
//! What is no JSON is read too: it never comes to the model, as the browser layer hands over what
//! `JSON.stringify` wrote, but it must not make it panic, nor grant after a no.
#![no_main]

use libfuzzer_sys::fuzz_target;
use samtycke::model::json::{Value, canonical};
use samtycke::model::problems::describe;
use samtycke::model::read::read;
use samtycke::model::signals::Signals;
use samtycke::model::state::{Effect, Event, Say, State, Surface};
use samtycke::model::{snapshot, view};
use samtycke_fuzz::{LAYER, NOW, PAGE};

fuzz_target!(|text: &str| {
    let written = canonical(text);
    let json = written.as_deref().unwrap_or(text);
    let document = Value::parse(json);
    let config = match read(&document, &PAGE) {
        Ok(config) => config,
        Err(problems) => {
            assert!(!problems.is_empty() && describe(&problems).contains("\n- "));
            return;
        }
    };
    let layer = Value::parse(&LAYER);
    let mut jar = String::new();
    let mut state = State::start(config, Signals::default(), "", NOW.into());
    let mut left = [Say::All, Say::Nothing].into_iter();
    loop {
        while let Some(effect) = state.take() {
            let shown = match effect {
                Effect::Store => {
                    jar = state.cookie_line().split(';').next().unwrap_or("").into();
                    state.stored(&jar, NOW.into());
                    continue;
                }
                Effect::Fetch => {
                    state.come(&layer);
                    continue;
                }
                Effect::Run(_) => {
                    assert!(state.grants.on.iter().any(|on| *on), "something is granted");
                    continue;
                }
                Effect::Show(surface) => view::surface(&state, surface),
                Effect::Declare => view::declaration(&state),
                Effect::Tell(Event::Change) => snapshot::write(&state),
                _ => continue,
            };
            assert!(written.is_err() || canonical(&shown).is_ok(), "no JSON: {shown}");
        }
        let Some(say) = left.next() else { break };
        state.open(Surface::Settings);
        state.place();
        state.decide(say, false, NOW.into(), [7; 16]);
        while state.take().is_some_and(|effect| effect != Effect::Store) {}
        jar = state.cookie_line().split(';').next().unwrap_or("").into();
        state.stored(&jar, NOW.into());
        for (gate, on) in state.config.gates.iter().zip(&state.grants.on) {
            assert_eq!(*on, gate.required || say == Say::All, "{} after {say:?}", gate.id);
        }
    }
    drop(jar);
});
