//! Tests of the pure part: each file is one idea, each test a sentence about behaviour.
#![cfg(not(target_arch = "wasm32"))]

mod cookie;
mod cookie_properties;
mod decision;
mod exhaustive;
mod flow;
mod hostile;
mod invariant;
mod jar;
mod lanes;
mod readme;
mod remains;
mod rules;
mod schema;
mod small;
mod snapshot;
mod util;
mod view;
mod wire;
mod wrong_config;
