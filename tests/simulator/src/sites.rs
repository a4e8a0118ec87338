//! The sites that tests choose from.

use crate::Declaration;

/// Declarations of one site over the years, and some of others.
pub fn declarations() -> Vec<Declaration> {
    let base = "ga:analytics clarity:analytics yt:marketing x:marketing mix:analytics+marketing \
                chat:functional site:necessary pay:necessary+functional";
    let mut all = vec![
        Declaration::of(3, "necessary! functional/d analytics marketing/g", base),
        // A service more, one less, another order.
        Declaration::of(
            3,
            "necessary! functional/d analytics marketing/g",
            &format!("{base} new:analytics"),
        ),
        Declaration::of(
            3,
            "necessary! functional/d analytics marketing/g",
            "ga:analytics yt:marketing",
        ),
        Declaration::of(3, "necessary! marketing/g functional/d analytics", base),
        Declaration::of(
            3,
            "necessary! functional/d analytics marketing/g",
            "clarity:analytics ga:analytics yt:marketing x:marketing mix:analytics+marketing chat:functional site:necessary pay:necessary+functional",
        ),
        // A revision, a version.
        Declaration::of(3, "necessary! functional/d analytics=1 marketing/g", base),
        Declaration::of(4, "necessary! functional/d analytics marketing/g", base),
        // A category more, one less, one that is required now.
        Declaration::of(3, "necessary! functional/d analytics marketing/g social", base),
        Declaration::of(3, "necessary! analytics marketing/g", "ga:analytics yt:marketing"),
        Declaration::of(3, "necessary! functional! analytics marketing/g", base),
        Declaration::of(1, "a", ""),
        Declaration::of(1, "a! b!", "s:a"),
        Declaration::of(1, "a b", "s:a t:b u:a+b"),
    ];
    let many: String = (0..30)
        .map(|number| format!("service_{number}:{} ", if number % 2 == 0 { "a" } else { "b" }))
        .collect();
    all.push(Declaration::of(7, "n! a b", &many));
    let mut short = all[0].clone();
    (short.days, short.refusal_days) = (30, 200);
    all.push(short);
    let mut long = all[0].clone();
    (long.days, long.refusal_days) = (400, 180);
    all.push(long);
    all
}
