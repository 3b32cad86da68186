//! Giving a record to whom the rules say, on its page.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use db::ReadTx;
use desk::access::Action;
use desk::{Result, assignment};

use super::Seat;
use super::form::{Form, Sent, submit};
use crate::endpoint::{Endpoints, Needs};
use crate::identify::Member;
use crate::input::Typed;
use crate::page::Section;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::pages::Pages;

/// Where it is, below the record.
const PATH: &str = "/rule-assignment";
/// What the form does.
const WORD: &str = assignment::VERB;

pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    let may = Needs::May(P::KIND.code, Action::Assign);
    endpoints.page(Method::POST, format!("/{}/{{number}}{PATH}", P::KIND.path), may, by_rules::<P>);
}

pub(super) fn section(tx: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Option<Section>> {
    let may = seat.heading.is_open && seat.heading.admits(seat.agent, Action::Assign);
    if !may || !assignment::has_rules(tx, seat.kind)? {
        return Ok(None);
    }
    let t = &seat.reader.t;
    Ok(Some(Section {
        anchor: "assignment-rules",
        heading: t.text("organ-assignment"),
        lead: t.text("assignment-organ-lead"),
        forms: vec![Form::new(WORD, PATH, &[]).drawn(seat)],
        ..Section::default()
    }))
}

async fn by_rules<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: WORD, of: String::new(), written: &[], typed };
    submit::<P, _>(&site, &member, sent, |tx, ctx, agent, record, raw| {
        assignment::assign_by_rules::<P>(tx, ctx, agent, &record.number, raw).map(drop)
    })
    .await
}
