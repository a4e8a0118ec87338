//! The whole audit in Chromium against a site with seeded faults, and one without any.

use std::sync::Arc;
use std::time::Duration;

use samtycke_audit::finding::{Finding, Level};
use samtycke_audit::{Options, Replay, Report, Source, archive, audit};

use crate::light;
use crate::seeded::{Faults, Seeded};

/// A fault that was put there: its code, what it is about, and where its cause ends.
struct Expected<'a> {
    code: &'a str,
    subject: &'a str,
    cause: &'a str,
}

impl Expected<'_> {
    fn all() -> Vec<Expected<'static>> {
        let lines = include_str!("seeded/expected.txt").lines();
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines
            .map(|line| {
                let mut words = line.split(' ');
                let mut next = || words.next().expect("three words");
                Expected { code: next(), subject: next(), cause: next() }
            })
            .collect()
    }

    fn is(&self, finding: &Finding) -> bool {
        // The port is another one each time.
        let subject =
            finding.subject.replace(|one: char| one.is_ascii_digit(), "").replace(":/app", "/app");
        finding.fault.code() == self.code && subject == self.subject
    }

    /// Whether a finding names the place.
    fn names_cause(&self, finding: &Finding) -> bool {
        let at = finding.causes.iter().filter_map(|cause| cause.at.as_ref());
        let mut places = at.map(|at| {
            let path = at.url.splitn(4, '/').nth(3).unwrap_or_default();
            format!("/{path}:{}", at.line)
        });
        self.cause == "-" || places.any(|place| place == self.cause)
    }
}

fn options(site: &Seeded, states: &[&str], watch: u64) -> Options {
    Options {
        pages: vec!["/deep".into()],
        watch: Duration::from_millis(watch),
        states: states.iter().map(ToString::to_string).collect(),
        browser: light::browser(),
        ..Options::new(&site.url)
    }
}

fn look(declaration: &str, options: &Options) -> Report {
    let source = Source::File { name: "site.json".into(), text: declaration.into() };
    audit(&source, options, &|_| {}).unwrap_or_else(|error| panic!("{error}"))
}

/// Then once more from what was recorded, when the site is gone: the same report.
#[test]
fn every_seeded_fault_is_found_with_its_cause_and_nothing_else() {
    let site = Seeded::start(Faults::All).expect("a site");
    let states =
        ["withdrawn", "nothing", "expired", "dnt-over-yes", "all", "none", "only-analytics", "dnt"];
    let options = Options { records: true, ..options(&site, &states, 1200) };
    let declaration = site.declaration.clone();
    let report = look(&declaration, &options);
    is_as_expected(&report);
    drop(site);
    let har = archive::har(&report.exchanges, &report.browser).to_string();
    let replay = Replay::read(har.as_bytes()).expect("an archive");
    let options = Options { records: false, replay: Some(Arc::new(replay)), ..options };
    is_as_expected(&look(&declaration, &options));
}

fn is_as_expected(report: &Report) {
    let told = samtycke_audit::terminal::text(report, false);
    let trouble: Vec<_> = report.trouble().collect();
    assert!(trouble.is_empty(), "{told}");
    let expected = Expected::all();
    let is_found = |one: &&Expected| report.findings.iter().any(|finding| one.is(finding));
    let found = expected.iter().filter(is_found).count();
    let is_true = |finding: &&Finding| expected.iter().any(|one| one.is(finding));
    let right = report.findings.iter().filter(is_true).count();
    println!(
        "recall {found} of {}, precision {right} of {}",
        expected.len(),
        report.findings.len()
    );
    let missed: Vec<&str> =
        expected.iter().filter(|one| !is_found(one)).map(|one| one.subject).collect();
    let surplus: Vec<&str> = report
        .findings
        .iter()
        .filter(|finding| !is_true(finding))
        .map(|finding| finding.title.as_str())
        .collect();
    assert!(
        missed.is_empty() && surplus.is_empty(),
        "missed {missed:?}, surplus {surplus:?}\n{told}"
    );
    for one in &expected {
        let finding = report.findings.iter().find(|finding| one.is(finding)).expect("found above");
        assert!(one.names_cause(finding), "{} {}: {:?}", one.code, one.subject, finding.causes);
    }
    reasons_and_places(report);
}

/// Each leftover says why it stays, and findings have the place in the declaration.
fn reasons_and_places(report: &Report) {
    let of = |code: &str, subject: &str| {
        let is = |one: &&Finding| one.fault.code() == code && one.subject == subject;
        report.findings.iter().find(is).expect("found above")
    };
    for (subject, reason) in [
        ("srv", "HttpOnly"),
        ("pathed", "/kept"),
        ("party", "another party"),
        ("surprise", "does not name it"),
    ] {
        let details = of("left-after-withdrawal", subject).details.join("\n");
        assert!(details.contains(reason), "{subject}: {details}");
    }
    assert!(of("stored-before-choice", "chips").details.join("").contains("partitioned"));
    assert!(of("stored-before-choice", "lax").details.join("").contains("refused"));
    let line = of("lives-longer", "long").place.as_ref().map(|place| place.line);
    assert_eq!(line, Some(39), "the line of the declaration");
    let draft = of("left-after-withdrawal", "surprise").draft.as_deref().expect("a line");
    let wanted = r#"{"name":"surprise","kind":"cookie","party":"first","lifetime":"P1D","purpose":"TODO: what it is for"}"#;
    assert_eq!(draft, wanted);
}

#[test]
fn a_clean_site_has_no_finding() {
    let site = Seeded::start(Faults::None).expect("a site");
    let report = look(&site.declaration, &options(&site, &["withdrawn", "nothing", "all"], 500));
    let told = samtycke_audit::terminal::text(&report, false);
    assert_eq!(report.status(Level::Note), 0, "{told}");
}
