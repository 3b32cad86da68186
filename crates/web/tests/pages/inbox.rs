//! The inbox and its settings with `word` in every text.

use super::samples::{link, stamp};
use mainstay_web::page::{
    EmptyState, InboxFragment, InboxLine, InboxPage, InboxRule, InboxSettingsPage, InboxView,
    Pager, QueueLink, Shell,
};

/// With lines of every sort, with those of one record, without any, and the settings.
pub(crate) fn pages(shell: impl Fn() -> Shell, word: &str) -> Vec<(&'static str, String)> {
    let view = || InboxView {
        views: vec![QueueLink { link: link(word), current: true, count: String::new() }],
        about: None,
        lines: vec![line(word, true), InboxLine { news: None, ..line(word, false) }],
        until: word.to_owned(),
        view: word.to_owned(),
        number: String::new(),
        pager: Pager { next: Some(format!("/{word}")), ..Pager::default() },
        empty: EmptyState { heading: word.to_owned(), text: word.to_owned(), action: None },
    };
    let of_one = || InboxView { about: Some(link(word)), number: word.to_owned(), ..view() };
    let none = || InboxView { lines: Vec::new(), until: String::new(), ..view() };
    let rule = |code, wanted| InboxRule { code, label: word.to_owned(), wanted };
    vec![
        ("inbox", InboxPage { shell: shell(), inbox: view() }.to_string()),
        ("inbox of one", InboxPage { shell: shell(), inbox: of_one() }.to_string()),
        ("empty inbox", InboxPage { shell: shell(), inbox: none() }.to_string()),
        ("part of an inbox", InboxFragment { shell: shell(), inbox: view() }.to_string()),
        (
            "inbox settings",
            InboxSettingsPage { shell: shell(), rules: vec![rule("a", true), rule("b", false)] }
                .to_string(),
        ),
    ]
}

fn line(word: &str, is_unread: bool) -> InboxLine {
    InboxLine {
        id: format!("{word}{is_unread}"),
        link: link(word),
        number: word.to_owned(),
        same: format!("/{word}"),
        reason: word.to_owned(),
        news: Some((word.to_owned(), word.to_owned())),
        more: word.to_owned(),
        told: stamp(word),
        is_unread,
    }
}
