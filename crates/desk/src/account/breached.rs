//! Passwords everybody tries first: those of a public list of what was found in breaches, and what is
//! made of them with little more.

use sha2::{Digest, Sha256};

use crate::text::fold;

/// The first bytes of the SHA-256 of each password of the list, in order; `docs/breached_passwords.py`
/// makes it.
static TABLE: &[u8] = include_bytes!("breached.bin");

/// Bytes kept of each.
const KEPT: usize = 5;

/// What is said over and over is a password of its own from this length on.
const LONG_ENOUGH_TO_REPEAT: usize = 8;

/// Whether a password, in its normal form, is one that is tried first: it is in the list, it is one of
/// the list with figures and signs around it, the same said over and over, or a row such as `abcdef…`.
pub(super) fn is_common(password: &str) -> bool {
    let folded = fold(password);
    let letters: Vec<char> = folded.chars().collect();
    let core = folded.trim_matches(|c: char| !c.is_alphabetic());
    is_row(&letters) || is_listed(&folded) || is_listed(core) || is_repeated(&letters)
}

fn is_listed(word: &str) -> bool {
    let digest: [u8; 32] = Sha256::digest(word.as_bytes()).into();
    let Some(wanted) = digest.first_chunk::<KEPT>() else { return false };
    let (rows, _) = TABLE.as_chunks::<KEPT>();
    rows.binary_search(wanted).is_ok()
}

/// Each character follows the one before by the same step: none, up or down.
fn is_row(letters: &[char]) -> bool {
    let step = |pair: &[char]| match pair {
        ['9', '0'] => Some(1),
        ['0', '9'] => Some(-1),
        [one, other] => Some(i64::from(u32::from(*other)) - i64::from(u32::from(*one))),
        _ => None,
    };
    let mut steps = letters.windows(2).map(step);
    let first = steps.next().flatten();
    matches!(first, Some(-1..=1)) && steps.all(|step| step == first)
}

/// The same short or common piece from beginning to end; the last may be cut short.
fn is_repeated(letters: &[char]) -> bool {
    let repeats = |length: &usize| letters.iter().zip(letters.iter().skip(*length)).all(same);
    let Some(period) = (1..=letters.len() / 2).find(repeats) else { return false };
    let piece: String = letters.iter().take(period).collect();
    period < LONG_ENOUGH_TO_REPEAT || is_listed(&piece)
}

fn same((one, other): (&char, &char)) -> bool {
    one == other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_in_order() {
        let (rows, rest) = TABLE.as_chunks::<KEPT>();
        assert!(rest.is_empty() && rows.len() > 100_000 && TABLE.len() < 1_000_000);
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn what_everybody_tries_first_is_known() {
        for common in [
            "password1234",
            "PassWord1234",
            "qwertyuiop123",
            "unbelievable",
            "!!!iloveyou!!!",
            "Sommer2026!!",
            "123456789012",
            "abcdefghijklm",
            "zyxwvutsrqponm",
            "aaaaaaaaaaaaaaaa",
            "abcabcabcabcab",
            "passwordpassword",
            "ｐａｓｓｗｏｒｄ１２３４",
        ] {
            assert!(is_common(common), "{common}");
        }
    }

    #[test]
    fn what_nobody_tries_first_is_not() {
        for good in [
            "correct horse battery",
            "a long walk by the river 7",
            "seven boats in the harbour 3",
            "tr0ub4dor&3x9w!q",
            "größenwahn im keller",
            "только вчера видел",
            "demonstration",
        ] {
            assert!(!is_common(good), "{good}");
        }
    }
}
