//! What the buttons and forms of an incident's page do.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::Error;
use desk::lifecycle::Verb;
use desk::work::Asked;
use web::page::{RecordPage, RecordPanel, Toast};
use web::{Member, Segment, Site, Typed, draw, draw_with, problems, see_with, toast};

use super::conflict;
use super::panel::{Refused, panel};
use crate::model::Incident;
use crate::views;

pub(super) async fn act(
    verb: &'static Verb,
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    Typed(input, faults): Typed,
) -> web::Result<Response> {
    let asked = Asked { number: number.clone(), verb, input: input.clone(), if_match: None };
    let done = if faults.is_empty() {
        web::work::act::<Incident>(&site, member.context(), member.agent.clone(), asked).await
    } else {
        Err(Error::Invalid(faults))
    };
    match done {
        Ok(_) => done_well(&site, &member, verb, number).await,
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => {
            let refused = Refused { verb, input, problems: problems(&member.t, &error) };
            let record = panel(&site, &member, number, Some(refused)).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            if member.wants_fragment() {
                draw_with(status, &RecordPanel { shell: member.shell(), record })
            } else {
                draw_with(status, &RecordPage { shell: member.shell(), record })
            }
        }
        Err(Error::Conflict(clashes)) => conflict::page(&site, &member, verb, number, &input, &clashes).await,
        Err(other) => Err(other.into()),
    }
}

async fn done_well(site: &Site, member: &Member, verb: &Verb, number: String) -> web::Result<Response> {
    let text = views::said(&member.t, verb.code, &number);
    if !member.wants_fragment() {
        return Ok(see_with(&views::path(&number), &text));
    }
    let record = panel(site, member, number, None).await?;
    Ok(toast(draw(&RecordPanel { shell: member.shell(), record })?, &Toast::success(text)))
}
