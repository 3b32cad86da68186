//! Withdrawing and restricting on a record's page, for those who may.

use axum::extract::State;
use axum::http::Method;
use db::ReadTx;
use desk::Result;
use desk::access::Action;
use desk::custody::{INPUTS, may_restrict};

use super::Seat;
use super::form::{Form, Sent, submit};
use crate::endpoint::{Endpoints, Needs};
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{Method as FormMethod, Section};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::custody::LINES;
use crate::work::pages::Pages;

pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    for (method, below, word, action, _, act) in LINES {
        let handler = move |State(site): State<Site>,
                            member: Member,
                            Segment(number): Segment<String>,
                            typed: Typed| async move {
            let sent = Sent { number, word, of: String::new(), written: &["reason"], typed };
            submit::<P, _>(&site, &member, sent, move |tx, ctx, agent, record, raw| {
                act(tx, ctx, agent, P::KIND, record, raw).map(drop)
            })
            .await
        };
        let path = format!("/{}/{{number}}{below}", P::KIND.path);
        endpoints.page(method, path, Needs::May(P::KIND.code, action), handler);
    }
}

pub(super) fn section(_: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Option<Section>> {
    let (t, facts) = (&seat.reader.t, &seat.heading.facts);
    let offered = |word: &str| match word {
        "withdraw" => !facts.withdrawn && seat.heading.admits(seat.agent, Action::Administer),
        "restore" => facts.withdrawn && seat.heading.admits(seat.agent, Action::Administer),
        "restrict" => !facts.restricted && may_restrict(seat.agent, seat.heading),
        _ => facts.restricted && may_restrict(seat.agent, seat.heading),
    };
    let form = |(method, below, word, ..): &(Method, &'static str, &'static str, _, _, _)| {
        let method = if *method == Method::DELETE { FormMethod::Delete } else { FormMethod::Post };
        Form { method, ..Form::new(word, *below, INPUTS) }.drawn(seat)
    };
    let forms: Vec<_> = LINES.iter().filter(|line| offered(line.2)).map(form).collect();
    if forms.is_empty() {
        return Ok(None);
    }
    let lead = match (facts.withdrawn, facts.restricted) {
        (true, _) => t.text("custody-withdrawn"),
        (false, true) => t.text("custody-restricted"),
        (false, false) => t.text("custody-open"),
    };
    Ok(Some(Section {
        anchor: "custody",
        heading: t.text("custody-heading"),
        lead,
        forms,
        ..Section::default()
    }))
}
