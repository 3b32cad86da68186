//! Numbers as somebody types them.

use fuzz::{Kept, fuzz};

use super::number::meant_numbers;
use crate::task;

/// Whatever is taken for a number is one: typed as it is told, it is found again and stands first.
#[test]
fn number() {
    let prefix = task::KIND.prefix;
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "number").and(format!("{prefix}0000042"));
    let words = [prefix, "inc", "#", " ", "-", "_", "42", "0", "999999999999999", "٤", "x"];
    fuzz(&kept.and("42"), &words, |input| {
        let text = String::from_utf8_lossy(input);
        let found = meant_numbers(&text, &[&task::KIND]);
        assert!(found.len() <= 2, "{found:?}");
        for meant in &found {
            let digits = meant.number.strip_prefix(prefix).unwrap_or_default();
            assert!(!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
            let again = meant_numbers(&meant.number, &[&task::KIND]);
            let there = again.iter().any(|one| one.number == meant.number && one.exactly);
            assert!(there, "{meant:?} is not found again: {again:?}");
        }
        (found.len(), found.first().map(|meant| (meant.exactly, meant.number.len())))
    });
}
