//! Tests of the declaration check.

mod at_once;
mod hostile;
mod normal;
mod remedies;
mod schema;
mod site;
mod small;
mod wrong;
