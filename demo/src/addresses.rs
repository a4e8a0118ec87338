//! Which address plays which third party.

use std::net::SocketAddr;

use crate::calls::Vendor;
use crate::view;

/// Who answers for the third parties. This line is the switch between stand-ins and the real
/// ones; `--real` does the same for one run.
pub const THIRD_PARTIES: ThirdParties = ThirdParties::StandIns;

/// The two kinds of third party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThirdParties {
    /// Servers on loopback addresses, which behave alike and log what they receive.
    StandIns,
    /// The addresses as `www/` has them.
    Real,
}

/// Every third-party host that `www/` names to load something from or to lead to.
const HOSTS: [(&str, Vendor); 8] = [
    ("www.googletagmanager.com", Vendor::Google),
    ("www.google-analytics.com", Vendor::Google),
    ("www.youtube-nocookie.com", Vendor::Google),
    ("www.google.com", Vendor::Google),
    ("pi.pardot.com", Vendor::Pardot),
    ("go.billogram.com", Vendor::PardotGo),
    ("static.zdassets.com", Vendor::Zendesk),
    ("career.billogram.com", Vendor::Teamtailor),
];

/// Puts the stand-ins' addresses in the place of the real ones, as the view of a page has them.
///
/// Addresses are `https://host`; `'host'` in single quotes, as code names a host; and the values of steps
/// (Pardot's `piHostname`). A host that is only told to visitors, in double quotes or in prose, stays.
pub(crate) fn swap(text: &str, stand_ins: &[(Vendor, SocketAddr)], view: Option<u64>) -> String {
    let mut text = text.to_owned();
    let folder = view::folder(view);
    for (host, vendor) in HOSTS {
        let Some((_, address)) = stand_ins.iter().find(|(one, _)| *one == vendor) else {
            continue;
        };
        text = text
            .replace(&format!("https://{host}"), &format!("http://{address}{folder}"))
            // All views share the settings part, which holds the patterns of embeds.
            .replace(&format!("http://{address}{folder}/l/*"), &format!("http://{address}/l/*"))
            .replace(&format!("'{host}'"), &format!("'{address}{folder}'"));
        for field in ["be", "during"] {
            let name = |host: &str| format!("\"{field}\":\"{host}\"");
            text = text.replace(&name(host), &name(&format!("{address}{folder}")));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_swapped_and_names_stay() {
        let stand_ins = [(Vendor::Pardot, SocketAddr::from(([127, 0, 0, 3], 81)))];
        let text = r#"https://pi.pardot.com/pd.js 'pi.pardot.com' "pi.pardot.com" https://go.billogram.com"#;
        let swapped =
            r#"http://127.0.0.3:81/pd.js '127.0.0.3:81' "pi.pardot.com" https://go.billogram.com"#;
        assert_eq!(swap(text, &stand_ins, None), swapped);
        let viewed = swapped.replace("127.0.0.3:81", "127.0.0.3:81/view5");
        assert_eq!(swap(text, &stand_ins, Some(5)), viewed);
        let pattern = "https://pi.pardot.com/l/*";
        assert_eq!(swap(pattern, &stand_ins, Some(5)), "http://127.0.0.3:81/l/*");
    }
}
