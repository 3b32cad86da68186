//! Text as it is compared: without regard to upper and lower case, the same on every engine.
//!
//! Engines fold letters in ways of their own (SQLite knows ASCII alone, PostgreSQL goes by the
//! server's locale), so that what must be compared in SQL is kept beside the text, folded here.

use std::borrow::Cow;
use std::sync::OnceLock;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_normalizer::ComposingNormalizerBorrowed;
use sha2::{Digest, Sha256};

/// Text without its differences of case and of form: `Straße` and `STRASSE` are one, and so are a
/// letter with its accent and the two written apart. Accents themselves tell texts apart.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = fold_once(text);
    // Some letters come apart into ones that fold further.
    for _ in 0..3 {
        let again = fold_once(&folded);
        if again == folded {
            break;
        }
        folded = again;
    }
    folded
}

/// Whether something can be a code that people write down and programs keep: small letters, digits and
/// underscores, a letter first.
#[must_use]
pub(crate) fn is_code(code: &str, longest: usize) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    code.len() <= longest
        && code.starts_with(|c: char| c.is_ascii_lowercase())
        && code.chars().all(allowed)
}

fn fold_once(text: &str) -> String {
    let form = ComposingNormalizerBorrowed::new_nfkc();
    let plain: Cow<'_, str> = form.normalize(text);
    // Through the capitals, so that letters with several small forms meet: ß and ss, ς and σ.
    let folded: String =
        plain.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect();
    form.normalize(&folded).into_owned()
}

/// Longest key. Letters take a byte each, so that texts are told apart by far more than a list shows;
/// those that are not keep the order in which they were made.
const KEY: usize = 96;

/// The place of a text in the alphabet: bytes in whose order texts are sorted as people sort them
/// (the root collation of the CLDR).
#[must_use]
pub fn sort_key(text: &str) -> Vec<u8> {
    key_of(text, Strength::Tertiary)
}

/// The place of a text in the alphabet by its letters alone, whatever their case and accents.
#[must_use]
pub fn letters_key(text: &str) -> Vec<u8> {
    key_of(text, Strength::Primary)
}

fn collator(strength: Strength) -> Option<CollatorBorrowed<'static>> {
    let mut options = CollatorOptions::default();
    options.strength = Some(strength);
    Collator::try_new(CollatorPreferences::default(), options).ok()
}

fn key_of(text: &str, strength: Strength) -> Vec<u8> {
    thread_local! {
        static WHOLE: Option<CollatorBorrowed<'static>> = collator(Strength::Tertiary);
        static LETTERS: Option<CollatorBorrowed<'static>> = collator(Strength::Primary);
    }
    let collator = if strength == Strength::Primary { &LETTERS } else { &WHOLE };
    let mut key = Vec::with_capacity(KEY);
    let written = collator.with(|collator| {
        let collator = collator.as_ref()?;
        collator.write_sort_key_utf8_to(text.as_bytes(), &mut key).ok()
    });
    debug_assert!(written.is_some(), "the root collation is compiled in");
    key.truncate(KEY);
    key
}

/// Tells by which version of Unicode and of the collation texts are folded and sorted: what is kept
/// of them in the database is made anew when it changes.
#[must_use]
pub fn fingerprint() -> &'static str {
    static MADE: OnceLock<String> = OnceLock::new();
    MADE.get_or_init(make_fingerprint)
}

fn make_fingerprint() -> String {
    let mut digest = Sha256::new();
    // Every letter up to the end of the alphabets in daily use, and some of those beyond.
    for code in (0x20..0x3000).chain(0xa640..0xa800).chain(0xfb00..0xfb50) {
        let Some(letter) = char::from_u32(code) else { continue };
        let text = letter.to_string();
        digest.update(fold(&text).as_bytes());
        digest.update(sort_key(&text));
        digest.update(letters_key(&text));
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_and_form_make_no_difference_and_accents_do() {
        for (one, other) in [
            ("Printer", "PRINTER"),
            ("Straße", "STRASSE"),
            ("ΟΔΟΣ", "οδος"),
            ("caf\u{e9}", "CAFE\u{301}"),
            ("ｆｕｌｌ", "full"),
            ("ﬁle", "FILE"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} and {other}");
        }
        assert_ne!(fold("café"), fold("cafe"));
        assert_ne!(fold("Müller"), fold("Muller"));
    }

    #[test]
    fn texts_sort_as_people_sort_them() {
        let sorted =
            ["10 printers", "2 printers", "apfel", "Apfel", "Äpfel", "Birne", "öl", "Zebra"];
        let mut by_key = sorted;
        by_key.reverse();
        by_key.sort_by_key(|text| sort_key(text));
        assert_eq!(by_key, sorted);
        assert_eq!(sort_key(&"a".repeat(500)).len(), KEY);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn capitals_fold_like_small_letters(text in "[a-zà-öø-ÿα-ωа-я ]{0,40}") {
            prop_assert_eq!(fold(&text.to_uppercase()), fold(&text));
        }
    }
}
