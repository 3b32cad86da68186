//! Two people wrote the same field: both values, and a way to write one's own again.

use axum::http::StatusCode;
use axum::response::Response;
use desk::Clash;
use desk::input::RawInput;
use desk::lifecycle::Verb;
use web::page::{ConflictValue, ErrorPage, FormField, Link, Shown, VerbForm};
use web::work::{Names, words};
use web::{Member, Site, draw_with};

use super::panel::present;
use crate::fields::KIND;
use crate::views;

pub(super) async fn page(
    site: &Site,
    member: &Member,
    verb: &'static Verb,
    number: String,
    input: &RawInput,
    clashes: &[Clash],
) -> web::Result<Response> {
    let (incident, names) = present(site, member, number).await?;
    let record = Link::new(views::path(&incident.record.number), incident.record.number.clone());
    let values = clashes.iter().map(|clash| value(member, clash, &names)).collect();
    let again = VerbForm {
        verb: verb.code.to_owned(),
        path: match verb.path {
            "" => views::path(&incident.record.number),
            last => format!("{}/{last}", views::path(&incident.record.number)),
        },
        method: verb.method.into(),
        label: member.t.text("conflict-write-mine"),
        primary: true,
        fields: input.values.keys().map(|name| FormField::hidden(name, input.shown(name))).collect(),
        ..VerbForm::default()
    };
    let page = ErrorPage {
        retry: Some(again),
        version: u64::try_from(incident.record.version).unwrap_or(0),
        ..ErrorPage::conflict(member.shell(), values, record)
    };
    draw_with(StatusCode::CONFLICT, &page)
}

fn value(member: &Member, clash: &Clash, names: &Names) -> ConflictValue {
    let t = &member.t;
    let in_words = |text: &str| match KIND.field(&clash.field) {
        Some(field) => words(t, &KIND, field, text, names),
        None => text.to_owned(),
    };
    ConflictValue {
        label: t.known("field", &clash.field).unwrap_or_else(|| clash.field.clone()),
        yours: clash.yours.as_deref().map(in_words).unwrap_or_default(),
        theirs: clash.theirs.as_deref().map_or(Shown::Empty, |text| Shown::Text(in_words(text))),
        by: String::new(),
    }
}
