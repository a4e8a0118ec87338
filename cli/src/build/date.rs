//! Dates of files that say when they were made.

use time::OffsetDateTime;

use crate::System;

/// The time of a build in seconds since 1970: `SOURCE_DATE_EPOCH`, or now.
///
/// # Errors
/// The variable holds no whole number of seconds, or one beyond the year 9999.
pub fn of_build(system: &dyn System) -> Result<u64, String> {
    let Some(given) = system.variable("SOURCE_DATE_EPOCH") else { return Ok(system.now()) };
    let seconds = given.trim().parse().ok().filter(|seconds| *seconds <= LAST);
    seconds.ok_or_else(|| {
        format!(
            "SOURCE_DATE_EPOCH is \"{given}\". It has to be a whole number of seconds since 1970, before the year 10000."
        )
    })
}

/// The last second of the year 9999.
const LAST: u64 = 253_402_300_799;

/// A day in UTC, as `2026-11-25` (ISO 8601). Times beyond the year 9999 are 1970.
pub fn of(seconds: u64) -> String {
    let time =
        i64::try_from(seconds).ok().and_then(|at| OffsetDateTime::from_unix_timestamp(at).ok());
    time.unwrap_or(OffsetDateTime::UNIX_EPOCH).date().to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn days_are_those_of_utc() {
        // `date -u -d @1795651199`
        assert_eq!(super::of(1_795_651_199), "2026-11-25");
        assert_eq!(super::of(u64::MAX), "1970-01-01");
        assert_eq!(super::of(super::LAST), "9999-12-31");
        assert_eq!(super::of(super::LAST + 1), "1970-01-01");
    }
}
