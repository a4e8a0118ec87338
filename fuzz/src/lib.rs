//! What the fuzz targets have in common: small sites, and a page that says things and does what it
//! is told.

mod page;

pub use page::{Op, Page, layers};

use std::sync::LazyLock;

use samtycke::model::address;
use samtycke::model::config::Config;
use samtycke::model::json::{Value, canonical};
use samtycke::model::read::read;

/// A moment in October 2025, in seconds since 1970.
pub const NOW: u32 = 1_760_000_000;

/// Where the page of the targets is.
pub const PAGE: address::Page = address::Page {
    origin: "https://www.example.com",
    host: "www.example.com",
    path: "/shop/",
    languages: "en",
};

/// A site that reloads on withdrawal and lets one category in under Do Not Track, one that does
/// neither and asks signals only for advice, and one of so many services that they stand as bits.
pub static SITES: LazyLock<[String; 3]> = LazyLock::new(|| {
    let one = include_str!("../sites/reloads.json");
    let two = include_str!("../sites/stays.json");
    let many: Vec<String> = (0..40)
        .map(|n| format!(r#"{{"id":"service_{n}","category":"analytics","name":"n"}}"#))
        .collect();
    let three = one.replace("\"services\": [", &format!("\"services\": [{},", many.join(",")));
    [one, two, &three].map(|text| canonical(text).expect("JSON"))
});

static DOCUMENTS: LazyLock<[Value<'static>; 3]> =
    LazyLock::new(|| std::array::from_fn(|number| Value::parse(&SITES[number])));

/// Their configurations.
pub static CONFIGS: LazyLock<[Config<'static>; 3]> = LazyLock::new(|| {
    std::array::from_fn(|number| read(&DOCUMENTS[number], &PAGE).expect("a right configuration"))
});

/// The second layer, in English.
pub static LAYER: LazyLock<String> = LazyLock::new(|| {
    let layers: serde_json::Value =
        serde_json::from_str(samtycke::model::texts::LAYERS).expect("JSON");
    layers["en"].to_string()
});
