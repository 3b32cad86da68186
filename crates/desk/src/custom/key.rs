//! By what texts and amounts are sorted and found: bytes, because the engines' own orders of text
//! differ.

use crate::text::{fold, sort_key};

/// What ends the first level of a sort key: the letters, without their accents and their case.
const LEVEL: u8 = 1;

/// The key of a text: its letters' place in the alphabet, without case and accents, so that *Émile*
/// stands beside *emil*. Texts that compare alike have one key, so that an index by it finds them.
pub(super) fn of_text(text: &str) -> Vec<u8> {
    let mut key = sort_key(&fold(text));
    key.truncate(key.iter().position(|byte| *byte == LEVEL).unwrap_or(key.len()));
    key
}

/// The key of an amount: by currency, then by size. The highest bit is turned round, so that what
/// is owed comes before what is had.
pub(super) fn of_money(currency: &str, minor: i64) -> Vec<u8> {
    let mut key = currency.as_bytes().to_vec();
    key.extend((minor.cast_unsigned() ^ (1 << 63)).to_be_bytes());
    key
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_and_accents_do_not_count() {
        for same in ["emile", "Émile", "E\u{301}MILE", "ｅｍｉｌｅ"] {
            assert_eq!(of_text(same), of_text("emile"), "{same}");
        }
        for (less, more) in [("Ärger", "Bach"), ("Bach", "Zebra"), ("öl", "Zebra"), ("2", "a")] {
            assert!(of_text(less) < of_text(more), "{less} before {more}");
        }
    }

    proptest! {
        #[test]
        fn texts_that_compare_alike_have_one_key(text in "[a-zà-öø-ÿßıα-ω ]{0,40}") {
            prop_assert_eq!(of_text(&text.to_uppercase()), of_text(&fold(&text.to_uppercase())));
            prop_assert_eq!(of_text(&text), of_text(&fold(&text)));
        }

        #[test]
        fn a_key_is_short(text in "\\PC{0,300}") {
            // An entry of an index takes no more than some thousand bytes.
            prop_assert!(of_text(&text).len() <= 500);
        }

        #[test]
        fn amounts_come_by_currency_and_then_by_size(a in any::<i64>(), b in any::<i64>()) {
            prop_assert_eq!(of_money("EUR", a).cmp(&of_money("EUR", b)), a.cmp(&b));
            prop_assert!(of_money("EUR", a) < of_money("USD", b));
        }
    }
}
