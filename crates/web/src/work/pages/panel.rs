//! A record as its page shows it: properties, legal moves, timeline, and what hangs on it.

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::history::Part;

use super::cell::{priority_badge, state_badge};
use super::load::{LATEST, Loaded, load};
use super::offers::{allowed, compose, offers};
use super::own::Pages;
use super::properties::properties;
use super::words::Words;
use super::{Reader, Refused, list_path, record_path, then};
use crate::endpoint::Door;
use crate::failure::Result;
use crate::i18n::Translator;
use crate::identify::{Member, see_with};
use crate::page::{Callout, Link, RecordPage, RecordPanel, RecordView, SafeHtml, Toast, Tone};
use crate::query::{ListRequest, cursor};
use crate::reply::{draw, draw_with, toast};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::{part_of, story};

/// The page of one record.
pub(super) async fn show<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let query = query.unwrap_or_default();
    if let Some(moment) = then::asked(&query)? {
        return then::show::<P>(&site, &member, number, moment).await;
    }
    let request = ListRequest::parse(&query, Door::Page)?;
    let record = panel::<P>(&site, &member, number, part_of(&request)?, None).await?;
    draw(&RecordPage { shell: member.shell(), record })
}

/// What the browser gets after something was done to a record its reader still sees: the panel and
/// a toast by htmx, otherwise the record's page. `said` is what the reader is told.
///
/// # Errors
/// When the reader may not see it, or it cannot be read or drawn.
pub async fn done<P: Pages>(
    site: &Site,
    member: &Member,
    number: String,
    said: &str,
) -> Result<Response> {
    if !member.wants_fragment() {
        return Ok(see_with(&record_path(P::KIND, &number), said));
    }
    let record = panel::<P>(site, member, number, LATEST, None).await?;
    Ok(toast(draw(&RecordPanel { shell: member.shell(), record })?, &Toast::success(said)))
}

/// What the browser gets when a form of a record's page was refused: the page it came from, the
/// form open with what was typed.
///
/// # Errors
/// When the reader may not see it, or it cannot be read or drawn.
pub async fn refuse<P: Pages>(
    site: &Site,
    member: &Member,
    number: String,
    refused: Refused,
) -> Result<Response> {
    let record = panel::<P>(site, member, number, LATEST, Some(refused)).await?;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    if member.wants_fragment() {
        draw_with(status, &RecordPanel { shell: member.shell(), record })
    } else {
        draw_with(status, &RecordPage { shell: member.shell(), record })
    }
}

/// Loads a record and lays it out for its reader.
async fn panel<P: Pages>(
    site: &Site,
    member: &Member,
    number: String,
    part: Part,
    refused: Option<Refused>,
) -> Result<RecordView> {
    let reader = Reader::new(&member.t, site.now(), &member.agent.zone);
    let (by, seen_by, form) = (member.clone(), reader.clone(), refused.clone());
    let loaded =
        site.read(move |tx| load::<P>(tx, &by, &seen_by, &number, part, form.as_ref())).await?;
    // Rendering Markdown is no work for the threads that answer everybody.
    let member = member.clone();
    Ok(site.render(move || Ok(lay_out(&member, &reader, loaded, refused.as_ref()))).await?)
}

fn lay_out<P: Pages>(
    member: &Member,
    reader: &Reader,
    mut loaded: Loaded<P>,
    refused: Option<&Refused>,
) -> RecordView {
    let sections = std::mem::take(&mut loaded.sections);
    let (t, record, names) = (&member.t, loaded.found.record(), &loaded.names);
    let words = Words { t, kind: P::KIND };
    let path = record_path(P::KIND, &record.number);
    let (opener, requester) = (names.name(record.opener), names.name(record.requester));
    let (edit, verbs) = offers(member, &loaded, refused);
    let offered = |form: &str| {
        allowed(member, &loaded).any(|verb| verb.code == form)
            || sections.iter().any(|section| section.offers(form))
    };
    let too_late = refused.filter(|r| !offered(&r.form)).map(|r| r.too_late(t));
    let priority = record.priority.and_then(|p| u8::try_from(p).ok());
    RecordView {
        number: record.number.clone(),
        title: record.title.clone(),
        list: Link::new(list_path(P::KIND), words.list()),
        version: u64::try_from(record.version).unwrap_or(0),
        badges: std::iter::once(state_badge(t, P::KIND, record.state.code))
            .chain(priority.map(|priority| priority_badge(t, priority)))
            .collect(),
        byline: byline(t, opener.as_deref(), requester.as_deref()),
        opened: reader.stamp(record.opened_at),
        callouts: too_late
            .into_iter()
            .chain(withdrawn(reader, &loaded))
            .chain(loaded.found.callouts(&loaded.told(reader)))
            .collect(),
        description: SafeHtml::of_markdown(&record.description),
        verbs,
        edit,
        properties: properties(reader, &path, &loaded.found, names, &loaded.visible),
        timeline: story(reader, P::KIND, &path, &loaded.events, names, |verb| words.did(verb)),
        older: loaded.before.map(|seq| {
            let earlier = format!("{path}?before={}", cursor(&seq.to_be_bytes()));
            Link::new(earlier, t.text("record-older"))
        }),
        compose: compose(member, &loaded, refused),
        sections,
        path,
    }
}

/// The box that says that only few still find it.
fn withdrawn<P: Pages>(reader: &Reader, loaded: &Loaded<P>) -> Option<Callout> {
    let (withdrawal, name) = loaded.withdrawal.as_ref()?;
    let who = name.clone().unwrap_or_else(|| reader.t.text("someone-system"));
    let reason = withdrawal.reason.clone().unwrap_or_else(|| reader.t.text("value-erased"));
    let when = reader.stamp(withdrawal.at).text;
    Some(Callout {
        tone: Tone::Warning,
        heading: reader.t.text_with("custody-because", &[("reason", reason.as_str().into())]),
        body: None,
        byline: loaded.told(reader).byline(&who, &when),
    })
}

/// The line under the title.
pub(super) fn byline(t: &Translator, opener: Option<&str>, requester: Option<&str>) -> String {
    match (opener, requester) {
        (Some(opener), Some(requester)) if opener != requester => {
            t.text_with("opened-by", &[("opener", opener.into()), ("requester", requester.into())])
        }
        (Some(person), _) | (None, Some(person)) => {
            t.text_with("opened-by-requester", &[("requester", person.into())])
        }
        (None, None) => t.text("opened-unknown"),
    }
}
