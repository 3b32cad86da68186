//! One spelling for what people write in many: without case, accents and compatibility forms.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text as it is compared: `Größe`, `GROSSE` and `grosse` are one.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    each_folded(text, |piece| folded.push_str(piece.plain()));
    folded
}

/// The text as somebody without the letters at hand spells it, where that is another spelling:
/// `ue` for `ü`, `oe` for `ø`, `aa` for `å`.
#[must_use]
pub fn fold_spelt(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut spelt = String::with_capacity(text.len() + 2);
    let mut differs = false;
    each_folded(text, |piece| {
        differs |= piece.spelt().is_some();
        spelt.push_str(piece.spelt().unwrap_or_else(|| piece.plain()));
    });
    differs.then_some(spelt)
}

/// What one letter became.
enum Piece {
    /// The same letter in its plain form.
    Letter([u8; 4], usize),
    /// A letter that two stand for: first how it is compared, then how it is spelt, if otherwise.
    Pair(&'static str, Option<&'static str>),
}

impl Piece {
    fn letter(c: char) -> Self {
        let mut bytes = [0; 4];
        let length = c.encode_utf8(&mut bytes).len();
        Piece::Letter(bytes, length)
    }

    fn plain(&self) -> &str {
        match self {
            Piece::Letter(bytes, length) => {
                bytes.get(..*length).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
            }
            Piece::Pair(plain, _) => plain,
        }
    }

    fn spelt(&self) -> Option<&'static str> {
        match self {
            Piece::Letter(..) => None,
            Piece::Pair(_, spelt) => *spelt,
        }
    }
}

/// Hands on the folded letters one by one.
fn each_folded(text: &str, mut take: impl FnMut(&Piece)) {
    if text.is_ascii() {
        text.chars().for_each(|c| take(&Piece::letter(c.to_ascii_lowercase())));
        return;
    }
    // Lower case first: what has no small letter of its own becomes several, and marks among them.
    let mut letters = text.nfkd().flat_map(char::to_lowercase).nfkd().peekable();
    while let Some(c) = letters.next() {
        if is_accent(c) {
            continue;
        }
        let mark = letters.peek().copied();
        let piece = mark.and_then(|mark| marked(c, mark)).or_else(|| of_its_own(c));
        take(&piece.unwrap_or_else(|| Piece::letter(c)));
    }
}

/// A letter with the mark that follows it, where the two are spelt with two letters.
fn marked(letter: char, mark: char) -> Option<Piece> {
    let (plain, spelt) = match (letter, mark) {
        ('a', '\u{308}') => ("a", "ae"),
        ('o', '\u{308}') => ("o", "oe"),
        ('u', '\u{308}') => ("u", "ue"),
        ('a', '\u{30a}') => ("a", "aa"),
        _ => return None,
    };
    Some(Piece::Pair(plain, Some(spelt)))
}

/// Letters that are no other letter with a mark.
fn of_its_own(letter: char) -> Option<Piece> {
    let (plain, spelt) = match letter {
        'ß' => ("ss", None),
        'æ' => ("ae", None),
        'œ' => ("oe", None),
        'ø' => ("o", Some("oe")),
        'ł' => ("l", None),
        'đ' | 'ð' => ("d", None),
        'þ' => ("th", None),
        'ħ' => ("h", None),
        'ı' => ("i", None),
        'ŋ' => ("n", None),
        'ŧ' => ("t", None),
        'ς' => ("σ", None),
        _ => return None,
    };
    Some(Piece::Pair(plain, spelt))
}

/// Marks a reader leaves out when typing. Vowel signs of scripts that write vowels as marks stay.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}')
        && is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_accents_and_forms_do_not_count() {
        for (text, folded) in [
            ("GRÖßE", "grosse"),
            ("Ångström", "angstrom"),
            ("naïve Café", "naive cafe"),
            ("ﬁle №5 ①", "file no5 1"),
            ("İstanbul ISPARTA", "istanbul isparta"),
            ("Łódź", "lodz"),
            ("ΟΔΥΣΣΕΥΣ", "οδυσσευσ"),
            ("ЙОД", "иод"),
            ("ＡＢＣ", "abc"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn umlauts_have_two_spellings() {
        assert_eq!(fold_spelt("Störung").as_deref(), Some("stoerung"));
        assert_eq!(fold_spelt("Sto\u{308}rung").as_deref(), Some("stoerung"));
        assert_eq!(fold_spelt("Ålesund").as_deref(), Some("aalesund"));
        assert_eq!(fold_spelt("Straße"), None);
        assert_eq!(fold_spelt("queue"), None);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            if let Some(spelt) = fold_spelt(&text) {
                prop_assert_eq!(fold(&spelt), spelt.clone());
            }
        }

        #[test]
        fn the_way_a_text_is_composed_does_not_count(text in "\\PC{0,40}") {
            let (composed, apart): (String, String) = (text.nfc().collect(), text.nfd().collect());
            prop_assert_eq!(fold(&composed), fold(&apart));
            prop_assert_eq!(fold_spelt(&composed), fold_spelt(&apart));
        }
    }
}
