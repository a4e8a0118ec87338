//! Findings about the banner itself.

use crate::finding::{Fault, Finding, Seen};
use crate::record::Look;

/// One finding for each measure that failed, with all that was measured.
pub(crate) fn judge(looks: &[Look]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for look in looks {
        for one in &look.measured {
            let fault = Fault::Banner(one.measure);
            let moment = look.state.moment();
            let seen = Seen { state: look.state.id.clone(), page: one.page.clone(), moment };
            match findings.iter_mut().find(|finding| finding.fault == fault) {
                Some(finding) => {
                    if !finding.seen.contains(&seen) {
                        finding.seen.push(seen);
                    }
                    if !finding.details.contains(&one.detail) {
                        finding.details.push(one.detail.clone());
                    }
                }
                None => findings.push(Finding {
                    fault,
                    subject: "banner".into(),
                    title: one.measure.title().into(),
                    service: None,
                    seen: vec![seen],
                    causes: Vec::new(),
                    details: vec![one.detail.clone()],
                    place: None,
                    draft: None,
                }),
            }
        }
    }
    findings
}
