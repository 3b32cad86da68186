//! The watchers of a record on its page.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use db::ReadTx;
use desk::Result;
use desk::access::Action;
use desk::watch::{self, Watcher};

use super::Seat;
use super::api::identity;
use super::form::{Form, Sent, submit};
use crate::endpoint::{Endpoints, Needs};
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{Link, Method as FormMethod, Section, SectionRow};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::pages::Pages;

pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    let may = |action| Needs::May(P::KIND.code, action);
    let record = format!("/{}/{{number}}", P::KIND.path);
    endpoints
        .page(Method::POST, format!("{record}/watch"), may(Action::Read), begin::<P>)
        .page(Method::DELETE, format!("{record}/watch"), may(Action::Read), end::<P>)
        .page(Method::POST, format!("{record}/watchers"), may(Action::Update), add::<P>)
        .page(
            Method::DELETE,
            format!("{record}/watchers/{{person}}"),
            may(Action::Update),
            remove::<P>,
        );
}

pub(super) fn section(tx: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Option<Section>> {
    let (t, record) = (&seat.reader.t, seat.heading);
    let watchers = watch::watchers(tx, seat.agent, record)?;
    let inside = record.shows_inside(seat.agent);
    let may = record.admits(seat.agent, Action::Update);
    let own = match record.watched {
        true => Form { method: FormMethod::Delete, ..Form::new("unwatch", "/watch", &[]) },
        false => Form::new("watch", "/watch", &[]),
    };
    let add = may.then(|| Form::new("add_watcher", "/watchers", watch::INPUTS).drawn(seat));
    let lead = match (record.watched, watchers.is_empty()) {
        (true, _) => t.text("organ-you-watch"),
        (false, true) if inside => t.text("organ-none-watchers"),
        _ => String::new(),
    };
    let count =
        if inside && !watchers.is_empty() { watchers.len().to_string() } else { String::new() };
    Ok(Some(Section {
        anchor: "watchers",
        heading: t.text("organ-watchers"),
        count,
        lead,
        rows: watchers.iter().filter(|_| inside).map(|w| row(seat, w, may)).collect(),
        forms: std::iter::once(own.drawn(seat)).chain(add).collect(),
        ..Section::default()
    }))
}

fn row(seat: &Seat<'_>, watcher: &Watcher, may: bool) -> SectionRow {
    let person = watcher.person.to_string();
    let take = || Form::removing("remove_watcher", &person, format!("/watchers/{person}"));
    SectionRow {
        link: Link::new("", watcher.name.clone()),
        cells: Vec::new(),
        forms: may.then(|| take().drawn(seat)).into_iter().collect(),
    }
}

async fn begin<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "watch", of: String::new(), written: &[], typed };
    submit::<P, _>(&site, &member, sent, |tx, ctx, agent, record, _| {
        watch::watch(tx, ctx, agent, record)
    })
    .await
}

async fn end<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "unwatch", of: String::new(), written: &[], typed };
    submit::<P, _>(&site, &member, sent, |tx, ctx, agent, record, _| {
        watch::unwatch(tx, ctx, agent, record)
    })
    .await
}

async fn add<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "add_watcher", of: String::new(), written: &[], typed };
    submit::<P, _>(&site, &member, sent, |tx, ctx, agent, record, raw| {
        watch::add(tx, ctx, agent, P::KIND, record, raw).map(drop)
    })
    .await
}

async fn remove<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment((number, person)): Segment<(String, String)>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "remove_watcher", of: person.clone(), written: &[], typed };
    submit::<P, _>(&site, &member, sent, move |tx, ctx, agent, record, _| {
        watch::remove(tx, ctx, agent, record, identity(&person)?)
    })
    .await
}
