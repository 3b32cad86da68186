//! What was done last about one setting, beside it.

use desk::access::{ANY_KIND, Action, Agent};
use desk::journal::Entry;

use super::AUDIT_PATH;
use super::log_names::LogNames;
use super::log_page::details;
use crate::page::{Cell, Link, Section, SectionRow};
use crate::work::Reader;

/// Entries shown at most; the rest is in the logbook.
pub(super) const LATELY: usize = 10;

/// The entries, the latest first, and the way to all of them.
pub(super) fn section(
    agent: &Agent,
    reader: &Reader,
    entries: &[Entry],
    names: &LogNames,
) -> Section {
    let t = &reader.t;
    let row = |entry: &Entry| {
        let who = entry.actor.and_then(|id| names.person(id)).map(str::to_owned);
        let gaps = [("verb", entry.verb.as_str().into())];
        SectionRow {
            link: Link::new("", t.text_of_with("did-log", &entry.verb, &gaps)),
            cells: vec![
                Cell::Text(details(t, entry, names)),
                Cell::person(who),
                Cell::Time(reader.stamp(entry.occurred_at)),
            ],
            forms: Vec::new(),
        }
    };
    let whole = agent.may(ANY_KIND, Action::Audit).then(|| SectionRow {
        link: Link::new(format!("{AUDIT_PATH}/settings"), t.text("lately-log")),
        ..SectionRow::default()
    });
    Section {
        anchor: "lately",
        heading: t.text("lately"),
        lead: if entries.is_empty() { t.text("lately-nothing") } else { String::new() },
        rows: entries.iter().map(row).chain(whole).collect(),
        ..Section::default()
    }
}
