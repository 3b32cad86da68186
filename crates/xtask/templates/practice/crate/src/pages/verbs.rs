//! What the buttons and forms of a page do.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::lifecycle::Verb;
use desk::work::Asked;
use desk::{Clash, Error};
use web::page::{ConflictValue, ErrorPage, Link, RecordPage, RecordPanel, Shown, Toast};
use web::work::{given_away, still_seen};
use web::{Member, Segment, Site, Typed, draw, draw_with, problems, see_with, toast};

use super::panel::{LATEST, Refused, panel};
use super::{LIST_PATH, path};
use crate::model::__Name__;

pub(super) async fn act(
    verb: &'static Verb,
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    Typed(input, faults): Typed,
) -> web::Result<Response> {
    let asked = Asked { number: number.clone(), verb, input: input.clone(), if_match: None };
    let done = if faults.is_empty() {
        let (ctx, agent) = (member.context(), member.agent.clone());
        web::work::act::<__Name__, _, _>(&site, ctx, agent, asked, still_seen::<__Name__>).await
    } else {
        Err(Error::Invalid(faults))
    };
    match done {
        Ok(true) => done_well(&site, &member, verb, number).await,
        Ok(false) => Ok(given_away(&member, LIST_PATH, &said(&member, verb, &number))),
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => {
            let refused = Refused { verb, input, problems: problems(&member.t, &error) };
            let record = panel(&site, &member, number, LATEST, Some(refused)).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            if member.wants_fragment() {
                draw_with(status, &RecordPanel { shell: member.shell(), record })
            } else {
                draw_with(status, &RecordPage { shell: member.shell(), record })
            }
        }
        Err(Error::Conflict(clashes)) => clashed(&member, number, &clashes),
        Err(other) => Err(other.into()),
    }
}

/// Two people wrote the same field: both values, so that nothing typed is lost.
fn clashed(member: &Member, number: String, clashes: &[Clash]) -> web::Result<Response> {
    let shown = |text: &Option<String>| text.clone().map_or(Shown::Empty, Shown::Text);
    let values = clashes.iter().map(|clash| ConflictValue {
        label: member.t.text_of("field", &clash.field),
        yours: clash.yours.clone().unwrap_or_default(),
        theirs: shown(&clash.theirs),
        by: String::new(),
    });
    let back = Link::new(path(&number), number);
    draw_with(StatusCode::CONFLICT, &ErrorPage::conflict(member.shell(), values.collect(), back))
}

async fn done_well(
    site: &Site,
    member: &Member,
    verb: &Verb,
    number: String,
) -> web::Result<Response> {
    let text = said(member, verb, &number);
    if !member.wants_fragment() {
        return Ok(see_with(&path(&number), &text));
    }
    let record = panel(site, member, number, LATEST, None).await?;
    Ok(toast(draw(&RecordPanel { shell: member.shell(), record })?, &Toast::success(text)))
}

/// What the reader is told after a verb.
fn said(member: &Member, verb: &Verb, number: &str) -> String {
    member.t.text_of_with("done-__name__", verb.code, &[("number", number.into())])
}
