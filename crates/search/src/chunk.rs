//! A text taken apart: what people write without a space, whole and in parts.

use std::iter;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::fold::{fold, fold_spelt};

/// Longest form kept, in characters; of a longer one the beginning.
pub const FORM: usize = 64;
/// Places of one text that are read; what stands behind is left out.
pub const PLACES: usize = 8_192;

/// Something written without a space: a word, a host name, a version, a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
    /// How it is spelt as a whole, where it has parts; empty where it is one word.
    pub wholes: Vec<String>,
    /// Its parts in their order; one for a word.
    pub parts: Vec<Part>,
}

/// A part of a chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
    /// Its spellings, the plain one first; never empty.
    pub forms: Vec<String>,
}

/// Takes a text apart.
#[must_use]
pub fn chunks(text: &str) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut places = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if !is_of_word(c) {
            continue;
        }
        let mut pieces: Vec<Range<usize>> = iter::once(start..start + c.len_utf8()).collect();
        let mut elided = false;
        while let Some((at, c)) = rest.peek().copied() {
            let next = text.get(at + c.len_utf8()..).and_then(|s| s.chars().next());
            let joined = next.is_some_and(is_of_word);
            if is_of_word(c) {
                if let Some(last) = pieces.last_mut() {
                    last.end = at + c.len_utf8();
                }
            } else if joined && is_joiner(c) {
                let after = at + c.len_utf8();
                pieces.push(after..after);
            } else {
                elided = joined && is_apostrophe(c);
                break;
            }
            rest.next();
        }
        let chunk = assemble(text, &pieces);
        if elided {
            pass_ending(text, &mut rest);
        }
        places += chunk.parts.len();
        if places > PLACES {
            break;
        }
        if !chunk.parts.is_empty() {
            chunks.push(chunk);
        }
    }
    chunks
}

/// Passes over what an apostrophe ties to a word when it says nothing by itself: `'s`, `'t`, `'ll`.
fn pass_ending(text: &str, rest: &mut iter::Peekable<std::str::CharIndices<'_>>) {
    let Some((apostrophe, c)) = rest.next() else { return };
    let after = apostrophe + c.len_utf8();
    let behind = text.get(after..).unwrap_or_default();
    let ending = behind.chars().take_while(|c| is_of_word(*c)).count();
    if ending <= 2 {
        for _ in 0..ending {
            rest.next();
        }
    }
}

fn assemble(text: &str, pieces: &[Range<usize>]) -> Chunk {
    let at = pieces.first().map_or(0, |p| p.start)..pieces.last().map_or(0, |p| p.end);
    let written = text.get(at.clone()).unwrap_or_default();
    let mut parts = Vec::new();
    for piece in pieces {
        let within = text.get(piece.clone()).unwrap_or_default();
        for range in split(within) {
            let part = within.get(range.clone()).unwrap_or_default();
            let forms = forms_of(part, false);
            if !forms.is_empty() {
                parts.push(Part { at: piece.start + range.start..piece.start + range.end, forms });
            }
        }
    }
    let is_short = written.chars().count() <= FORM;
    let is_whole = parts.len() > 1 && is_short && !written.chars().any(is_unspaced);
    let wholes = if is_whole { forms_of(written, true) } else { Vec::new() };
    Chunk { at, wholes, parts }
}

/// The spellings of a piece of text. What folding brings in that is no letter goes.
fn forms_of(text: &str, with_joiners: bool) -> Vec<String> {
    let clean = |folded: String| -> String {
        let stays = |c: &char| is_of_word(*c) || (with_joiners && is_joiner(*c));
        folded.chars().filter(stays).take(FORM).collect()
    };
    let mut forms = vec![clean(fold(text))];
    forms.extend(fold_spelt(text).map(clean));
    let digits = forms.first().filter(|f| f.len() > 4 && f.bytes().all(|b| b.is_ascii_digit()));
    // People leave out the zeros in front of a long number.
    let bare = digits.map(|f| f.trim_start_matches('0').to_owned());
    forms.extend(bare);
    forms.retain(|form| !form.is_empty());
    forms.dedup();
    forms
}

/// Where one piece falls into parts: signs that are written without spaces, letters followed by
/// digits, and words run together with capitals. The whole piece otherwise.
fn split(piece: &str) -> Vec<Range<usize>> {
    if piece.chars().any(is_unspaced) {
        return pairs(piece);
    }
    let letters: Vec<(usize, char)> = piece.char_indices().collect();
    let boundary = |pair: &[(usize, char)]| match pair {
        [(_, before), (at, after)] => starts_part(*before, *after).then_some(*at),
        _ => None,
    };
    let mut ranges = Vec::new();
    let mut start = 0;
    for at in letters.windows(2).filter_map(boundary) {
        ranges.push(start..at);
        start = at;
    }
    ranges.push(start..piece.len());
    // Codes such as a1b2c3 or x86 mean something only as a whole. The v of a version does not.
    let long = |range: &Range<usize>| {
        piece
            .get(range.clone())
            .is_some_and(|p| p.chars().filter(|c| c.is_alphanumeric()).count() > 1)
    };
    if ranges.iter().all(long) || is_version(piece) {
        ranges
    } else {
        iter::once(0..piece.len()).collect()
    }
}

