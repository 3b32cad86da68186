//! The API's description as pages, with `word` in every text.

use mainstay_web::page::{
    Marked, MemberRow, NamedType, OperationPage, OperationReply, Piece, ReferenceGroup,
    ReferenceLine, ReferencePage, Shell, TypeWords,
};

use super::samples::link;

/// Every operation, none found, one in full and one of which there is little to say.
pub(crate) fn pages(shell: impl Fn() -> Shell, word: &str) -> Vec<(&'static str, String)> {
    let list = || ReferencePage {
        shell: shell(),
        path: "/docs/api",
        asked: String::new(),
        origin: word.to_owned(),
        groups: vec![ReferenceGroup { name: word.to_owned(), lines: vec![line(word)] }],
    };
    let none = ReferencePage { asked: word.to_owned(), groups: Vec::new(), ..list() };
    let short = OperationPage {
        may: true,
        parameters: Vec::new(),
        media: Vec::new(),
        body_kind: None,
        body: Vec::new(),
        body_example: None,
        replies: vec![OperationReply::default()],
        problems: Vec::new(),
        types: Vec::new(),
        ..operation(shell(), word)
    };
    vec![
        ("reference", list().to_string()),
        ("reference, none", none.to_string()),
        ("operation", operation(shell(), word).to_string()),
        ("short operation", short.to_string()),
    ]
}

fn line(word: &str) -> ReferenceLine {
    let word = || word.to_owned();
    ReferenceLine { href: format!("/{}", word()), method: word(), path: word(), summary: word() }
}

fn operation(shell: Shell, word: &str) -> OperationPage {
    let rows = || vec![member(word, 0), member(word, 1)];
    let reply = || OperationReply {
        status: word.to_owned(),
        about: said(word),
        headers: vec![(word.to_owned(), said(word))],
        kind: Some(words(word)),
        tables: vec![rows(), rows()],
        example: Some(word.to_owned()),
    };
    let named = NamedType {
        name: "Thing".to_owned(),
        about: said(word),
        of: Some(words(word)),
        rows: rows(),
    };
    OperationPage {
        shell,
        place: link(word),
        line: line(word),
        needs: word.to_owned(),
        may: false,
        parameters: rows(),
        media: vec![word.to_owned(), word.to_owned()],
        body_kind: Some(words(word)),
        body: vec![rows()],
        body_example: Some(word.to_owned()),
        curl: word.to_owned(),
        replies: vec![reply()],
        problems: vec![reply()],
        types: vec![named],
    }
}

fn member(word: &str, depth: u8) -> MemberRow {
    MemberRow {
        depth,
        name: word.to_owned(),
        place: word.to_owned(),
        required: true,
        kind: words(word),
        about: said(word),
        notes: vec![word.to_owned()],
        codes: vec![word.to_owned()],
        example: word.to_owned(),
    }
}

fn said(word: &str) -> Marked {
    Marked(vec![Piece::plain(word), Piece { text: word.to_owned(), hit: true }])
}

fn words(word: &str) -> TypeWords {
    TypeWords { text: word.to_owned(), named: Some("Thing".to_owned()) }
}
