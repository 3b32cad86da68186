//! A number somebody may have typed, in one of the ways in which people write them.

use crate::kind::Kind;
use crate::numbers;

/// A number that may have been meant.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Meant {
    pub(super) number: String,
    /// Whether it was typed as a number, and not as some digits.
    pub(super) exactly: bool,
}

/// The numbers that may have been meant: `INC0000042`, `inc 42`, `INC-42`, and 42 of every kind.
pub(super) fn meant_numbers(typed: &str, kinds: &[&'static Kind]) -> Vec<Meant> {
    let typed = typed.trim().trim_start_matches('#');
    if typed.is_empty() || typed.len() > 40 || !typed.is_ascii() {
        return Vec::new();
    }
    let letters = typed.len() - typed.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let (prefix, rest) = typed.split_at(letters);
    let digits = rest.trim_start_matches([' ', '-', '_']);
    let number: Option<i64> = Some(digits)
        .filter(|d| d.len() <= 15 && d.bytes().all(|b| b.is_ascii_digit()))
        .and_then(|d| d.parse().ok())
        .filter(|number| *number > 0);
    let Some(number) = number else { return Vec::new() };
    let mut meant: Vec<Meant> = Vec::new();
    for kind in kinds {
        if prefix.is_empty() || prefix.eq_ignore_ascii_case(kind.prefix) {
            let exactly = !prefix.is_empty();
            meant.push(Meant { number: numbers::format(kind.prefix, number), exactly });
            // Numbers brought from elsewhere need not have our digits.
            let as_typed = format!("{}{digits}", kind.prefix);
            if exactly && meant.iter().all(|m| m.number != as_typed) {
                meant.push(Meant { number: as_typed, exactly });
            }
        }
    }
    meant
}
