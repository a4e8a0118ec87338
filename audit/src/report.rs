//! The result of an audit.

use serde_json::{Value, json};

use samtycke_config::declaration::Ignore;
use samtycke_config::pattern;

use crate::archive::Exchange;
use crate::finding::{Fault, Finding, Level};
use crate::record::Look;

/// What an audit found, and where it could not look.
#[derive(Clone, Debug)]
pub struct Report {
    /// The entry page.
    pub url: String,
    /// The name of the declaration's file.
    pub declaration: String,
    /// The browser and its version.
    pub browser: String,
    /// Seconds since 1970.
    pub time: u64,
    /// The states, in the order in which they are told.
    pub looks: Vec<Look>,
    /// What was answered, if that was recorded.
    pub exchanges: Vec<Exchange>,
    /// The findings, the worst first.
    pub findings: Vec<Finding>,
    /// Findings that an earlier report has.
    pub known: Vec<Finding>,
    /// Findings that the declaration ignores, each with the reason and the last day.
    pub ignored: Vec<(Finding, String)>,
}

impl Report {
    /// Takes out what an earlier report has, a value of [`Report::json`]: those findings no longer count.
    ///
    /// # Errors
    /// The value is no report.
    pub fn without(&mut self, baseline: &Value) -> Result<(), String> {
        let earlier = baseline["findings"].as_array().ok_or("it has no findings")?;
        let is_known = |finding: &Finding| {
            earlier.iter().any(|one| {
                one["code"] == finding.fault.code().as_str()
                    && one["subject"] == finding.subject.as_str()
            })
        };
        let (known, new) = std::mem::take(&mut self.findings).into_iter().partition(is_known);
        (self.known, self.findings) = (known, new);
        Ok(())
    }

    /// Takes out what the declaration ignores on this day, such as `2026-11-26`. What it has ignored until an
    /// earlier day counts, and says so.
    pub(crate) fn ignore(&mut self, ignores: &[Ignore], today: &str) {
        let fits = |ignore: &Ignore, finding: &Finding| {
            finding.fault.code() == *ignore.code
                && ignore.subject.as_ref().is_none_or(|one| pattern::matches(one, &finding.subject))
        };
        for mut finding in std::mem::take(&mut self.findings) {
            let known = || ignores.iter().filter(|one| fits(one, &finding));
            // Days in this form are in the order of their letters.
            match known().find(|one| *one.until >= *today) {
                Some(ignore) => {
                    let why = format!("{}, until {}", &*ignore.reason, &*ignore.until);
                    self.ignored.push((finding, why));
                }
                None => {
                    let ended: Vec<String> = known()
                        .map(|one| format!("it was ignored until {}", &*one.until))
                        .collect();
                    finding.details.extend(ended);
                    self.findings.push(finding);
                }
            }
        }
    }

    /// States that could not be looked at, with the reasons.
    pub fn trouble(&self) -> impl Iterator<Item = (&Look, &str)> {
        self.looks.iter().flat_map(|look| look.trouble.iter().map(move |one| (look, one.as_str())))
    }

    /// How many findings have a level.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|one| one.fault.level() == level).count()
    }

    /// The exit status: 1 if a finding has at least this level, 3 if something could not be looked at, else 0.
    pub fn status(&self, fail_on: Level) -> u8 {
        if self.findings.iter().any(|one| one.fault.level() >= fail_on) {
            return 1;
        }
        if self.trouble().next().is_some() { 3 } else { 0 }
    }

    /// The verdict in a sentence.
    pub fn verdict(&self) -> String {
        let number = |count: usize, what: &str| match count {
            0 => format!("no {what}s"),
            1 => format!("1 {what}"),
            _ => format!("{count} {what}s"),
        };
        let [errors, warnings, notes] =
            [Level::Error, Level::Warning, Level::Note].map(|level| self.count(level));
        let whole = if errors + warnings > 0 {
            "the site does not do what the declaration says"
        } else if self.trouble().next().is_some() {
            "nothing wrong where it could be looked at"
        } else if !self.known.is_empty() {
            "nothing new is wrong"
        } else {
            "the site does what the declaration says"
        };
        let mut counts =
            vec![number(errors, "error"), number(warnings, "warning"), number(notes, "note")];
        if !self.known.is_empty() {
            counts.push(format!("{} known from before", self.known.len()));
        }
        if !self.ignored.is_empty() {
            counts.push(format!("{} ignored", self.ignored.len()));
        }
        format!("{whole} ({})", counts.join(", "))
    }

    /// The report as JSON.
    pub fn json(&self) -> Value {
        let trouble = self.trouble();
        let trouble: Vec<Value> = trouble
            .map(|(look, reason)| json!({"state": look.state.id, "reason": reason}))
            .collect();
        json!({
            "url": self.url,
            "declaration": self.declaration,
            "browser": self.browser,
            "time": self.time,
            "verdict": self.verdict(),
            "errors": self.count(Level::Error),
            "warnings": self.count(Level::Warning),
            "notes": self.count(Level::Note),
            "couldNotLook": trouble,
            "known": self.known.iter().map(finding).collect::<Vec<_>>(),
            "ignored": self.ignored.iter().map(|(one, why)| {
                let mut value = finding(one);
                value["why"] = json!(why);
                value
            }).collect::<Vec<_>>(),
            "findings": self.findings.iter().map(finding).collect::<Vec<_>>(),
            "states": self.looks,
        })
    }
}

