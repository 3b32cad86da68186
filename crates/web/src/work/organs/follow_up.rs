//! Opening a record that follows up one that is over, on the old one's page.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use db::ReadTx;
use desk::access::Action;
use desk::closing::{self, FOLLOW_UP};
use desk::{Committed, Error, Result};

use super::Seat;
use super::form::Form;
use crate::endpoint::{Endpoints, Needs};
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::page::Section;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::pages::{Pages, Refused, refuse};
use crate::work::verb::numbered;

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
    Typed(input, faults): Typed,
) -> crate::failure::Result<Response> {
    let did: Result<Committed> = if faults.is_empty() {
        let (ctx, agent) = (member.context(), member.agent.clone());
        let (from, raw) = (number.clone(), input.clone());
        numbered(&site, P::KIND.prefix, move |tx, new| {
            closing::follow_up::<P>(tx, &ctx, &agent, &from, new, &raw)
        })
        .await
    } else {
        Err(Error::Invalid(faults))
    };
    match did {
        Ok(done) => {
            let said = [("number", done.number.as_str().into()), ("old", number.as_str().into())];
            let path = member.record_path(P::KIND.code, &done.number);
            Ok(see_with(&path, &member.t.text_of_with("done", "follow_up", &said)))
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_) | Error::Merged(_))) => {
            let refused = Refused::new(&member.t, "follow_up", input, WRITTEN, &error);
            refuse::<P>(&site, &member, number, refused).await
        }
        Err(other) => Err(other.into()),
    }
}
