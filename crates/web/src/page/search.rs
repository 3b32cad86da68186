//! What was found.

use std::ops::Range;

use askama::Template;

use super::{Badge, FormField, Shell, Stamp};

/// The page of the search.
#[derive(Debug, Clone, Template)]
#[template(path = "search.html")]
pub struct SearchPage {
    /// The frame.
    pub shell: Shell,
    /// What is looked for, as it was typed; empty before anything is.
    pub asked: String,
    /// Where the form is sent.
    pub path: &'static str,
    /// What narrows it.
    pub filters: Vec<FormField>,
    /// Why it cannot be looked for.
    pub refused: Vec<String>,
    /// What is to be known of the results.
    pub notes: Vec<String>,
    /// The best first.
    pub results: Vec<SearchResult>,
}

/// The best results, for whoever is still typing.
#[derive(Debug, Clone, Template)]
#[template(path = "part/found.html")]
pub struct FoundFragment {
    /// The best first.
    pub results: Vec<SearchResult>,
}

/// A record that was found.
#[derive(Debug, Clone, Default)]
pub struct SearchResult {
    /// Its page.
    pub path: String,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: Marked,
    /// Its state.
    pub state: Badge,
    /// When it was opened.
    pub opened: Stamp,
    /// What the text is called that the excerpt is of.
    pub place: Option<String>,
    /// Whether only the inside reads it.
    pub internal: bool,
    /// A piece of its text.
    pub excerpt: Option<Marked>,
}

/// A text of which pieces are marked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked(pub Vec<Piece>);

/// A piece of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// The piece.
    pub text: String,
    /// Whether it was looked for.
    pub hit: bool,
}

impl Piece {
    /// A piece that was not looked for.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Piece { text: text.into(), hit: false }
    }
}

/// A text cut into pieces at what was looked for; ranges in bytes, in order and apart.
#[must_use]
pub fn pieces(text: &str, hits: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut end = 0;
    let mut push = |range: Range<usize>, hit| {
        let piece = text.get(range).unwrap_or_default();
        if !piece.is_empty() {
            pieces.push(Piece { text: piece.to_owned(), hit });
        }
    };
    for hit in hits {
        push(end..hit.start, false);
        push(hit.clone(), true);
        end = hit.end;
    }
    push(end..text.len(), false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_the_whole_text() {
        let cut = pieces("a fire in ä", &[2..6, 10..12]);
        let whole: String = cut.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(whole, "a fire in ä");
        let hits: Vec<&str> = cut.iter().filter(|p| p.hit).map(|p| p.text.as_str()).collect();
        assert_eq!(hits, ["fire", "ä"]);
        assert!(pieces("", &[]).is_empty());
    }
}
