//! What the stand-ins for Pardot serve, under its own host and under the site's tracker host.

use axum::http::{HeaderValue, header};
use axum::response::Response;

use crate::calls::Vendor;
use crate::server::answer;
use crate::third_party::script;

/// A transparent picture of one pixel.
const PIXEL: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\0\0\0!\xF9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

const YEAR: &str = "; Max-Age=31536000";

pub(crate) fn answer_to(vendor: Vendor, path: &str, query: &str) -> Option<Response> {
    let name = if vendor == Vendor::PardotGo { "pardot_go" } else { "pardot" };
    match path {
        "/pd.js" => Some(script(name, include_str!("pardot.js"))),
        "/analytics" => Some(pixel(vendor, query)),
        _ => None,
    }
}

/// The picture that tells of a visit, with the cookies that Pardot's host sets for itself.
fn pixel(vendor: Vendor, query: &str) -> Response {
    let account = query.split('&').find_map(|pair| pair.strip_prefix("account_id=")).unwrap_or("");
    let mut response = answer(200, "image/gif", PIXEL);
    if account.is_empty() || !account.bytes().all(|b| b.is_ascii_digit()) {
        return response;
    }
    let mut cookies = vec![
        format!("visitor_id{account}=700100200{YEAR}"),
        format!("visitor_id{account}-hash=0f1e2d3c4b5a69788796a5b4c3d2e1f0{YEAR}"),
    ];
    if vendor == Vendor::Pardot {
        cookies.push("pardot=s0e1s2s3i4o5n6".into());
    }
    for cookie in cookies {
        let value = HeaderValue::from_str(&format!("{cookie}; Path=/; SameSite=None; Secure"));
        let Ok(value) = value else { continue };
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
