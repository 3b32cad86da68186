//! What was done last about one setting, beside it: on its page and in the API.

use axum::Json;
use db::ReadTx;
use desk::access::{ANY_KIND, Action, Agent};
use desk::audit;
use desk::journal::Entry;
use serde_json::{Value, json};

use super::AUDIT_PATH;
use super::audit::of_entry;
use super::log_names::LogNames;
use super::log_page::details;
use crate::failure::Result;
use crate::openapi::{Operation, Schema};
use crate::page::{Cell, Link, Section, SectionRow};
use crate::site::Site;
use crate::work::Reader;

/// Entries shown at most; the rest is in the logbook.
const LATELY: usize = 10;

/// The entries of these verbs, of which one value is just that where it is said; with the names they mention.
pub(super) fn read(
    tx: &ReadTx<'_>,
    agent: &Agent,
    verbs: &[&str],
    about: Option<(&str, &str)>,
) -> desk::Result<(Vec<Entry>, LogNames)> {
    let entries = audit::lately(tx, agent, verbs, about, LATELY)?;
    let names = LogNames::of(tx, &entries)?;
    Ok((entries, names))
}

/// The entries as the API gives them.
pub(super) fn answered(entries: &[Entry], names: &LogNames) -> Json<Value> {
    let items: Vec<Value> = entries.iter().map(|entry| of_entry(entry, names)).collect();
    Json(json!({ "items": items }))
}

/// The answer to whoever asks for the history of a setting.
pub(super) async fn answer(
    site: &Site,
    agent: Agent,
    verbs: &'static [&'static str],
    about: Option<(&'static str, &'static str)>,
) -> Result<Json<Value>> {
    let (entries, names) = site.read(move |tx| read(tx, &agent, verbs, about)).await?;
    Ok(answered(&entries, &names))
}

/// What the API says of that answer.
pub(super) fn described(operation: Operation) -> Operation {
    let page = Schema::object().required("items", Schema::list(Schema::named("LogEntry")));
    operation.reply(200, "The latest first; the logbook of settings has all", Some(page))
}

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
