//! What somebody looks for: words in any order, the last one by its beginning, "phrases", -without.

use crate::chunk::{Chunk, chunks};

/// Most words of a query, phrases and excluded ones included.
pub const MOST_WORDS: usize = 16;
/// Most characters.
const MOST_CHARACTERS: usize = 300;
/// Shortest word that is also looked for as a beginning, in characters.
const BEGINNING: usize = 3;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words that must all be there, those of phrases among them.
    pub terms: Vec<Term>,
    /// Words that must stand one after the other: for each place its spellings.
    pub phrases: Vec<Vec<Vec<String>>>,
    /// Words of which none may be there.
    pub without: Vec<Term>,
    /// Phrases of which none may be there.
    pub without_phrases: Vec<Vec<Vec<String>>>,
}

/// One word that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As it was typed.
    pub typed: String,
    /// Spellings of which one suffices.
    pub any: Vec<String>,
    /// Its parts, each with its spellings; all of them together suffice too. Empty for a plain word.
    pub parts: Vec<Vec<String>>,
    /// Whether words that begin with it are meant as well.
    pub beginning: bool,
}

/// Why a query cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It says nothing to look for.
    Nothing,
    /// Longer than anybody types: more than 300 characters or [`MOST_WORDS`] words.
    TooLong,
}

/// A stretch of what was typed.
struct Piece<'t> {
    text: &'t str,
    excluded: bool,
    quoted: bool,
}

impl Query {
    /// Reads what was typed.
    ///
    /// # Errors
    /// [`Refusal`] when there is nothing to look for, or too much.
    pub fn parse(typed: &str) -> Result<Query, Refusal> {
        if typed.chars().count() > MOST_CHARACTERS {
            return Err(Refusal::TooLong);
        }
        let mut query = Query::default();
        let pieces = pieces(typed);
        for (place, piece) in pieces.iter().enumerate() {
            query.take(piece, place + 1 == pieces.len());
        }
        let words = query.terms.len() + query.without.len() + query.without_phrases.len();
        if words > MOST_WORDS {
            return Err(Refusal::TooLong);
        }
        if query.terms.is_empty() { Err(Refusal::Nothing) } else { Ok(query) }
    }

    fn take(&mut self, piece: &Piece<'_>, is_last: bool) {
        let found = chunks(piece.text);
        if piece.quoted {
            let phrase: Vec<Vec<String>> =
                found.iter().flat_map(|c| &c.parts).map(|part| part.forms.clone()).collect();
            if piece.excluded {
                self.without_phrases.extend(Some(phrase).filter(|p| !p.is_empty()));
                return;
            }
            if phrase.len() > 1 {
                self.phrases.push(phrase);
            }
        }
        let starred = piece.text.ends_with('*');
        let count = found.len();
        for (place, chunk) in found.into_iter().enumerate() {
            let at_end = place + 1 == count;
            let wanted = !piece.quoted && at_end && (starred || (is_last && !piece.excluded));
            let term = Term::of(chunk, piece.text, wanted);
            let list = if piece.excluded { &mut self.without } else { &mut self.terms };
            if !list.contains(&term) {
                list.push(term);
            }
        }
    }
}

impl Term {
    fn of(chunk: Chunk, text: &str, as_beginning: bool) -> Self {
        let typed = text.get(chunk.at).unwrap_or_default().to_owned();
        let beginning = as_beginning && is_beginning(&typed);
        let parts: Vec<Vec<String>> = chunk.parts.into_iter().map(|part| part.forms).collect();
        match <[Vec<String>; 1]>::try_from(parts) {
            Ok([any]) => Term { typed, any, parts: Vec::new(), beginning },
            Err(parts) => Term { typed, any: chunk.wholes, parts, beginning },
        }
    }
}

/// Whether a word says enough for what begins with it to be meant. A sign of a script without spaces
/// is a word.
pub(crate) fn is_beginning(word: &str) -> bool {
    word.chars().count() >= BEGINNING || !word.is_ascii()
}

