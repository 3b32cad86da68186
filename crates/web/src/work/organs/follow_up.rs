//! Opening a record that follows up one that is over, on the old one's page.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use db::ReadTx;
use desk::Result;
use desk::access::Action;
use desk::closing::{self, FOLLOW_UP};

use super::Seat;
use super::form::{Form, Sent, open_from};
use crate::endpoint::{Endpoints, Needs};
use crate::identify::Member;
use crate::input::Typed;
use crate::page::Section;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::pages::Pages;

/// What is written in one's own words, and must not be lost.
const WRITTEN: &[&str] = &["title", "description"];

pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    let may = Needs::May(P::KIND.code, Action::Create);
    let path = format!("/{}/{{number}}/follow-ups", P::KIND.path);
    endpoints.page(Method::POST, path, may, open::<P>);
}

pub(super) fn section(_: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Option<Section>> {
    let (heading, t) = (seat.heading, &seat.reader.t);
    let may = heading.admits(seat.agent, Action::Create);
    if heading.is_open || heading.facts.restricted || !may {
        return Ok(None);
    }
    Ok(Some(Section {
        anchor: "follow-up",
        heading: t.text("organ-follow-up"),
        lead: t.text("organ-follow-up-lead"),
        forms: vec![Form::new("follow_up", "/follow-ups", FOLLOW_UP).drawn(seat)],
        ..Section::default()
    }))
}

async fn open<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "follow_up", of: String::new(), written: WRITTEN, typed };
    open_from::<P>(&site, &member, sent, closing::follow_up::<P>).await
}
