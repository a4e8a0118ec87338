//! Requests of a state as an HTTP archive (HAR 1.2), without bodies and without values of cookies.

use serde_json::{Value, json};

use crate::record::{Look, Request, Way};

/// The archive of a state.
pub(crate) fn of(look: &Look, browser: &str) -> Value {
    let pages = look.pages.iter().enumerate().map(|(index, (url, step))| {
        json!({
            "id": format!("page{index}"), "title": format!("{step}: {url}"), "startedDateTime": start(look),
            "pageTimings": {},
        })
    });
    let entries = look.requests.iter().map(|request| {
        let set = look.writes.iter().filter(|write| {
            matches!(&write.way, Way::Header { url } if *url == request.url)
                && write.phase == request.phase
        });
        let mut entry = entry(request, set.map(|write| write.name.clone()).collect());
        entry["_phase"] = json!(look.phases[request.phase].moment);
        entry
    });
    log(pages.collect(), entries.collect(), browser)
}

/// An archive.
pub(crate) fn log(pages: Vec<Value>, entries: Vec<Value>, browser: &str) -> Value {
    json!({"log": {
        "version": "1.2",
        "creator": {"name": "samtycke", "version": env!("CARGO_PKG_VERSION")},
        "browser": {"name": browser.split('/').next(), "version": browser.split('/').nth(1)},
        "pages": pages,
        "entries": entries,
    }})
}

fn start(look: &Look) -> String {
    date(look.requests.first().map_or(0.0, |one| one.time))
}

/// A request, and the names of the cookies that its answer set.
pub(crate) fn entry(request: &Request, set: Vec<String>) -> Value {
    let set = set.into_iter().map(|name| json!({"name": name, "value": ""}));
    let sent = request.sent.iter().map(|name| json!({"name": name, "value": ""}));
    json!({
        "startedDateTime": date(request.time),
        "time": -1,
        "request": {
            "method": request.method, "url": request.url, "httpVersion": "", "headers": [], "queryString": [],
            "cookies": sent.collect::<Vec<_>>(), "headersSize": -1, "bodySize": -1,
        },
        "response": {
            "status": request.status, "statusText": "", "httpVersion": "", "headers": [],
            "cookies": set.collect::<Vec<_>>(),
            "content": {"size": -1, "mimeType": request.mime}, "redirectURL": "", "headersSize": -1, "bodySize": -1,
        },
        "cache": {},
        "timings": {"send": -1, "wait": -1, "receive": -1},
        "_resourceType": request.kind.to_lowercase(),
        "_initiator": request.cause,
    })
}

/// Seconds since 1970 as a date of ISO 8601 in UTC.
pub(crate) fn date(seconds: f64) -> String {
    let whole = seconds.max(0.0) as u64;
    let (days, rest) = (whole / 86_400, whole % 86_400);
    // The civil calendar from days (H. Hinnant, "chrono-compatible low-level date algorithms").
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let of_era = shifted % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let part = (5 * of_year + 2) / 153;
    let day = of_year - (153 * part + 2) / 5 + 1;
    let month = if part < 10 { part + 3 } else { part - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let thousandths = ((seconds.max(0.0) - whole as f64) * 1000.0) as u64;
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{thousandths:03}Z",
        rest / 3600,
        rest / 60 % 60,
        rest % 60
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn dates_are_those_of_utc() {
        // `date -u -d @1795651199`, and a leap day.
        assert_eq!(super::date(1_795_651_199.25), "2026-11-25T23:59:59.250Z");
        assert_eq!(super::date(951_782_400.0), "2000-02-29T00:00:00.000Z");
        assert_eq!(super::date(0.0), "1970-01-01T00:00:00.000Z");
    }
}
