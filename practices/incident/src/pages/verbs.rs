//! What the buttons and forms of an incident's page do.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::input::RawInput;
use desk::lifecycle::Verb;
use desk::people::Person;
use desk::work::Asked;
use desk::{Error, find_visible};
use web::page::{RecordPage, RecordPanel, Toast};
use web::work::{given_away, still_seen};
use web::{Member, Segment, Site, Typed, draw, draw_with, problems, see_with, toast};

use super::conflict;
use super::panel::{LATEST, panel};
use super::refused::Refused;
use crate::model::Incident;
use crate::views::{self, LIST_PATH};

/// The one field of a verb that is typed in by name.
const REQUESTER: &str = "requester";

pub(super) async fn act(
    verb: &'static Verb,
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    Typed(input, faults): Typed,
) -> web::Result<Response> {
    let meant = without_shown_requester(&site, &member, &number, &input).await?;
    let asked = Asked { number: number.clone(), verb, input: meant, if_match: None };
    let done = if faults.is_empty() {
        web::work::act::<Incident, _, _>(
            &site,
            member.context(),
            member.agent.clone(),
            asked,
            still_seen::<Incident>,
        )
        .await
    } else {
        Err(Error::Invalid(faults))
    };
    match done {
        Ok(true) => done_well(&site, &member, verb, number).await,
        Ok(false) => {
            Ok(given_away(&member, LIST_PATH, &views::said(&member.t, verb.code, &number)))
        }
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
        Err(Error::Conflict(clashes)) => {
            conflict::page(&site, &member, verb, number, &input, &clashes).await
        }
        Err(other) => Err(other.into()),
    }
}

/// A form shows the requester by name, and two people may share one: the name that the form itself
/// showed is no choice anybody made, and nobody is asked which of the two is meant.
async fn without_shown_requester(
    site: &Site,
    member: &Member,
    number: &str,
    input: &RawInput,
) -> web::Result<RawInput> {
    let mut meant = input.clone();
    if input.values.contains_key(REQUESTER) {
        let (agent, number) = (member.agent.clone(), number.to_owned());
        let shown = site
            .read(move |tx| {
                let incident = find_visible::<Incident>(tx, &agent, &number)?;
                let requester = incident.record.requester;
                Ok(requester
                    .map(|id| Person::names(tx, &[id]))
                    .transpose()?
                    .and_then(|names| names.into_values().next()))
            })
            .await?;
        if shown.is_some_and(|name| name == input.shown(REQUESTER)) {
            meant.take(REQUESTER);
        }
    }
    Ok(meant)
}

async fn done_well(
    site: &Site,
    member: &Member,
    verb: &Verb,
    number: String,
) -> web::Result<Response> {
    let text = views::said(&member.t, verb.code, &number);
    if !member.wants_fragment() {
        return Ok(see_with(&views::path(&number), &text));
    }
    let record = panel(site, member, number, LATEST, None).await?;
    Ok(toast(draw(&RecordPanel { shell: member.shell(), record })?, &Toast::success(text)))
}
