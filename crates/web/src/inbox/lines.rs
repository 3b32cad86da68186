//! An inbox in words.

use std::collections::HashMap;

use db::{Id, ReadTx};
use desk::Kind;
use desk::notification::{Listed, REMINDED};
use desk::people::Person;

use crate::identify::Member;
use crate::page::{InboxLine, Link};
use crate::work::Reader;
use crate::work::pages::Words;

/// The names of those who did something.
pub(super) fn names(
    tx: &ReadTx<'_>,
    lines: &[Listed],
) -> desk::Result<HashMap<Id<Person>, String>> {
    let mut people: Vec<Id<Person>> =
        lines.iter().filter_map(|line| line.notification.actor).collect();
    people.sort_unstable();
    people.dedup();
    Person::names(tx, &people)
}

/// A line as its reader sees it.
pub(super) fn line(
    reader: &Reader,
    member: &Member,
    kinds: &[&'static Kind],
    listed: &Listed,
    names: &HashMap<Id<Person>, String>,
) -> InboxLine {
    let (t, heading, told) = (&reader.t, &listed.heading, &listed.notification);
    let kind = kinds.iter().find(|kind| kind.code == heading.kind);
    let path = member.record_path(&heading.kind, &heading.number);
    // A reminder is no entry of a history; what only the inside knows has no verb.
    let is_entry = !told.verb.is_empty() && (told.actor.is_some() || told.reason != REMINDED);
    let news = kind.filter(|_| is_entry).map(|kind| {
        let actor = told.actor.and_then(|actor| names.get(&actor).cloned());
        let actor = actor.unwrap_or_else(|| t.text("someone-system"));
        (actor, Words { t, kind }.did(&told.verb))
    });
    InboxLine {
        link: Link::new(path, heading.title.clone()),
        number: heading.number.clone(),
        reason: t.text_of("notified", &told.reason),
        news,
        more: (told.unread > 1)
            .then(|| t.text_with("inbox-more", &[("count", told.unread.into())]))
            .unwrap_or_default(),
        told: reader.stamp(told.told_at),
        until: told.told_at.to_string(),
        is_unread: told.unread > 0,
    }
}