/// Whether the declaration ignores codes of findings alone.
///
/// # Errors
/// It ignores a code that no finding has.
pub(crate) fn check_ignores(ignores: &[Ignore]) -> Result<(), String> {
    let codes: Vec<String> = Fault::all().into_iter().map(Fault::code).collect();
    match ignores.iter().find(|one| !codes.contains(&one.code.to_string())) {
        None => Ok(()),
        Some(unknown) => Err(format!(
            "the declaration ignores \"{}\", which is the code of no finding. These are: {}",
            &*unknown.code,
            codes.join(", ")
        )),
    }
}

fn finding(finding: &Finding) -> Value {
    let fault = finding.fault;
    let rules =
        fault.rules().iter().map(|(number, source)| json!({"number": number, "source": source}));
    let mut value = json!({
        "code": fault.code(),
        "level": fault.level(),
        "rules": rules.collect::<Vec<_>>(),
        "title": finding.title,
        "subject": finding.subject,
        "seen": finding.seen,
        "causes": finding.causes,
        "details": finding.details,
        "advice": fault.advice(),
    });
    if let Some(service) = &finding.service {
        value["service"] = json!(service);
    }
    if let Some(place) = &finding.place {
        value["declared"] = json!(place);
    }
    if let Some(draft) = &finding.draft {
        value["line"] = json!(draft);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Moment;

    fn report(faults: &[(Fault, &str)]) -> Report {
        let finding = |(fault, subject): &(Fault, &str)| Finding {
            fault: *fault,
            subject: (*subject).into(),
            title: String::new(),
            service: None,
            seen: Vec::new(),
            causes: Vec::new(),
            details: Vec::new(),
            place: None,
            draft: None,
        };
        Report {
            url: String::new(),
            declaration: String::new(),
            browser: String::new(),
            time: 0,
            looks: Vec::new(),
            exchanges: Vec::new(),
            findings: faults.iter().map(finding).collect(),
            known: Vec::new(),
            ignored: Vec::new(),
        }
    }

    #[test]
    fn what_the_declaration_ignores_does_not_count_until_its_day() {
        let ignores: Vec<Ignore> = serde_json::from_value(json!([
            {"code": "undeclared-host", "subject": "*.example", "reason": "On its way out", "until": "2026-12-31"},
        ]))
        .unwrap();
        let host = Fault::UndeclaredHost;
        let mut now = report(&[(host, "a.example"), (host, "b.test")]);
        now.ignore(&ignores, "2026-12-31");
        let left: Vec<&str> = now.findings.iter().map(|one| one.subject.as_str()).collect();
        assert_eq!(left, ["b.test"]);
        assert_eq!(now.ignored[0].1, "On its way out, until 2026-12-31");
        assert!(now.verdict().contains("1 ignored"));
        let mut later = report(&[(host, "a.example")]);
        later.ignore(&ignores, "2027-01-01");
        assert_eq!(later.findings[0].details, ["it was ignored until 2026-12-31"]);
        let unknown: Vec<Ignore> = serde_json::from_value(json!([
            {"code": "undeclared-hosts", "reason": "x", "until": "2026-12-31"},
        ]))
        .unwrap();
        assert!(check_ignores(&ignores).is_ok());
        assert!(check_ignores(&unknown).unwrap_err().contains("undeclared-host,"));
    }

    #[test]
    fn the_level_decides_about_the_status() {
        assert_eq!(report(&[]).status(Level::Note), 0);
        assert_eq!(report(&[(Fault::NeverSeen, "a")]).status(Level::Warning), 0);
        assert_eq!(report(&[(Fault::LivesLonger, "a")]).status(Level::Warning), 1);
        assert_eq!(report(&[(Fault::LivesLonger, "a")]).status(Level::Error), 0);
        assert_eq!(report(&[(Fault::Contacted(Moment::Before), "a")]).status(Level::Error), 1);
    }

    #[test]
    fn what_an_earlier_report_has_does_not_count() {
        let stored = Fault::Stored(Moment::Before);
        let earlier = report(&[(stored, "a")]).json();
        let mut later = report(&[(stored, "a"), (stored, "b"), (Fault::LivesLonger, "a")]);
        later.without(&earlier).unwrap();
        let left: Vec<&str> = later.findings.iter().map(|one| one.subject.as_str()).collect();
        assert_eq!(left, ["b", "a"]);
        assert!(later.verdict().contains("1 known from before"));
        let mut same = report(&[(stored, "a")]);
        same.without(&earlier).unwrap();
        assert_eq!(same.status(Level::Note), 0);
        assert!(same.verdict().starts_with("nothing new is wrong"));
        assert!(same.without(&Value::Null).is_err());
    }
}
