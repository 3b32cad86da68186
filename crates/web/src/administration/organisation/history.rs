//! What was done to a thing: its entries in the logbook of settings.

use axum::Json;
use db::{Id, ReadTx};
use desk::access::{ANY_KIND, Action};
use desk::foundation::Item;
use desk::journal::{self, Entry};
use desk::people::Person;
use desk::{Error, Result as Desk};
use serde_json::{Value, json};

use super::super::AUDIT_PATH;
use super::super::log_names::LogNames;
use super::super::log_page::details;
use crate::failure::Result;
use crate::identify::Member;
use crate::page::{Cell, Link, Section, SectionRow};
use crate::query::ListRequest;
use crate::work::Reader;

/// Entries shown on the page at most.
const SHOWN: i64 = 20;

/// The last entries about a thing, with the names they mention.
#[derive(Debug, Clone)]
pub(in super::super) struct History {
    pub(in super::super) entries: Vec<Entry>,
    pub(in super::super) names: LogNames,
    /// The number of the last entry told, where there are more before it.
    pub(in super::super) next: Option<i64>,
}

/// Reads the entries about a thing before one, the latest first.
fn read(tx: &ReadTx<'_>, key: &str, before: i64, limit: i64) -> Desk<History> {
    let mut found = journal::about(tx, key, before, limit.saturating_add(1))?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|(version, _)| *version);
    let entries: Vec<Entry> = found.into_iter().map(|(_, entry)| entry).collect();
    let names = LogNames::of(tx, &entries)?;
    Ok(History { entries, names, next })
}

/// The entries a page shows.
pub(in super::super) fn shown(tx: &ReadTx<'_>, key: &str) -> Desk<History> {
    read(tx, key, i64::MAX, SHOWN)
}

/// What the API is asked for of a history, by whom.
#[derive(Clone)]
pub(in super::super) struct Asked {
    /// What its cursors belong to.
    list: &'static str,
    reader: Id<Person>,
    request: ListRequest,
}

impl Asked {
    /// # Errors
    /// What is asked for and is not of a history.
    pub(in super::super) fn of(
        list: &'static str,
        reader: Id<Person>,
        request: ListRequest,
    ) -> Result<Self> {
        request.nothing_else()?;
        Ok(Asked { list, reader, request })
    }

    /// The entries about a thing that are asked for.
    pub(in super::super) fn read(&self, tx: &ReadTx<'_>, key: &str) -> Desk<History> {
        let before = match self.request.onward(self.list, self.reader)? {
            None => i64::MAX,
            Some(place) => {
                let number = place.try_into().map(i64::from_be_bytes);
                number.map_err(|_| Error::invalid("after", "cursor"))?
            }
        };
        read(tx, key, before, i64::from(self.request.limit))
    }

    /// The answer: of each entry what `told` makes of it, and the cursor of the page after.
    pub(in super::super) fn answer(
        &self,
        found: &History,
        told: impl Fn(&Entry) -> Value,
    ) -> Json<Value> {
        let items: Vec<Value> = found.entries.iter().map(told).collect();
        let cursor =
            |number: i64| self.request.cursor(self.list, self.reader, &number.to_be_bytes());
        Json(json!({ "items": items, "next": found.next.map(cursor) }))
    }
}

pub(super) fn section(member: &Member, reader: &Reader, item: &Item, history: &History) -> Section {
    // Which thing it is stands at the head of the page.
    let own = |field: &str| field == item.sort.code || item.sort.key.contains(&field);
    let said = |entry: &Entry| {
        let mut told = entry.clone();
        told.values.retain(|value| !own(&value.field));
        details(&member.t, &told, &history.names).replace('\n', " · ")
    };
    history.section(member, reader, "organisation-no-history", said)
}

impl History {
    /// A section of a page: who did what and when, and of each entry what `said` makes of it. `none` is the
    /// line where there is nothing.
    pub(in super::super) fn section(
        &self,
        member: &Member,
        reader: &Reader,
        none: &str,
        said: impl Fn(&Entry) -> String,
    ) -> Section {
        let t = &member.t;
        let row = |entry: &Entry| {
            let who = entry.actor.and_then(|id| self.names.person(id)).map(str::to_owned);
            let who = who.map_or_else(|| Cell::Text(t.text("log-nobody")), Cell::Person);
            let gaps = [("verb", entry.verb.as_str().into())];
            SectionRow {
                link: Link::new("", t.text_of_with("did-log", &entry.verb, &gaps)),
                cells: vec![
                    who,
                    Cell::Time(reader.stamp(entry.occurred_at)),
                    Cell::Text(said(entry)),
                ],
                forms: Vec::new(),
            }
        };
        let mut rows: Vec<SectionRow> = self.entries.iter().map(row).collect();
        if self.next.is_some() && member.agent.may(ANY_KIND, Action::Audit) {
            let all = Link::new(format!("{AUDIT_PATH}/settings"), t.text("organisation-log"));
            rows.push(SectionRow { link: all, ..SectionRow::default() });
        }
        Section {
            anchor: "history",
            heading: t.text("organisation-history"),
            lead: if rows.is_empty() { t.text(none) } else { String::new() },
            rows,
            ..Section::default()
        }
    }
}
