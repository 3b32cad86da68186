//! Keys and cookies nobody's program would send.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use fuzz::{Kept, fuzz};

use super::key;
use crate::identify::{STEP_COOKIE, read_cookie};

/// What is taken for a key is short and plain; a cookie is one value.
#[test]
fn key_and_cookie() {
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "key")
        .and("printer-3-toner-1")
        .and("a=b; mainstay_step=x");
    fuzz(&kept, &["mainstay_step=", ";", "=", " ", "a", "é", "\""], |input| {
        let Ok(value) = HeaderValue::from_bytes(input) else { return (false, false) };
        let mut request = Request::new(Body::empty());
        *request.method_mut() = axum::http::Method::POST;
        request.headers_mut().append("idempotency-key", value.clone());
        let key = key::of(&request).ok().flatten();
        if let Some(key) = &key {
            assert!(
                (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
            );
        }
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, value);
        let cookie = read_cookie(&headers, STEP_COOKIE);
        assert!(cookie.is_none_or(|cookie| !cookie.contains(';')));
        (key.is_some(), cookie.is_some())
    });
}
