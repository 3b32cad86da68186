//! Names of files, as somebody else chose them and as they are safe to keep and give back.

/// The longest name kept, in bytes; file systems take 255.
pub const LONGEST_NAME: usize = 200;
/// The longest ending that is saved when a name is cut.
const LONGEST_ENDING: usize = 20;
/// What a name becomes of which nothing is left.
const NAMELESS: &str = "file";

/// The name without what could harm whoever shows it or saves under it: no path, nothing that
/// cannot be seen or turns the direction of writing, none of the characters and names that mean
/// something to a file system. Never empty, and cleaning it again changes nothing.
#[must_use]
pub fn clean_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = last.chars().filter(|c| !is_unseen(*c)).map(in_place).collect();
    let name = shorten(trim(&seen));
    if name.is_empty() {
        return NAMELESS.to_owned();
    }
    if is_reserved(&name) { shorten(&format!("_{name}")) } else { name }
}

/// Characters that are not seen, or change how others are seen.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Characters that mean something to a file system or a command line.
fn in_place(c: char) -> char {
    match c {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
        // All the kinds of space look the same; only one is expected.
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Without what file systems drop by themselves or hide a file for.
fn trim(name: &str) -> &str {
    name.trim_matches([' ', '.'])
}

/// At most [`LONGEST_NAME`] bytes, with the ending by which people and programs know the kind.
fn shorten(name: &str) -> String {
    if name.len() <= LONGEST_NAME {
        return name.to_owned();
    }
    let (stem, ending) = match name.rfind('.') {
        Some(at) if name.len() - at <= LONGEST_ENDING => name.split_at(at),
        _ => (name, ""),
    };
    let stem = cut(stem, LONGEST_NAME - ending.len());
    let short = format!("{}{ending}", stem.trim_end_matches([' ', '.']));
    trim(&short).to_owned()
}

fn cut(text: &str, most: usize) -> &str {
    let at = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    text.get(..at.unwrap_or_default()).unwrap_or_default()
}

/// Whether Windows takes it for a device, whatever stands after the first dot.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"].contains(&stem.as_str()) {
        return true;
    }
    let mut after = match stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT")) {
        Some(after) => after.chars(),
        None => return false,
    };
    let digit = after.next().is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c));
    digit && after.next().is_none()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_good_name_stays_as_it_is() {
        for name in
            ["report.pdf", "Übersicht März.xlsx", "a.tar.gz", "写真 1.jpg", "con-tract.txt", "x"]
        {
            assert_eq!(clean_name(name), name);
        }
    }

    #[test]
    fn what_could_do_harm_is_taken_out() {
        for (given, kept) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\ada\\report.pdf", "report.pdf"),
            ("gpj\u{202e}exe.scr", "gpjexe.scr"),
            ("a\r\nSet-Cookie: x=1", "aSet-Cookie_ x=1"),
            ("a\0.txt", "a.txt"),
            (".htaccess", "htaccess"),
            ("..", "file"),
            ("", "file"),
            ("   . . ", "file"),
            ("name. ", "name"),
            ("CON", "_CON"),
            ("nul.tar.gz", "_nul.tar.gz"),
            ("com1 .txt", "_com1 .txt"),
            ("LPT²", "_LPT²"),
            ("COM10", "COM10"),
            ("a<b>:\"c\"|?*.txt", "a_b___c____.txt"),
            ("a\u{a0}b\u{3000}c", "a b c"),
        ] {
            assert_eq!(clean_name(given), kept, "{given:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let long = clean_name(&format!("{}.pdf", "ä".repeat(300)));
        assert!(long.ends_with("ä.pdf") && long.len() <= LONGEST_NAME, "{long}");
        let endless = clean_name(&"x.".repeat(300));
        assert!(endless.len() <= LONGEST_NAME && !endless.ends_with('.'), "{endless}");
    }

    /// Text of the characters that matter, in any order.
    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            any::<char>().prop_map(String::from),
            "[ ./\\\\:*?\"<>|\u{202e}\u{200b}\u{feff}\r\n\0]{1,4}",
            "(con|NUL|com1|lpt9|aux)(\\.[a-z]{0,3})?",
            "[a-zä-ü]{0,90}",
        ];
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn whatever_is_given_the_name_is_safe(given in hostile()) {
            let name = clean_name(&given);
            prop_assert!(!name.is_empty() && name.len() <= LONGEST_NAME);
            prop_assert!(!name.chars().any(|c| c.is_control() || "/\\:*?\"<>|".contains(c)));
            let turns = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            prop_assert!(!name.chars().any(turns));
            prop_assert!(!name.starts_with(['.', ' ']) && !name.ends_with(['.', ' ']));
            prop_assert!(!is_reserved(&name));
            prop_assert_eq!(clean_name(&name), name);
        }

        #[test]
        fn words_and_an_ending_are_kept(name in "[a-zA-Z0-9äöüß_-]{5,40}\\.[a-z]{2,4}") {
            prop_assert_eq!(clean_name(&name), name);
        }
    }
}