/// Parts quoted text from the rest, and the rest at its spaces.
fn pieces(typed: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = typed.trim_start();
    while let Some(first) = rest.chars().next() {
        let after_minus = rest.strip_prefix(['-', '\u{2212}']);
        let excluded = after_minus.is_some_and(|r| r.starts_with(|c: char| !c.is_whitespace()));
        let body = if excluded { after_minus.unwrap_or(rest) } else { rest };
        let opening = body.chars().next().unwrap_or(first);
        let (text, quoted, left) = match closing(opening) {
            Some(_) => {
                let inside = body.get(opening.len_utf8()..).unwrap_or_default();
                let end = inside.find(is_closing).unwrap_or(inside.len());
                let (text, left) = inside.split_at(end);
                let mut left = left.chars();
                left.next();
                (text, true, left.as_str())
            }
            None => {
                let end = body.find(char::is_whitespace).unwrap_or(body.len());
                let (text, left) = body.split_at(end);
                (text, false, left)
            }
        };
        pieces.push(Piece { text, excluded, quoted });
        rest = left.trim_start();
    }
    // What holds no word is no last word either.
    pieces.retain(|piece| piece.text.chars().any(char::is_alphanumeric));
    pieces
}

/// Whether a quotation begins with this.
fn closing(c: char) -> Option<char> {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}').then_some(c)
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(terms: &[Term]) -> Vec<String> {
        terms
            .iter()
            .map(|t| {
                let parts: Vec<String> = t.parts.iter().map(|p| p.join("|")).collect();
                let parts =
                    if parts.is_empty() { String::new() } else { format!("({})", parts.join(" ")) };
                format!("{}{parts}{}", t.any.join("|"), if t.beginning { "*" } else { "" })
            })
            .collect()
    }

    fn parse(text: &str) -> (Vec<String>, usize, Vec<String>) {
        let query = Query::parse(text).unwrap();
        (words(&query.terms), query.phrases.len(), words(&query.without))
    }

    #[test]
    fn words_the_last_one_by_its_beginning() {
        assert_eq!(parse("Printer second FLO").0, ["printer", "second", "flo*"]);
        assert_eq!(parse("störung").0, ["storung|stoerung*"]);
        assert_eq!(parse("serv* down").0, ["serv*", "down*"]);
        assert_eq!(parse("in a").0, ["in", "a"]);
        assert_eq!(parse("INC42").0, ["inc42(inc 42)*"]);
        assert_eq!(parse("printer printer x").0, ["printer", "x"]);
    }

    #[test]
    fn phrases_and_what_is_not_wanted() {
        assert_eq!(
            parse("\"blank pages\" printer -toner -"),
            (vec!["blank".into(), "pages".into(), "printer".into()], 1, vec!["toner".into()])
        );
        assert_eq!(parse("„leere Seiten“ drucker").1, 1);
        assert_eq!(parse("\"one\"").0, ["one"]);
        assert_eq!(parse("\"never closed").1, 1);
        let query = Query::parse("printer -\"paper jam\"").unwrap();
        assert_eq!((query.without.len(), query.without_phrases.len()), (0, 1));
        // A minus inside a word joins its parts.
        assert_eq!(parse("e-mail").0, ["e-mail(e mail)*"]);
    }

    #[test]
    fn nothing_and_too_much_are_refused() {
        for nothing in ["", " - \"\" … ", "-only -without"] {
            assert_eq!(Query::parse(nothing), Err(Refusal::Nothing), "{nothing}");
        }
        assert_eq!(Query::parse(&"ab ".repeat(150)), Err(Refusal::TooLong));
        let many: Vec<String> = (0..=MOST_WORDS).map(|n| format!("w{n}")).collect();
        assert_eq!(Query::parse(&many.join(" ")), Err(Refusal::TooLong));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused(text in "\\PC{0,60}") {
            if let Ok(query) = Query::parse(&text) {
                prop_assert!(!query.terms.is_empty());
                for term in query.terms.iter().chain(&query.without) {
                    prop_assert!(!term.any.is_empty() || !term.parts.is_empty());
                }
            }
        }

        #[test]
        fn the_order_of_words_does_not_count(mut words_typed in prop::collection::vec("[a-z]{1,8}", 1..8), seed in any::<u64>()) {
            let set = |words_typed: &[String]| {
                let mut terms = Query::parse(&format!("{} \"\"", words_typed.join(" "))).unwrap().terms;
                terms.iter_mut().for_each(|t| t.beginning = false);
                terms.sort_by(|a, b| a.typed.cmp(&b.typed));
                terms.dedup();
                terms
            };
            let before = set(&words_typed);
            let by = usize::try_from(seed % 8).unwrap() % words_typed.len();
            words_typed.rotate_left(by);
            prop_assert_eq!(before, set(&words_typed));
        }
    }
}
