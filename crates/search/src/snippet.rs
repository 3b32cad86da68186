//! The piece of a text that shows why it was found.

use std::ops::Range;

use crate::chunk::chunks;
use crate::wanted::Wanted;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The piece.
    pub text: String,
    /// What of it was looked for, in bytes of the piece, in order and apart from each other.
    pub hits: Vec<Range<usize>>,
    /// Whether the text begins before it.
    pub cut_before: bool,
    /// Whether the text goes on behind it.
    pub cut_after: bool,
}

/// Where words that are looked for stand in a text, in bytes, in order and apart from each other.
#[must_use]
pub fn hits(text: &str, wanted: &[Wanted]) -> Vec<Range<usize>> {
    found(text, wanted).into_iter().map(|(at, _)| at).collect()
}

/// The piece of `length` characters that shows most of the words that are looked for, the rarest
/// kinds of them above many of one kind. Without any, the beginning.
#[must_use]
pub fn snippet(text: &str, wanted: &[Wanted], length: usize) -> Snippet {
    let found = found(text, wanted);
    let start = best_start(text, &found, length);
    let piece = cut(text, start, length);
    let hits = found
        .into_iter()
        .map(|(at, _)| at)
        .filter(|at| at.start >= piece.start && at.end <= piece.end)
        .map(|at| at.start - piece.start..at.end - piece.start)
        .collect();
    Snippet {
        text: text.get(piece.clone()).unwrap_or_default().to_owned(),
        hits,
        cut_before: piece.start > 0,
        cut_after: piece.end < text.len(),
    }
}

/// Every place of a word that is looked for, with which one it is.
fn found(text: &str, wanted: &[Wanted]) -> Vec<(Range<usize>, usize)> {
    let which = |forms: &[String]| {
        wanted.iter().position(|wanted| forms.iter().any(|form| wanted.shows(form)))
    };
    let mut found = Vec::new();
    for chunk in chunks(text) {
        let whole = wanted.iter().position(|w| chunk.wholes.iter().any(|f| w.worth(f).is_some()));
        if let Some(place) = whole {
            found.push((chunk.at, place));
            continue;
        }
        for part in chunk.parts {
            // Signs are read in overlapping pairs; what is shown does not overlap.
            let behind =
                found.last().is_none_or(|(at, _): &(Range<usize>, _)| at.end <= part.at.start);
            if let Some(place) = which(&part.forms).filter(|_| behind) {
                found.push((part.at, place));
            }
        }
    }
    found
}

/// Where to begin so that most different words are seen.
fn best_start(text: &str, found: &[(Range<usize>, usize)], length: usize) -> usize {
    let mut best = (0, 0, 0);
    for (place, (at, _)) in found.iter().enumerate() {
        // Bytes are no fewer than characters, so what fits by bytes fits.
        let seen = found.get(place..).unwrap_or_default().iter();
        let seen: Vec<usize> =
            seen.take_while(|(other, _)| other.end <= at.start + length).map(|(_, w)| *w).collect();
        let mut kinds = seen.clone();
        kinds.sort_unstable();
        kinds.dedup();
        if (kinds.len(), seen.len()) > (best.0, best.1) {
            best = (kinds.len(), seen.len(), at.start);
        }
    }
    // A few words before what was found say what it is about.
    let before = text.get(..best.2).unwrap_or_default();
    let lead = before.char_indices().rev().take(length / 4).last().map_or(0, |(at, _)| at);
    let at_word = before.get(lead..).and_then(|s| s.find(' ')).filter(|_| lead > 0);
    at_word.map_or(lead, |space| lead + space + 1)
}

/// A piece of so many characters that ends with a word, where words are not longer than that.
fn cut(text: &str, start: usize, length: usize) -> Range<usize> {
    let rest = text.get(start..).unwrap_or_default();
    let end = rest.char_indices().nth(length).map(|(at, _)| at);
    let Some(end) = end else { return start..text.len() };
    let shown = rest.get(..end).unwrap_or_default();
    let whole = match shown.rfind(' ') {
        Some(space) if space > end / 2 => space,
        _ => end,
    };
    start..start + whole
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query::Query;

    fn wanted(typed: &str) -> Vec<Wanted> {
        Query::parse(typed).unwrap().terms.iter().map(Wanted::of).collect()
    }

    fn marked(text: &str, typed: &str, length: usize) -> String {
        let snippet = snippet(text, &wanted(typed), length);
        let mut out = String::new();
        let mut end = 0;
        for hit in snippet.hits {
            out.push_str(&snippet.text[end..hit.start]);
            out.push_str(&format!("[{}]", &snippet.text[hit.clone()]));
            end = hit.end;
        }
        out.push_str(&snippet.text[end..]);
        out
    }

    #[test]
    fn it_shows_what_was_found_in_its_own_spelling() {
        assert_eq!(
            marked("Die Störung am srv-01", "stoerung SRV-01", 80),
            "Die [Störung] am [srv-01]"
        );
        assert_eq!(marked("printers print", "print", 80), "[printers] [print]");
        assert_eq!(marked("打印机故障", "印机", 80), "打[印机]故障");
        assert_eq!(marked("nothing here", "else", 80), "nothing here");
    }

    #[test]
    fn it_is_the_piece_where_most_words_stand() {
        let text = format!(
            "{} the toner is low. {} toner and cartridge were changed {}",
            "Before that ".repeat(20),
            "And then ".repeat(20),
            "at last ".repeat(20)
        );
        let shown = marked(&text, "cartridge toner", 60);
        assert!(shown.contains("[toner] and [cartridge]"), "{shown}");
        assert!(shown.chars().count() <= 64);
    }

    proptest! {
        #[test]
        fn ranges_are_within_the_piece_and_apart(text in "\\PC{0,120}", typed in "[a-zé0-9]{1,3}( [a-zé]{1,3}){0,2}", length in 1usize..60) {
            let wanted = wanted(&typed);
            let snippet = snippet(&text, &wanted, length);
            prop_assert!(text.contains(&snippet.text));
            prop_assert!(snippet.text.chars().count() <= length);
            let mut end = 0;
            for hit in &snippet.hits {
                prop_assert!(hit.start >= end && hit.start < hit.end);
                prop_assert!(snippet.text.get(hit.clone()).is_some());
                end = hit.end;
            }
            if !hits(&text, &wanted).is_empty() && length > 40 {
                prop_assert!(!snippet.hits.is_empty());
            }
        }
    }
}
