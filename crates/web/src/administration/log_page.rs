//! The pages of the logbooks.

use axum::extract::State;
use axum::response::Response;
use desk::Error;
use desk::closing;
use desk::field::FieldKind as Holds;
use desk::journal::{Entry, Logbook};

use super::AUDIT_PATH;
use super::audit::{Read, read};
use super::log_names::LogNames;
use super::log_words::in_words;
use crate::failure::{Failure, Result};
use crate::i18n::Translator;
use crate::identify::Member;
use crate::page::{
    Cell, Choice, Column, EmptyState, FieldKind, FormField, InputType, Link, QueueLink, TablePage,
};
use crate::query::ListRequest;
use crate::reply::draw;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::Reader;

/// Identities that say nothing to a person: the name stands beside them.
const UNSAID: &[&str] = &["role", "record", "organisation", "rule"];

/// What is kept as yes or no, beside what the rules of closing say so.
const FLAGS: &[&str] = &["active", "everybody"];

/// The first logbook.
pub(super) async fn first(
    State(site): State<Site>,
    member: Member,
    request: ListRequest,
) -> Result<Response> {
    page(&site, &member, Logbook::Settings, request).await
}

/// One logbook.
pub(super) async fn show(
    State(site): State<Site>,
    member: Member,
    Segment(book): Segment<String>,
    request: ListRequest,
) -> Result<Response> {
    let book = Logbook::from_code(&book).ok_or(Error::NotFound)?;
    page(&site, &member, book, request).await
}

async fn page(
    site: &Site,
    member: &Member,
    book: Logbook,
    request: ListRequest,
) -> Result<Response> {
    let (agent, asked) = (member.agent.clone(), request.clone());
    let found = site.read(move |tx| read(tx, &agent, book, &asked)).await;
    let Read { page, names, next } = found.map_err(Failure::in_query)?;
    let reader = Reader::new(&member.t, site.now(), &member.agent.zone);
    let t = &member.t;
    let column = |code: &str| Column::new(code, t.text_of("log-column", code));
    let tab = |other: Logbook| QueueLink {
        link: Link::new(path(other), t.text_of("logbook", other.code())),
        current: other == book,
        count: String::new(),
    };
    draw(&TablePage {
        shell: member.shell(),
        place: Link::new("/", t.text("log-back")),
        heading: t.text_of("logbook", book.code()),
        lead: t.text_of("logbook-lead", book.code()),
        actions: Vec::new(),
        tabs: Logbook::EVERY.map(tab).into(),
        tabs_label: t.text("logbooks"),
        filters: filters(t, book, &request),
        path: path(book),
        filtered: !request.equals.is_empty(),
        columns: ["when", "who", "what", "details"].map(column).into(),
        rows: page.entries.iter().map(|entry| row(&reader, entry, &names)).collect(),
        pager: request.pager(&path(book), next.as_deref()),
        empty: EmptyState {
            heading: t.text("log-empty"),
            // What was looked through held nothing; there may be more before it.
            text: t.text(if page.next.is_some() { "log-further" } else { "log-nothing" }),
            action: None,
        },
    })
}

fn path(book: Logbook) -> String {
    format!("{AUDIT_PATH}/{}", book.code())
}

fn filters(t: &Translator, book: Logbook, request: &ListRequest) -> Vec<FormField> {
    let given = |name: &str| request.equals.get(name).cloned().unwrap_or_default();
    let field = |name: &str, kind: FieldKind| FormField {
        kind,
        value: given(name),
        ..FormField::text(name, t.text_of("log-filter", name))
    };
    let verbs = book.verbs().iter().map(|verb| Choice::new(*verb, t.text_of("did-log", verb)));
    vec![
        field("person", FieldKind::Text(InputType::Text)),
        field("day", FieldKind::Text(InputType::Date)),
        field("verb", FieldKind::Suggest { choices: verbs.collect(), source: None }),
    ]
}

fn row(reader: &Reader, entry: &Entry, names: &LogNames) -> Vec<Cell> {
    let t = &reader.t;
    let who = entry.actor.and_then(|id| names.person(id)).map(str::to_owned);
    vec![
        Cell::Time(reader.stamp(entry.occurred_at)),
        who.map_or_else(|| Cell::Text(t.text("log-nobody")), Cell::Person),
        Cell::Text(t.text_of_with("did-log", &entry.verb, &[("verb", entry.verb.as_str().into())])),
        Cell::Text(details(t, entry, names)),
    ]
}

/// Whether a value is kept as yes or no, as it is and as it was.
fn is_flag(field: &str) -> bool {
    let code = field.strip_suffix("_before").unwrap_or(field);
    let of_closing = || {
        closing::INPUTS.iter().any(|input| input.code == code && matches!(input.kind, Holds::Flag))
    };
    FLAGS.contains(&code) || of_closing()
}

/// What was said of it, a line each.
pub(super) fn details(t: &Translator, entry: &Entry, names: &LogNames) -> String {
    // What a view is called says more than its identity; entries of old do not always tell it.
    let named = entry.values.iter().any(|value| value.field == "name");
    let unsaid = |field: &str| UNSAID.contains(&field) || (field == "view" && named);
    let lines = entry.values.iter().filter(|value| !unsaid(&value.field));
    let line = |value: &desk::journal::EntryValue| {
        let label = t.known("log-value", &value.field).unwrap_or_else(|| value.field.clone());
        let said = match (&value.value, value.erased_at) {
            (_, Some(_)) => t.text("value-erased"),
            (Some(text), None) if value.field == "reason" => {
                t.known("log-reason", text).unwrap_or_else(|| text.clone())
            }
            (Some(text), None) if ["gives", "gives_before"].contains(&value.field.as_str()) => {
                t.known("log-gives", text).unwrap_or_else(|| text.clone())
            }
            (Some(text), None) if is_flag(&value.field) => {
                t.known("log-flag", text).unwrap_or_else(|| text.clone())
            }
            (Some(text), None) => {
                in_words(t, &value.field, text).unwrap_or_else(|| names.words(&value.field, text))
            }
            (None, None) => t.text("value-none"),
        };
        format!("{label}: {said}")
    };
    lines.map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use desk::closing::INPUTS;

    use super::is_flag;
    use crate::i18n::Languages;

    #[test]
    fn every_yes_and_no_of_a_rule_of_closing_is_told_as_one() {
        let t = Languages::embedded().translator(Some("en"), None);
        for input in INPUTS {
            for field in [input.code.to_owned(), format!("{}_before", input.code)] {
                assert!(t.known("log-value", &field).is_some(), "{field}");
            }
        }
        for field in ["comment_reopens", "survey_before", "everybody_before"] {
            assert!(is_flag(field), "{field}");
        }
        assert!(!is_flag("close_after") && !is_flag("name"));
    }
}
