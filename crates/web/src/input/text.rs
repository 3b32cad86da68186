//! What text may hold, and how `name=value` pairs are written in forms and addresses.

use percent_encoding::percent_decode_str;

use crate::failure::{Failure, Result};

/// The text with lines ending in `\n`, and whether it had control characters: NUL cannot be stored,
/// the others hide what a reader believes to see. They are left out of what comes back, so that
/// the rest can be shown to its writer again.
pub(super) fn clean(text: String) -> (String, bool) {
    let refused = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    let dirty = text.contains(refused);
    let text = if dirty { text.replace(refused, "") } else { text };
    if text.contains('\r') {
        return (text.replace("\r\n", "\n").replace('\r', "\n"), dirty);
    }
    (text, dirty)
}

/// A field's name as it may be told back: short, and without control characters.
pub(super) fn shown(field: &str) -> String {
    field.chars().take(80).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// One pair of a form or an address, decoded; `at` counts from 1 and tells where.
pub(crate) fn pair(pair: &str, at: usize) -> Result<(String, String)> {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    Ok((decoded(name, at)?, decoded(value, at)?))
}

fn decoded(text: &str, at: usize) -> Result<String> {
    let spaced = text.replace('+', " ");
    match percent_decode_str(&spaced).decode_utf8() {
        Ok(decoded) => Ok(decoded.into_owned()),
        Err(_) => Err(Failure::Malformed(format!("value {at} is not UTF-8"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_one_way_and_control_characters_are_left_out() {
        assert_eq!(clean("1\r\n2\r3\n\t4".to_owned()), ("1\n2\n3\n\t4".to_owned(), false));
        for bad in ["a\0", "a\u{7f}", "\u{1b}a", "a\u{85}"] {
            assert_eq!(clean(bad.to_owned()), ("a".to_owned(), true), "{bad:?}");
        }
    }

    #[test]
    fn pairs_are_decoded_and_broken_text_is_told_by_its_place() {
        assert_eq!(pair("a+b=%C3%A4%3D", 1).unwrap(), ("a b".to_owned(), "ä=".to_owned()));
        assert_eq!(pair("alone", 1).unwrap(), ("alone".to_owned(), String::new()));
        assert!(matches!(pair("a=%ff", 3), Err(Failure::Malformed(at)) if at.contains('3')));
    }
}
