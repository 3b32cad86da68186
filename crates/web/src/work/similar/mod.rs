//! What is already there and may be about the same as what somebody writes down.

mod api;
mod pages;

use axum::http::Method;
use db::ReadTx;
use desk::access::{Action, Agent};
use desk::field::{FieldKind, PROSE, TITLE};
use desk::input::{Input, RawInput};
use desk::lifecycle::InputField;
use desk::search::{Draft, Similar, similar};
use desk::{Error, Kind, Result};

use super::pages::Pages;
use crate::endpoint::{Endpoints, Needs};

/// What is looked at of what is written down.
const INPUTS: &[InputField] = &[
    InputField::optional("title", FieldKind::Line(TITLE)),
    InputField::optional("description", FieldKind::Prose(PROSE)),
    InputField::optional("category", FieldKind::Category),
    InputField::optional("service", FieldKind::Service),
    InputField::optional("requester", FieldKind::Person),
];
/// Of these, what may be the same.
const SAME: [&str; 3] = ["category", "service", "requester"];
/// Suggestions when nobody says how many.
const USUAL: usize = 5;
/// Suggestions at most.
const MOST: usize = 20;

/// Adds the operation, and the part of the form that opens a record.
pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    let kind = P::KIND;
    let path = format!("/{}/similar", kind.path);
    endpoints.page(Method::POST, path, Needs::May(kind.code, Action::Create), pages::suggest::<P>);
    api::register(endpoints, kind);
}

/// The records most alike.
fn look(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &'static Kind,
    input: &Input,
    limit: usize,
) -> Result<Vec<Similar>> {
    let text = |code| input.text(code).unwrap_or_default();
    let mut draft =
        Draft { title: text("title"), description: text("description"), ..Draft::default() };
    for code in SAME {
        let given = input.given().find(|(own, _)| *own == code);
        draft.same.extend(given.map(|(_, value)| (code, value.clone())));
    }
    if !draft.same.contains_key("requester") {
        draft = draft.for_whom(agent.person);
    }
    similar(tx, agent, kind, &draft, limit)
}

/// What was typed so far; a name that is not finished yet says nothing.
fn so_far(tx: &ReadTx<'_>, agent: &Agent, kind: &Kind, raw: &RawInput) -> Result<Input> {
    let mut known = RawInput::default();
    for input in INPUTS {
        let Some(value) = raw.values.get(input.code) else { continue };
        let one = RawInput {
            values: std::iter::once((input.code.to_owned(), value.clone())).collect(),
            version: None,
        };
        match Input::anew(tx, kind, agent, INPUTS, &one) {
            Ok(_) => known.values.extend(one.values),
            Err(Error::Invalid(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Input::anew(tx, kind, agent, INPUTS, &known)
}
