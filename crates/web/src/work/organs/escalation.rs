//! Bringing a record before the people above, on its page.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use db::{Id, ReadTx};
use desk::Result;
use desk::access::Action;
use desk::escalation::{self, HIGHEST};
use desk::people::Person;

use super::Seat;
use super::form::{Form, Sent, submit};
use crate::endpoint::{Endpoints, Needs};
use crate::i18n::{Arg, Translator};
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{Method as FormMethod, Section};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::pages::Pages;

/// Where it is, below the record.
const PATH: &str = "/management-escalation";
/// What is written in one's own words, and must not be lost.
const WRITTEN: &[&str] = &["reason"];

pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    let may = Needs::May(P::KIND.code, Action::Prioritise);
    let path = format!("/{}/{{number}}{PATH}", P::KIND.path);
    endpoints.page(Method::POST, path.as_str(), may, up::<P>).page(
        Method::DELETE,
        path.as_str(),
        may,
        down::<P>,
    );
}

pub(super) fn section(tx: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Option<Section>> {
    if !seat.heading.shows_inside(seat.agent) {
        return Ok(None);
    }
    let (level, person) = escalation::stands(tx, seat.heading.id)?;
    let may = seat.heading.is_open && seat.heading.admits(seat.agent, Action::Prioritise);
    if level == 0 && !may {
        return Ok(None);
    }
    let raise = Form::new("escalate_to_management", PATH, escalation::INPUTS);
    let lower = Form {
        method: FormMethod::Delete,
        ..Form::new("deescalate", PATH, escalation::DEESCALATE)
    };
    let forms = [(raise, level < HIGHEST), (lower, level > 0)];
    let t = &seat.reader.t;
    Ok(Some(Section {
        anchor: "escalation",
        heading: t.text("organ-escalation"),
        lead: told(tx, t, level, person)?,
        forms: forms
            .into_iter()
            .filter(|(_, fits)| may && *fits)
            .map(|(form, _)| form.drawn(seat))
            .collect(),
        ..Section::default()
    }))
}

/// How far up it is, and with whom.
fn told(tx: &ReadTx<'_>, t: &Translator, level: i64, person: Option<Id<Person>>) -> Result<String> {
    if level == 0 {
        return Ok(t.text("organ-none-escalation"));
    }
    let person = person.map(|id| Person::find(tx, id)).transpose()?.flatten();
    let level = ("level", Arg::Number(level));
    Ok(match person {
        Some(person) => {
            t.text_with("escalation-stands", &[level, ("name", Arg::Text(&person.name))])
        }
        None => t.text_with("escalation-stands-alone", &[level]),
    })
}

async fn up<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let word = "escalate_to_management";
    let sent = Sent { number, word, of: String::new(), written: WRITTEN, typed };
    submit::<P, _>(&site, &member, sent, |tx, ctx, agent, record, raw| {
        escalation::escalate::<P>(tx, ctx, agent, &record.number, raw).map(drop)
    })
    .await
}

async fn down<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "deescalate", of: String::new(), written: WRITTEN, typed };
    submit::<P, _>(&site, &member, sent, |tx, ctx, agent, record, raw| {
        escalation::deescalate::<P>(tx, ctx, agent, &record.number, raw).map(drop)
    })
    .await
}
