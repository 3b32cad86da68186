//! An inbox in words.

use std::collections::HashMap;

use db::{Id, ReadTx};
use desk::notification::Listed;
use desk::people::Person;
use desk::{Kind, task};

use crate::identify::Member;
use crate::page::{InboxLine, Link};
use crate::query::encode;
use crate::work::Reader;
use crate::work::pages::Words;

/// The names of people.
pub(super) type Names = HashMap<Id<Person>, String>;

/// The names of those who did something.
pub(super) fn names(tx: &ReadTx<'_>, lines: &[Listed]) -> desk::Result<Names> {
    let mut people: Vec<Id<Person>> = lines.iter().filter_map(|one| one.line.actor).collect();
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
    names: &Names,
) -> InboxLine {
    let (t, about, line) = (&reader.t, &listed.about, &listed.line);
    let is_task = about.kind == task::KIND.code;
    let path = match is_task {
        true => format!("/{}/{}", task::KIND.path, about.number),
        false => member.record_path(&about.kind, &about.number),
    };
    let did = match kinds.iter().find(|kind| kind.code == about.kind) {
        // What is in no history has no verb.
        _ if line.verb.is_empty() => None,
        Some(kind) => Some(Words { t, kind }.did(&line.verb)),
        None if is_task => Some(t.text_of("did-task", &line.verb)),
        None => None,
    };
    let actor = || {
        let known = line.actor.filter(|actor| *actor != Person::SYSTEM);
        let name = known.and_then(|actor| names.get(&actor).cloned());
        name.unwrap_or_else(|| t.text("someone-system"))
    };
    InboxLine {
        id: line.id.to_string(),
        link: Link::new(path, about.title.clone()),
        number: about.number.clone(),
        reason: t.text_of("notified", &line.rule),
        same: format!("/notifications?unread=false&about={}", encode(&about.number)),
        news: did.map(|did| (actor(), did)),
        more: match line.entries {
            ..=1 => String::new(),
            many => t.text_with("inbox-more", &[("count", many.into())]),
        },
        told: reader.stamp(line.told_at),
        is_unread: line.read_at.is_none(),
    }
}
