//! Headers that tell the browser what our pages never do.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::identify::is_encrypted;
use crate::site::Site;

const CONTENT: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const NEVER: &str =
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()";

/// For how long browsers come back encrypted only, once they were.
const ONE_YEAR: &str = "max-age=31536000";

/// The headers of every answer.
const FIXED: &[(&str, &str)] = &[
    ("content-security-policy", CONTENT),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", NEVER),
];

/// Adds them; nothing may be kept unless the answer itself says so, as our own files do.
pub(super) async fn add(State(site): State<Site>, request: Request, next: Next) -> Response {
    // Whoever serves HTTPS elsewhere, in front of us, says this itself.
    let only_https = site.settings().speaks_tls && is_encrypted(request.headers());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        // A file says more strictly what may be done with it.
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    if only_https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(ONE_YEAR));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
