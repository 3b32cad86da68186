//! Proof that a request which changes something was sent by our own page.

use axum::http::{HeaderMap, Method, header};

use crate::page::CSRF_HEADER;
use crate::settings::Origin;

/// Whether a method may change something.
pub(super) fn is_unsafe(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE)
}

/// Whether the token sent is the session's; compared without telling by its time how much of it
/// was right.
pub(super) fn token_matches(expected: &str, form: Option<&str>, headers: &HeaderMap) -> bool {
    let header = headers.get(CSRF_HEADER).and_then(|value| value.to_str().ok());
    let Some(given) = header.or(form) else { return false };
    !expected.is_empty() && desk::account::same(expected, given)
}

/// Whether the browser says that one of our own pages asks, or nothing that speaks against it.
/// Also guards the sign-in form, which has no session and so no token yet.
pub(crate) fn same_origin(method: &Method, headers: &HeaderMap, origins: &[Origin]) -> bool {
    if !is_unsafe(method) {
        return true;
    }
    if let Some(site) = headers.get("sec-fetch-site") {
        return matches!(site.as_bytes(), b"same-origin" | b"none");
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    if origins.is_empty() {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let from = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        return from.is_some() && from == host;
    }
    origins.iter().any(|known| known.is(origin))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn other_sites_are_refused_whatever_they_say() {
        let ours = [Origin::parse("https://desk.example.org").unwrap()];
        let allowed = |pairs: &[_]| same_origin(&Method::POST, &headers(pairs), &ours);
        assert!(allowed(&[("sec-fetch-site", "same-origin")]));
        assert!(allowed(&[("origin", "https://desk.example.org")]));
        assert!(allowed(&[]));
        assert!(!allowed(&[("sec-fetch-site", "cross-site")]));
        assert!(!allowed(&[
            ("sec-fetch-site", "same-site"),
            ("origin", "https://desk.example.org")
        ]));
        assert!(!allowed(&[("origin", "null")]));
        assert!(!allowed(&[("origin", "https://evil.example")]));
        assert!(!allowed(&[("origin", "http://desk.example.org")]));
        assert!(same_origin(&Method::GET, &headers(&[("sec-fetch-site", "cross-site")]), &ours));
    }

    #[test]
    fn without_a_known_address_the_host_named_counts() {
        let allowed = |origin, host| {
            same_origin(&Method::POST, &headers(&[("origin", origin), ("host", host)]), &[])
        };
        assert!(allowed("http://localhost:8080", "localhost:8080"));
        assert!(!allowed("http://localhost:8081", "localhost:8080"));
        assert!(!allowed("null", "null"));
    }

    #[test]
    fn an_empty_token_is_no_proof() {
        assert!(!token_matches("", Some(""), &HeaderMap::new()));
        assert!(!token_matches("abc", None, &HeaderMap::new()));
        assert!(!token_matches("abc", Some("abd"), &HeaderMap::new()));
        assert!(token_matches("abc", Some("abc"), &HeaderMap::new()));
        assert!(token_matches("abc", None, &headers(&[("x-csrf-token", "abc")])));
    }
}
