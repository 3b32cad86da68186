//! Decimal numbers kept without their point: 12.5 with two digits after the point is 1250.

/// Digits after the point at most.
pub const MOST_SCALE: u32 = 6;

/// The greatest number of units kept, either way: a browser's scripts still tell it exactly, and a
/// sum over thousands of them stays within 64 bits.
pub const MOST: i64 = 999_999_999_999_999;

/// Reads a number like `-12.50`. Nothing when the text is none, when it is finer than `scale`
/// digits after the point can say, or when it is beyond [`MOST`].
#[must_use]
pub fn parse(text: &str, scale: u32) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let has_digits = !whole.is_empty() || !fraction.is_empty();
    if !has_digits || !is_number(whole) || !is_number(fraction) {
        return None;
    }
    // Noughts at the end say nothing more.
    let fraction = fraction.trim_end_matches('0');
    let places = usize::try_from(scale).ok()?;
    let missing = places.checked_sub(fraction.len())?;
    let mut scaled: i64 = 0;
    for digit in whole.bytes().chain(fraction.bytes()) {
        scaled = scaled.checked_mul(10)?.checked_add(i64::from(digit - b'0'))?;
    }
    for _ in 0..missing {
        scaled = scaled.checked_mul(10)?;
    }
    (scaled <= MOST).then_some(if negative { -scaled } else { scaled })
}

/// The number with all its digits after the point: `12.50`.
#[must_use]
pub fn format(scaled: i64, scale: u32) -> String {
    let places = usize::try_from(scale).unwrap_or(0);
    let digits = format!("{:0>width$}", scaled.unsigned_abs(), width = places + 1);
    let sign = if scaled < 0 { "-" } else { "" };
    match digits.split_at_checked(digits.len() - places) {
        Some((whole, fraction)) if !fraction.is_empty() => format!("{sign}{whole}.{fraction}"),
        _ => format!("{sign}{digits}"),
    }
}

/// The number without noughts at its end: `12.5`. It reads the same whatever the scale.
#[must_use]
pub fn shortest(scaled: i64, scale: u32) -> String {
    let whole = format(scaled, scale);
    match whole.contains('.') {
        true => whole.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => whole,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, scale, scaled) in [
            ("12.50", 2, 1250),
            ("12.5", 2, 1250),
            ("12", 2, 1200),
            (".5", 1, 5),
            ("5.", 1, 50),
            ("-0.01", 2, -1),
            ("\u{2212}3", 0, -3),
            ("+7", 0, 7),
            ("1.500000000000", 1, 15),
            ("-0", 0, 0),
            ("999999999999999", 0, MOST),
        ] {
            assert_eq!(parse(text, scale), Some(scaled), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_or_too_fine_or_too_large_is_none() {
        for (text, scale) in [
            ("", 2),
            (".", 2),
            ("-", 2),
            ("--1", 2),
            ("1.2.3", 2),
            ("1,5", 2),
            ("1e3", 2),
            ("0x10", 2),
            (" 1", 2),
            ("1.234", 2),
            ("٣", 0),
            ("1000000000000000", 0),
            ("10000000000000", 2),
            ("99999999999999999999999999999999", 0),
        ] {
            assert_eq!(parse(text, scale), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_number_reads_back_what_it_writes(scaled in -MOST..=MOST, scale in 0..=MOST_SCALE) {
            prop_assert_eq!(parse(&format(scaled, scale), scale), Some(scaled));
            prop_assert_eq!(parse(&shortest(scaled, scale), scale), Some(scaled));
        }

        /// Against the same thing done with fractions.
        #[test]
        fn a_number_is_worth_what_it_says(whole in 0i64..1_000_000, fraction in "[0-9]{0,6}", minus in any::<bool>()) {
            let text = format!("{}{whole}.{fraction}", if minus { "-" } else { "" });
            let millionths = whole * 1_000_000
                + format!("{fraction:0<6}").parse::<i64>().unwrap();
            let expected = if minus { -millionths } else { millionths };
            prop_assert_eq!(parse(&text, 6), Some(expected));
            let shortest = shortest(expected, 6);
            prop_assert!(!shortest.contains('.') || !shortest.ends_with('0'), "{}", shortest);
        }

        #[test]
        fn no_text_makes_it_stumble(text in "\\PC{0,40}", scale in 0..=MOST_SCALE) {
            if let Some(scaled) = parse(&text, scale) {
                prop_assert_eq!(parse(&format(scaled, scale), scale), Some(scaled));
            }
        }
    }
}
