//! What the buttons and forms of a page do.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::Error;
use desk::lifecycle::Verb;
use desk::work::Asked;
use web::page::{RecordPage, RecordPanel, Toast};
use web::{Member, Segment, Site, Typed, draw, draw_with, problems, see_with, toast};

use super::panel::{Refused, panel};
use super::path;
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
        web::work::act::<__Name__>(&site, member.context(), member.agent.clone(), asked).await
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
        Err(other) => Err(other.into()),
    }
}

async fn done_well(site: &Site, member: &Member, verb: &Verb, number: String) -> web::Result<Response> {
    let said = member.t.text_of_with("done-__name__", verb.code, &[("number", number.as_str().into())]);
    if !member.wants_fragment() {
        return Ok(see_with(&path(&number), &said));
    }
    let record = panel(site, member, number, None).await?;
    Ok(toast(draw(&RecordPanel { shell: member.shell(), record })?, &Toast::success(said)))
}
