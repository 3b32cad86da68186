//! By what texts are compared and sorted: bytes, made in Rust, because the engines' own orders of
//! text differ.

use crate::text;

/// A text without its differences of case and form, as texts are compared.
pub(super) fn fold(text: &str) -> String {
    text::fold(text)
}

/// The key of a text: its place in the alphabet without regard to case and accents, so that *Émile*
/// stands beside *emil*. Texts that compare alike have one key.
pub(super) fn of_text(text: &str) -> Vec<u8> {
    text::letters_key(&fold(text.trim()))
}

/// A text as it is compared, and its key.
pub(crate) fn of_text_line(text: &str) -> (String, Vec<u8>) {
    (fold(text), of_text(text))
}

/// The key of an amount: by currency, then by size. The highest bit is turned round, so that what
/// is owed comes before what is had.
pub(crate) fn of_money(currency: &str, minor: i64) -> Vec<u8> {
    let mut key = currency.as_bytes().to_vec();
    key.extend((minor.cast_unsigned() ^ (1 << 63)).to_be_bytes());
    key
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// An index entry must stay small.
    const SHORT: usize = 100;

    #[test]
    fn texts_that_compare_alike_have_one_key() {
        for (one, other) in [("Straße", "STRASSE"), ("caf\u{e9}", "CAFE\u{301}"), ("ΟΔΟΣ", "οδος")]
        {
            assert_eq!(fold(one), fold(other));
            assert_eq!(of_text(&fold(one)), of_text(&fold(other)));
        }
        assert_ne!(fold("café"), fold("cafe"));
    }

    #[test]
    fn case_accents_and_width_do_not_count() {
        for same in ["emile", "Émile", "E\u{301}MILE", "ｅｍｉｌｅ", " emile "] {
            assert_eq!(of_text(same), of_text("emile"), "{same}");
        }
        assert!(of_text("Ärger") < of_text("Bach"));
        assert!(of_text(&"ß".repeat(1_000)).len() <= SHORT);
    }

    proptest! {
        #[test]
        fn amounts_come_by_currency_and_then_by_size(a in any::<i64>(), b in any::<i64>()) {
            prop_assert_eq!(of_money("EUR", a).cmp(&of_money("EUR", b)), a.cmp(&b));
            prop_assert!(of_money("EUR", a) < of_money("USD", b));
        }

        #[test]
        fn a_key_is_short(text in "\\PC{0,200}") {
            prop_assert!(of_text(&text).len() <= SHORT);
        }
    }
}
