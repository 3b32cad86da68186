//! Withdrawing and restricting on a record's page, for those who may.

use axum::extract::State;
use axum::http::Method;
use db::ReadTx;
use desk::Result;
use desk::custody::INPUTS;

use super::Seat;
use super::form::{Form, Sent, submit};
use crate::endpoint::{Endpoints, Needs};
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{Method as FormMethod, Section};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::custody::{LINES, Line};
use crate::work::pages::Pages;

/// Its place on the page.
pub(super) const ANCHOR: &str = "custody";

pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    for (method, below, action, _, step) in &LINES {
        let handler = move |State(site): State<Site>,
                            member: Member,
                            Segment(number): Segment<String>,
                            typed: Typed| async move {
            let word = step.verb;
            let sent = Sent { number, word, of: String::new(), written: &["reason"], typed };
            submit::<P, _>(&site, &member, sent, move |tx, ctx, agent, record, raw| {
                step.take(tx, ctx, agent, P::KIND, record, raw).map(drop)
            })
            .await
        };
        let path = format!("/{}/{{number}}{below}", P::KIND.path);
        endpoints.page(method.clone(), path, Needs::May(P::KIND.code, *action), handler);
    }
}

pub(super) fn section(_: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Option<Section>> {
    let (t, facts) = (&seat.reader.t, &seat.heading.facts);
    let form = |(method, below, _, _, step): &Line| {
        let method = if *method == Method::DELETE { FormMethod::Delete } else { FormMethod::Post };
        let form = Form { method, ..Form::new(step.verb, *below, INPUTS) };
        step.is_offered(seat.agent, seat.heading).then(|| form.drawn(seat))
    };
    let forms: Vec<_> = LINES.iter().filter_map(form).collect();
    if forms.is_empty() {
        return Ok(None);
    }
    let lead = match (facts.withdrawn, facts.restricted) {
        (true, _) => t.text("custody-withdrawn"),
        (false, true) => t.text("custody-restricted"),
        (false, false) => t.text("custody-open"),
    };
    Ok(Some(Section {
        anchor: ANCHOR,
        heading: t.text("custody-heading"),
        lead,
        forms,
        ..Section::default()
    }))
}
