//! Reporting an incident.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::Error;
use desk::access::{Action, Reach};
use desk::input::RawInput;
use web::page::{Inputs, RecordForm};
use web::{Member, Site, Typed, draw, draw_with, problems, see_with};

use super::choices;
use crate::fields::KIND;
use crate::model::Incident;
use crate::views;

pub(super) async fn form(State(site): State<Site>, member: Member) -> web::Result<Response> {
    draw(&filled(&site, &member, &RawInput::default(), None).await?)
}

pub(super) async fn create(
    State(site): State<Site>,
    member: Member,
    Typed(input, faults): Typed,
) -> web::Result<Response> {
    let done = if faults.is_empty() {
        web::work::create::<Incident, _, _>(
            &site,
            member.context(),
            member.agent.clone(),
            input.clone(),
            |_, _, done| Ok(done),
        )
        .await
    } else {
        Err(Error::Invalid(faults))
    };
    match done {
        Ok(committed) => {
            let text = views::said(&member.t, "create", &committed.number);
            Ok(see_with(&views::path(&committed.number), &text))
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => draw_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &filled(&site, &member, &input, Some(&error)).await?,
        ),
        Err(other) => Err(other.into()),
    }
}

/// The form with what was typed and what is wrong with it.
async fn filled(
    site: &Site,
    member: &Member,
    input: &RawInput,
    error: Option<&Error>,
) -> web::Result<RecordForm> {
    let for_others = member.agent.require(KIND.code, Action::Create)? != Reach::Own;
    let agent = member.agent.clone();
    let (choices, matrix) = site
        .read(move |tx| Ok((choices::to_open(tx, &agent, for_others)?, choices::matrix(tx)?)))
        .await?;
    // Whoever opens only their own neither says for whom nor picks a team or a channel, and a list
    // without anything in it asks for nothing.
    let mut leave_out: Vec<&str> =
        if for_others { Vec::new() } else { vec!["requester", "team", "channel"] };
    leave_out
        .extend(choices.iter().filter(|(_, offered)| offered.is_empty()).map(|(code, _)| *code));
    let inputs = Inputs {
        kind: KIND.code,
        choices,
        sources: BTreeMap::new(),
        values: input.values.keys().map(|name| (name.clone(), input.shown(name))).collect(),
        problems: error.map(|e| problems(&member.t, e)).unwrap_or_default(),
        matrix: views::preview(&member.t, &matrix),
    };
    Ok(views::create_form(member.shell(), &inputs, &leave_out))
}
