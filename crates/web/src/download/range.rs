//! What part of a file a request asks for (RFC 9110 §13 and §14).

use std::ops::Range;

use axum::http::{HeaderMap, header};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// All of it.
    Whole,
    /// These bytes of it; never none.
    Part(Range<u64>),
    /// Bytes it does not have.
    Beyond,
    /// Nothing: whoever asks has it already.
    Known,
}

/// What a request asks for of a file of `size` bytes that is known by `tag`.
pub(super) fn asked(request: &HeaderMap, tag: &str, size: u64) -> Asked {
    let text = |name| request.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    if text(header::IF_NONE_MATCH).is_some_and(|known| knows(known, tag)) {
        return Asked::Known;
    }
    let Some(range) = text(header::RANGE) else { return Asked::Whole };
    // A part is only of use to whoever has the rest of this very content.
    if text(header::IF_RANGE).is_some_and(|of| of != tag) {
        return Asked::Whole;
    }
    part(range, size).unwrap_or(Asked::Whole)
}

fn knows(known: &str, tag: &str) -> bool {
    known == "*" || known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)
}

/// One range; several at once, and what is no range, may be left unheard.
fn part(range: &str, size: u64) -> Option<Asked> {
    let (unit, spec) = range.split_once('=')?;
    let (first, last) = spec.trim().split_once('-')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let range = match (number(first.trim())?, number(last.trim())?) {
        (None, None) => return None,
        (None, Some(length)) => size.saturating_sub(length)..size,
        (Some(first), None) => first..size,
        (Some(first), Some(last)) if last < first => return None,
        (Some(first), Some(last)) => first..last.saturating_add(1).min(size),
    };
    Some(if range.start < range.end { Asked::Part(range) } else { Asked::Beyond })
}

/// A number, nothing where there is none; `None` when it is something else.
fn number(text: &str) -> Option<Option<u64>> {
    if text.is_empty() {
        return Some(None);
    }
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    // One that is larger than any file is beyond every file.
    digits.then(|| Some(text.parse().unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};
    use proptest::prelude::*;

    use super::*;

    fn of(pairs: &[(HeaderName, &str)], size: u64) -> Asked {
        let headers =
            pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()));
        asked(&headers.collect(), "\"t\"", size)
    }

    fn range(text: &str) -> Asked {
        of(&[(header::RANGE, text)], 10)
    }

    #[test]
    fn one_range_is_heard() {
        for (text, expected) in [
            ("bytes=0-0", Asked::Part(0..1)),
            ("bytes=2-5", Asked::Part(2..6)),
            ("bytes=7-", Asked::Part(7..10)),
            ("bytes=7-99999999999999999999999", Asked::Part(7..10)),
            ("bytes=-3", Asked::Part(7..10)),
            ("bytes=-99", Asked::Part(0..10)),
            ("Bytes = 2 - 5", Asked::Part(2..6)),
            ("bytes=10-", Asked::Beyond),
            ("bytes=99999999999999999999999-", Asked::Beyond),
            ("bytes=-0", Asked::Beyond),
            ("bytes=5-2", Asked::Whole),
            ("bytes=0-1,4-5", Asked::Whole),
            ("bytes=-", Asked::Whole),
            ("bytes=+1-2", Asked::Whole),
            ("lines=1-2", Asked::Whole),
            ("nonsense", Asked::Whole),
        ] {
            assert_eq!(range(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_known_is_not_sent_and_a_part_of_something_else_neither() {
        let known = |text| of(&[(header::IF_NONE_MATCH, text)], 10);
        for text in ["\"t\"", "W/\"t\"", "\"a\", \"t\"", "*"] {
            assert_eq!(known(text), Asked::Known, "{text}");
        }
        assert_eq!(known("\"other\""), Asked::Whole);
        let of_range = |tag| of(&[(header::RANGE, "bytes=1-2"), (header::IF_RANGE, tag)], 10);
        assert_eq!(of_range("\"t\""), Asked::Part(1..3));
        for tag in ["\"other\"", "W/\"t\"", "Mon, 02 Mar 2026 09:00:00 GMT"] {
            assert_eq!(of_range(tag), Asked::Whole, "{tag}");
        }
    }

    proptest! {
        #[test]
        fn a_part_lies_within_the_file(text in "(bytes=)?[0-9]{0,3}-?[0-9]{0,3},?", size in 0u64..200) {
            match of(&[(header::RANGE, &text)], size) {
                Asked::Part(range) => prop_assert!(range.start < range.end && range.end <= size),
                Asked::Beyond | Asked::Whole => {}
                Asked::Known => prop_assert!(false),
            }
        }
    }
}
