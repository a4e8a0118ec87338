//! What the module keeps between calls.
//!
//! `thread_local!` would do, at the price of a closure for every access, each compiled by itself.

use std::cell::{RefCell, RefMut};

/// A value of the module's only thread.
pub struct Single<T>(RefCell<T>);

// SAFETY: wasm32-unknown-unknown without the `atomics` feature has one thread.
unsafe impl<T> Sync for Single<T> {}

impl<T> Single<T> {
    /// Keeps a value.
    pub const fn new(value: T) -> Single<T> {
        Single(RefCell::new(value))
    }

    /// Borrows it. The page must not be called before the borrow ends: its scripts and listeners
    /// may call the API again from within, and would find it borrowed.
    pub fn get(&self) -> RefMut<'_, T> {
        self.0.borrow_mut()
    }
}
