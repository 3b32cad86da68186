//! Conditions nobody's program would send.

use axum::http::{HeaderMap, HeaderValue};
use fuzz::{Kept, fuzz};
use serde_json::json;

use super::{ETag, header, read};

/// What is taken for a tag is written as a tag that is taken for the same; a tag of another record is
/// not known.
#[test]
fn tag() {
    let mine = ETag::of_read(7, &json!({ "title": "x" }), &["title".to_owned()]);
    let kept =
        Kept::of(env!("CARGO_MANIFEST_DIR"), "tag").and(mine.text()).and("W/\"v7\"").and("*");
    let words = [
        "\"v7\"",
        "W/",
        "\"v7-1f0c5a9be210-title:state\"",
        "*",
        ",",
        "-",
        ":",
        "\"",
        "18446744073709551615",
    ];
    fuzz(&kept, &words, |input| {
        let text = String::from_utf8_lossy(input);
        let tag = ETag::parse(&text);
        if let Some(tag) = &tag {
            assert_eq!(ETag::parse(&tag.text()).as_ref(), Some(tag));
            assert!(tag.version >= 0 && read(&text).is_ok());
        }
        let mut headers = HeaderMap::new();
        let Ok(value) = HeaderValue::from_bytes(input) else { return (tag.is_some(), false) };
        headers.append(header::IF_NONE_MATCH, value);
        let known = mine.is_known(&headers);
        let digest = mine.read.as_ref().map_or("", |read| &read.digest);
        assert!(!known || text.contains(digest) || text.contains('*'), "{text}");
        (tag.is_some(), known)
    });
}
