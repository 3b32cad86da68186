//! Puts the page of a list together.

use desk::access::{Action, Reach};
use desk::field::Field;
use desk::list::Snapshot;

use super::super::bulk::bar;
use super::super::cell::cell;
use super::super::own::Pages;
use super::super::queue::Queue;
use super::super::words::Words;
use super::super::{Reader, list_path, record_path};
use super::look::Look;
use super::{HEAD, Shown, columns, conditions, filters, groups, views};
use crate::export::CODES;
use crate::i18n::Translator;
use crate::identify::Member;
use crate::page::{Column, EmptyState, Link, ListTools, Pager, QueueLink, RecordList, Row};
use crate::site::Site;
use crate::work::counted_words;

pub(super) fn page<P: Pages>(site: &Site, member: &Member, shown: &Shown) -> RecordList {
    let (t, look) = (&member.t, &shown.look);
    let words = Words { t, kind: P::KIND };
    let reader = Reader::new(t, site.now(), &member.agent.zone);
    let own = matches!(member.agent.require(P::KIND.code, Action::Read), Ok(Reach::Own));
    let heading = match &look.view {
        Some(view) => view.name.clone(),
        None if look.request.withdrawn => t.text("list-withdrawn"),
        None => look.queue.heading(words, own),
    };
    let in_queue = look.view.is_none() && !look.request.withdrawn;
    let queues = shown.offered.iter().map(|queue| {
        let link = queue.link(words, look.queue, in_queue);
        let count = match look.counts_queue() {
            // How much there is of everything says nothing to anybody.
            Some(whole) if whole == *queue && whole != Queue::All => shown.count,
            _ => shown.tallies.get(queue.code()).copied(),
        };
        QueueLink { count: counted_words(count), ..link }
    });
    RecordList {
        shell: member.shell(),
        heading,
        count: counted_words(shown.count),
        queues: queues
            .chain(withdrawn::<P>(member, look))
            .chain(views::pinned(look, shown))
            .collect(),
        filters: filters::filters::<P>(t, shown),
        path: list_path(P::KIND),
        live: true,
        kept: filters::kept::<P>(look),
        cleared: look.cleared(),
        tools: Some(tools::<P>(member, shown)),
        set: filters::set::<P>(t, shown),
        note: note(&reader, shown),
        groups: groups::counts(t, shown),
        bulk: bar::<P>(t, &member.agent, look, counted_words(shown.count)),
        head: HEAD.map(|code| head::<P>(t, shown, code)),
        columns: shown.columns.iter().map(|field| columns::heading(t, look, field)).collect(),
        rows: shown.window.listed.rows.iter().map(|it| row::<P>(&reader, it, shown)).collect(),
        pager: pager(t, shown),
        empty: empty::<P>(member, words, shown, own),
    }
}

/// What was withdrawn, for those who find it.
fn withdrawn<P: Pages>(member: &Member, look: &Look) -> Option<QueueLink> {
    let scope = member.agent.scope(P::KIND.code, Action::Read).ok()?;
    scope.withdrawn()?;
    let path = format!("{}?withdrawn=true", list_path(P::KIND));
    Some(QueueLink {
        link: Link::new(path, member.t.text("list-withdrawn")),
        current: look.view.is_none() && look.request.withdrawn,
        count: String::new(),
    })
}

fn tools<P: Pages>(member: &Member, shown: &Shown) -> ListTools {
    let (t, look) = (&member.t, &shown.look);
    ListTools {
        conditions: conditions::conditions(t, shown),
        columns: columns::chooser(t, shown),
        group: groups::chooser(t, shown),
        views: views::menu::<P>(member, look, &shown.views, &shown.names),
        exports: exports(t, shown),
    }
}

/// The list as files, with the columns it shows.
fn exports(t: &Translator, shown: &Shown) -> Vec<Link> {
    let own = shown.columns.iter().map(|field| field.code);
    let columns: Vec<&str> = HEAD.into_iter().chain(own).collect();
    let link =
        |code: &str| Link::new(shown.look.export(code, &columns), t.text_of("list-export", code));
    CODES.iter().map(|code| link(code)).collect()
}

fn head<P: Pages>(t: &Translator, shown: &Shown, code: &str) -> Column {
    match P::KIND.field(code) {
        Some(field) => columns::heading(t, &shown.look, field),
        None => Column::new(code, t.text_of("field", code)),
    }
}

/// What is not quite so about these rows.
fn note(reader: &Reader, shown: &Shown) -> String {
    let grouped = shown.groups.as_ref().and_then(|(_, grouped)| grouped.since);
    let since = |key: &str, at: db::Timestamp| {
        reader.t.text_with(key, &[("since", reader.stamp(at).text.as_str().into())])
    };
    let sorted = shown.window.listed.sorted_since.map(|at| since("list-sorted-since", at));
    let grouped = grouped.map(|at| since("list-grouped-since", at));
    let stopped = shown.window.listed.stopped.then(|| reader.t.text("list-stopped"));
    let notes = [sorted, grouped, stopped].into_iter().flatten();
    notes.collect::<Vec<_>>().join(" ")
}

/// One record, its cells in the order of the columns.
fn row<P: Pages>(reader: &Reader, row: &Snapshot, shown: &Shown) -> Row {
    let names = &shown.window.names;
    let cell = |field: &&'static Field| cell(reader, P::KIND, field, row.value(field.code), names);
    Row {
        href: record_path(P::KIND, row.text("number")),
        number: row.text("number").to_owned(),
        title: row.text("title").to_owned(),
        cells: shown.columns.iter().map(cell).collect(),
    }
}

fn pager(t: &Translator, shown: &Shown) -> Pager {
    let (look, window) = (&shown.look, &shown.window);
    let (rows, total) = (window.listed.rows.len().to_string(), counted_words(shown.count));
    let whole = look.is_first() && window.next.is_none();
    let some = t.text_with(
        "pager-summary",
        &[("shown", rows.as_str().into()), ("total", total.as_str().into())],
    );
    Pager {
        previous: window.previous.as_ref().map(|cursor| look.page("before", cursor)),
        next: window.next.as_ref().map(|cursor| look.page("after", cursor)),
        summary: if whole || total.is_empty() { String::new() } else { some },
    }
}

/// What stands in place of no rows.
fn empty<P: Pages>(member: &Member, words: Words<'_>, shown: &Shown, own: bool) -> EmptyState {
    let look = &shown.look;
    let opens = member.agent.may(P::KIND.code, Action::Create);
    let narrowed = look.cleared();
    let (text, action) = match (narrowed, &look.view) {
        (Some(cleared), _) => (
            words.text_of("list-empty", "filtered"),
            Some(Link::new(cleared, words.t.text("list-empty-clear"))),
        ),
        (None, Some(_)) => (words.text_of("list-empty", "view"), None),
        (None, None) if look.request.withdrawn => (words.text_of("list-empty", "view"), None),
        (None, None) => return look.queue.empty(words, own, opens),
    };
    EmptyState { heading: words.text_of("list-empty", "heading"), text, action }
}
