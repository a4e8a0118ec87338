//! Tests of the declaration check.

mod hostile;
mod normal;
mod remedies;
mod schema;
mod site;
mod small;
mod wrong;
