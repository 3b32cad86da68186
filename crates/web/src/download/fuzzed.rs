//! Parts of files nobody's browser would ask for.

use axum::http::{HeaderMap, HeaderValue, header};
use fuzz::{Kept, fuzz};

use super::range::{Asked, asked};

/// A part lies within the file and holds something.
#[test]
fn range() {
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "range")
        .and("bytes=0-4")
        .and("bytes=-5")
        .and("bytes=5-");
    fuzz(&kept, &["bytes", "=", "-", ",", " ", "0-4", "-5", "18446744073709551616"], |input| {
        let Ok(value) = HeaderValue::from_bytes(input) else { return Vec::new() };
        let mut headers = HeaderMap::new();
        headers.append(header::RANGE, value);
        let told = [0, 1, 10, u64::MAX].map(|size| {
            let asked = asked(&headers, "\"tag\"", size);
            if let Asked::Part(range) = &asked {
                assert!(range.start < range.end && range.end <= size, "{range:?} of {size}");
            }
            asked
        });
        told.iter().map(std::mem::discriminant).collect()
    });
}
