//! Chains of proxies somebody made up.

use axum::http::HeaderValue;
use fuzz::{Kept, fuzz};

use super::*;

/// Whoever comes through a proxy is an address that stands in the chain, or the proxy; and never the one
/// before an entry that is none.
#[test]
fn chain() {
    let proxy = IpAddr::from([10, 0, 0, 1]);
    let settings = Settings { proxies: vec![proxy.into()], ..Settings::default() };
    let words = [
        "10.0.0.1",
        "203.0.113.7",
        ", ",
        ",",
        "[2001:db8::7]:80",
        "::ffff:10.0.0.1",
        "unknown",
        ":4711",
        "[",
        "]",
    ];
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "chain").and("6.6.6.6, 203.0.113.7, 10.0.0.1");
    fuzz(&kept, &words, |input| {
        let Ok(value) = HeaderValue::from_bytes(input) else { return None };
        let mut headers = HeaderMap::new();
        headers.append(FORWARDED_FOR, value);
        let found = behind(proxy, &headers, &settings);
        let text = String::from_utf8_lossy(input).into_owned();
        let last = text.rsplit(',').map(read).take_while(Option::is_some).flatten();
        assert!(
            found == proxy || last.into_iter().any(|entry| entry == found),
            "{found} of {text}"
        );
        let counted = ClientAddress(Some(found)).text();
        assert!(counted.parse::<IpAddr>().is_ok(), "{counted}");
        Some((found == proxy, found.is_ipv4()))
    });
}
