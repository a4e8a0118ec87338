//! Tests of the declaration check.

mod hostile;
mod schema;
mod site;
mod small;
mod wrong;
