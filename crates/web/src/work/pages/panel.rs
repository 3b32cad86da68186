//! A record as its page shows it: properties, legal moves, timeline, and what hangs on it.

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use desk::access::Action;
use desk::find_heading;
use desk::history::Part;

use super::cell::{priority_badge, state_badge};
use super::load::{LATEST, Loaded, load};
use super::offers::{allowed, compose, offers};
use super::own::Pages;
use super::properties::properties;
use super::words::Words;
use super::{Reader, Refused, list_path, record_path, then};
use crate::cursors::Cursors;
use crate::endpoint::Door;
use crate::failure::Result;
use crate::i18n::Translator;
use crate::identify::{Member, see_with};
use crate::inbox;
use crate::page::{
    Callout, Entry, Link, RecordPage, RecordPanel, RecordView, SafeHtml, Toast, Tone,
};
use crate::query::ListRequest;
use crate::reply::{draw, draw_with, toast};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::listing::before;
use crate::work::merged::{Itself, NAME};
use crate::work::{part_of, story};

/// The page of one record.
pub(super) async fn show<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    itself: Itself,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let query = query.unwrap_or_default();
    if let Some(moment) = then::asked(&query)? {
        return then::show::<P>(&site, &member, number, moment).await;
    }
    let mut request = ListRequest::parse(&query, Door::Page, site.cursors())?;
    request.take(NAME);
    let (agent, old) = (member.agent.clone(), number.clone());
    let elsewhere = site
        .read(move |tx| {
            let record = find_heading(tx, &agent, &old)?;
            itself.leads_to(tx, &agent, record.id)
        })
        .await?;
    if let Some(target) = elsewhere {
        let into = [("old", number.as_str().into()), ("new", target.number.as_str().into())];
        let path = member.record_path(&target.kind, &target.number);
        return Ok(see_with(&path, &member.t.text_with("merged-leads", &into)));
    }
    let part = part_of(&request, member.agent.person)?;
    let record = panel::<P>(&site, &member, number, part, None).await?;
    let shell = member.shell();
    // A page that hears of a change asks for the record alone.
    if member.wants_fragment() {
        draw(&RecordPanel { shell, record })
    } else {
        draw(&RecordPage { shell, record })
    }
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
    inbox::seen(site, loaded.sighting);
    // Rendering Markdown is no work for the threads that answer everybody.
    let (member, site_of_page) = (member.clone(), site.clone());
    let drawn = site.render(move || {
        let cursors = site_of_page.cursors();
        Ok(lay_out(&member, &reader, loaded, refused.as_ref(), cursors))
    });
    Ok(drawn.await?)
}

fn lay_out<P: Pages>(
    member: &Member,
    reader: &Reader,
    mut loaded: Loaded<P>,
    refused: Option<&Refused>,
    cursors: &Cursors,
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
        properties: {
            let own = properties(reader, &path, &loaded.found, names, &loaded.visible);
            let added = loaded.added.properties(reader, &member.agent, &loaded.found, names);
            own.into_iter().chain(added).collect()
        },
        timeline: timeline(member, reader, &path, &loaded),
        older: loaded.before.map(|seq| {
            let cursor = before(cursors, member.agent.person, seq);
            let earlier = format!("{path}?before={cursor}");
            Link::new(earlier, t.text("record-older"))
        }),
        compose: compose(member, &loaded, refused),
        sections,
        path,
    }
}

/// What happened; with the way to erase what was written, for those who may.
fn timeline<P: Pages>(
    member: &Member,
    reader: &Reader,
    path: &str,
    loaded: &Loaded<P>,
) -> Vec<Entry> {
    let words = Words { t: &reader.t, kind: P::KIND };
    let did = |verb: &str| words.did(verb);
    let mut told = story(reader, P::KIND, path, &loaded.events, &loaded.names, did);
    if member.agent.may_with(P::KIND.code, Action::Administer, &loaded.found.record().facts()) {
        for (entry, event) in told.iter_mut().zip(&loaded.events) {
            let written = event.changes.iter().any(|change| change.field.kind.is_text());
            let erase = || {
                let values = format!("{path}/timeline/{}/values", event.seq);
                Link::new(values, reader.t.text("erasing-entry"))
            };
            entry.erase = (written || !event.facts.is_empty()).then(erase);
        }
    }
    told
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
