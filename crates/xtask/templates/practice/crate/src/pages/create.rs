//! Opening a __name__.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::Error;
use desk::input::RawInput;
use web::page::{FormSection, Inputs, Link, RecordForm};
use web::{Member, Site, Typed, draw, draw_with, problems, see_with};

use super::{LIST_PATH, path};
use crate::fields::KIND;
use crate::lifecycle::{CREATE, verb};
use crate::model::__Name__;

pub(super) async fn form(member: Member) -> web::Result<Response> {
    draw(&filled(&member, &RawInput::default(), None))
}

pub(super) async fn create(
    State(site): State<Site>,
    member: Member,
    Typed(input, faults): Typed,
) -> web::Result<Response> {
    let done = if faults.is_empty() {
        web::work::create::<__Name__, _, _>(
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
            let number = committed.number.as_str();
            let said =
                member.t.text_of_with("done-__name__", verb::CREATE, &[("number", number.into())]);
            Ok(see_with(&path(number), &said))
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => {
            draw_with(StatusCode::UNPROCESSABLE_ENTITY, &filled(&member, &input, Some(&error)))
        }
        Err(other) => Err(other.into()),
    }
}

/// The form with what was typed and what is wrong with it.
fn filled(member: &Member, input: &RawInput, error: Option<&Error>) -> RecordForm {
    let t = member.t.clone();
    let inputs = Inputs {
        kind: KIND.code,
        values: input.values.keys().map(|name| (name.clone(), input.shown(name))).collect(),
        problems: error.map(|error| problems(&t, error)).unwrap_or_default(),
        ..Inputs::default()
    };
    let form = RecordForm {
        heading: t.text("__name__-new"),
        lead: String::new(),
        path: LIST_PATH.to_owned(),
        draft: "__name__/new".to_owned(),
        problems: Vec::new(),
        main: FormSection {
            heading: String::new(),
            fields: inputs.fields(&t, verb::CREATE, CREATE),
        },
        side: Vec::new(),
        hidden: Vec::new(),
        submit: t.text("__name__-new-submit"),
        cancel: Link::new(LIST_PATH, t.text("nav-__names__")),
        shell: member.shell(),
    };
    form.refused(inputs.problems)
}
