//! Bulk edits with `word` in every text.

use mainstay_web::page::{
    Badge, BulkBar, BulkForm, BulkPage, BulkPart, BulkRun, BulkVerb, BulkView, Cell, Column,
    EmptyState, FieldKind, FieldProblem, FormField, Pager, Progress, QueueLink, Shell, Tone,
};

use super::samples::link;

pub(super) fn bar(word: &str) -> BulkBar {
    let verb = BulkVerb { code: word.to_owned(), label: word.to_owned() };
    let list = format!("q={word}");
    BulkBar { path: format!("/{word}"), list, total: word.to_owned(), verbs: vec![verb] }
}

/// With its form open, under way and over; whole and the part that changes by itself.
pub(crate) fn pages(
    shell: impl Fn() -> Shell,
    fields: &[FormField],
    word: &str,
) -> Vec<(&'static str, String)> {
    let begun = || BulkView { form: Some(form(fields, word)), ..view(word) };
    let going = || BulkView {
        under_way: true,
        progress: Some(Progress { done: 1, total: 3, words: word.to_owned() }),
        run: None,
        ..view(word)
    };
    let none = || BulkView { rows: Vec::new(), ..view(word) };
    let folded = || {
        let form = BulkForm { fold: word.to_owned(), problems: Vec::new(), ..form(fields, word) };
        BulkView { form: Some(form), ..view(word) }
    };
    vec![
        ("bulk, to be filled in", BulkPage { shell: shell(), bulk: begun() }.to_string()),
        ("bulk, previewed", BulkPage { shell: shell(), bulk: folded() }.to_string()),
        ("bulk, under way", BulkPage { shell: shell(), bulk: going() }.to_string()),
        ("bulk, none", BulkPage { shell: shell(), bulk: none() }.to_string()),
        // The part stands in a page's place for it, whose heading it has.
        ("bulk, part", BulkPart { shell: shell(), bulk: going() }.to_string()),
    ]
}

fn form(fields: &[FormField], word: &str) -> BulkForm {
    let problem = FieldProblem { field: "line".to_owned(), message: word.to_owned() };
    let empty = FormField { kind: FieldKind::Checkbox, ..FormField::text("empty.x", word) };
    BulkForm {
        fold: String::new(),
        problems: vec![problem],
        hint: word.to_owned(),
        fields: fields.to_vec(),
        empties: vec![empty],
        submit: word.to_owned(),
    }
}

fn view(word: &str) -> BulkView {
    let path = || format!("/{word}");
    let cells = vec![
        Cell::Link(link(word)),
        Cell::Text(word.to_owned()),
        Cell::Badge(Badge::new(word, Tone::Danger)),
        Cell::Empty,
    ];
    BulkView {
        path: path(),
        here: path(),
        heading: word.to_owned(),
        list: link(word),
        all: link(word),
        lead: word.to_owned(),
        run: Some(BulkRun { label: word.to_owned(), danger: true }),
        cancel: word.to_owned(),
        outcomes: vec![QueueLink { link: link(word), current: true, count: word.to_owned() }],
        outcomes_label: word.to_owned(),
        export: Some(link(word)),
        columns: ["number", "title", "outcome", "reason"]
            .map(|code| Column::new(code, word))
            .into(),
        rows: vec![cells],
        empty: EmptyState {
            heading: word.to_owned(),
            text: word.to_owned(),
            action: Some(link(word)),
        },
        pager: Pager { next: Some(path()), ..Pager::default() },
        ..BulkView::default()
    }
}