fn is_version(piece: &str) -> bool {
    let number = piece.strip_prefix(['v', 'V']);
    number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

fn starts_part(before: char, after: char) -> bool {
    (before.is_lowercase() && after.is_uppercase())
        || (before.is_alphabetic() && after.is_numeric())
}

/// Overlapping pairs of signs, so that any run of them is found inside a longer one; what stands
/// between such runs is a part of its own.
fn pairs(piece: &str) -> Vec<Range<usize>> {
    let signs: Vec<(usize, char)> = piece.char_indices().collect();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut run = 0;
    for (place, (at, c)) in signs.iter().enumerate() {
        let end = at + c.len_utf8();
        if !is_unspaced(*c) {
            match ranges.last_mut() {
                Some(last) if run == 0 => last.end = end,
                _ => ranges.push(*at..end),
            }
            run = 0;
            continue;
        }
        run += 1;
        let next = signs.get(place + 1).filter(|(_, next)| is_unspaced(*next));
        match next {
            Some((from, next)) => ranges.push(*at..from + next.len_utf8()),
            None if run == 1 => ranges.push(*at..end),
            None => {}
        }
        if next.is_none() {
            // The next run of other letters begins a part of its own.
            run = 1;
        }
    }
    ranges
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// What holds the parts of a name together.
pub(crate) fn is_joiner(c: char) -> bool {
    matches!(c, '-' | '_' | '.' | ':' | '@' | '+' | '&' | '#' | '\u{2010}' | '\u{2011}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2bc}')
}

/// Signs of scripts that put no spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Wholes, then parts, alternatives joined by `|`.
    fn read(text: &str) -> Vec<String> {
        chunks(text)
            .iter()
            .map(|chunk| {
                let parts: Vec<String> = chunk.parts.iter().map(|p| p.forms.join("|")).collect();
                match chunk.wholes.is_empty() {
                    true => parts.join(" "),
                    false => format!("{}({})", chunk.wholes.join("|"), parts.join(" ")),
                }
            })
            .collect()
    }

    #[test]
    fn words_are_words() {
        assert_eq!(
            read("The printer, 2nd floor: \"blank\" pages!"),
            ["the", "printer", "2nd", "floor", "blank", "pages"]
        );
        assert_eq!(read("Druckerstörung – Straße"), ["druckerstorung|druckerstoerung", "strasse"]);
        assert_eq!(
            read("printer's don't l'imprimante rock'n'roll"),
            ["printer", "don", "l", "imprimante", "rock", "roll"]
        );
        assert_eq!(read(" \n… -- '' "), Vec::<String>::new());
    }

    #[test]
    fn names_are_kept_whole_and_in_parts() {
        assert_eq!(read("INC0000042"), ["inc0000042(inc 0000042|42)"]);
        assert_eq!(
            read("srv-db-01.corp.example"),
            ["srv-db-01.corp.example(srv db 01 corp example)"]
        );
        assert_eq!(read("v2.14.3, 10.0.0.7"), ["v2.14.3(v 2 14 3)", "10.0.0.7(10 0 0 7)"]);
        assert_eq!(read("rosa@alder.example"), ["rosa@alder.example(rosa alder example)"]);
        assert_eq!(read("NullPointerException"), ["nullpointerexception(null pointer exception)"]);
        assert_eq!(read("KB4012345 Windows11"), ["kb4012345(kb 4012345)", "windows11(windows 11)"]);
        assert_eq!(read("x86 a1b2c3 0x80070005"), ["x86", "a1b2c3", "0x80070005(0x 80070005)"]);
        assert_eq!(read("C:\\Windows/System32"), ["c", "windows", "system32(system 32)"]);
        assert_eq!(read("end.Next - a"), ["end.next(end next)", "a"]);
        assert_eq!(
            read("Müller-Lüdenscheid"),
            ["muller-ludenscheid|mueller-luedenscheid(muller|mueller ludenscheid|luedenscheid)"]
        );
    }

    #[test]
    fn signs_without_spaces_are_read_in_pairs() {
        assert_eq!(read("打印机故障"), ["打印 印机 机故 故障"]);
        assert_eq!(read("机"), ["机"]);
        assert_eq!(read("用VPN登录"), ["用 vpn 登录"]);
    }

    #[test]
    fn long_things_end_somewhere() {
        let long = "x".repeat(500);
        assert_eq!(read(&long), ["x".repeat(FORM)]);
        let dotted = vec!["ab"; 100].join(".");
        assert!(chunks(&dotted)[0].wholes.is_empty());
        let words = "word ".repeat(PLACES * 2);
        assert_eq!(chunks(&words).len(), PLACES);
    }

    proptest! {
        #[test]
        fn places_are_those_of_the_text(text in "\\PC{0,80}") {
            let mut before = 0;
            for chunk in chunks(&text) {
                prop_assert!(chunk.at.start >= before);
                before = chunk.at.end;
                prop_assert!(text.get(chunk.at.clone()).is_some());
                for part in &chunk.parts {
                    prop_assert!(part.at.start >= chunk.at.start && part.at.end <= chunk.at.end);
                    prop_assert!(text.get(part.at.clone()).is_some_and(|t| !t.is_empty()));
                    prop_assert!(!part.forms.is_empty());
                }
                let forms = chunk.parts.iter().flat_map(|p| &p.forms).chain(&chunk.wholes);
                for form in forms {
                    prop_assert!(!form.is_empty() && form.chars().count() <= FORM);
                    prop_assert!(!form.contains([' ', '|']));
                }
            }
        }

        #[test]
        fn letters_are_enough_to_find_what_was_written(text in "[a-zA-ZäöüßÄÖÜéç0-9._@ -]{0,60}") {
            // Whatever the case, the same forms come out, but for words run together with capitals.
            let small = chunks(&text.to_lowercase());
            let plain = |c: &[Chunk]| -> String {
                c.iter().flat_map(|c| &c.parts).map(|p| p.forms[0].as_str()).collect()
            };
            prop_assert_eq!(plain(&small), plain(&chunks(&text)));
        }
    }
}
