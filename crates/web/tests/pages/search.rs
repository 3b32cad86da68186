//! The page of the search with `word` in every text.

use mainstay_web::page::{
    Badge, FormField, Marked, Piece, SearchPage, SearchResult, Shell, Stamp, Tone,
};

/// Before anything is looked for, with what was found, without, and refused.
pub(crate) fn pages(
    shell: impl Fn() -> Shell,
    fields: &[FormField],
    word: &str,
) -> Vec<(&'static str, String)> {
    let page = || SearchPage {
        shell: shell(),
        asked: word.to_owned(),
        path: "/search",
        filters: fields.to_vec(),
        refused: Vec::new(),
        notes: vec![word.to_owned()],
        results: vec![found(word)],
    };
    let empty = || SearchPage { results: Vec::new(), notes: Vec::new(), ..page() };
    vec![
        ("search", page().to_string()),
        ("search, nothing found", empty().to_string()),
        ("search, nothing asked", SearchPage { asked: String::new(), ..empty() }.to_string()),
        ("search, refused", SearchPage { refused: vec![word.to_owned()], ..empty() }.to_string()),
    ]
}

fn found(word: &str) -> SearchResult {
    let marked = || {
        let hit = Piece { text: word.to_owned(), hit: true };
        Marked(vec![Piece::plain(word), hit, Piece::plain(word)])
    };
    SearchResult {
        path: format!("/{word}"),
        number: word.to_owned(),
        title: marked(),
        state: Badge::new(word, Tone::Active),
        opened: Stamp { iso: word.to_owned(), text: word.to_owned(), full: word.to_owned() },
        place: Some(word.to_owned()),
        internal: true,
        excerpt: Some(marked()),
    }
}
