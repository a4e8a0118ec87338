//! x
#[test]
fn x() { let _ = (samtycke_demo::Policy::None, samtycke_cli::Memory::default()); }
