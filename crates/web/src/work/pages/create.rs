//! Opening a record.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use db::ReadTx;
use desk::access::{Action, Agent, Reach};
use desk::input::RawInput;
use desk::lifecycle::InputField;
use desk::{Committed, Error};

use super::added::GROUP;
use super::cell::priority_badge;
use super::own::Pages;
use super::words::Words;
use super::{added, choices, list_path, record_path};
use crate::failure::{Result, problems};
use crate::i18n::Translator;
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::page::{Badge, FormSection, Inputs, Link, RecordForm};
use crate::reply::{draw, draw_with};
use crate::site::Site;
use crate::work::names_in;
use crate::work::unheard::{Unheard, with_unheard};

/// What opening is called in the journal and in the words.
const CREATE: &str = "create";
/// The section for whatever no other takes.
const REST: &str = "sorting";

pub(super) async fn form<P: Pages>(State(site): State<Site>, member: Member) -> Result<Response> {
    draw(&filled::<P>(&site, &member, &RawInput::default(), None).await?)
}

pub(super) async fn create<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let done = if faults.is_empty() {
        let (ctx, agent, names) = (member.context(), member.agent.clone(), Unheard::of(&input));
        let answer = move |tx: &ReadTx<'_>, agent: &Agent, done: Committed| {
            let unheard = names.find::<P>(tx, agent, &done)?;
            Ok((done, unheard))
        };
        crate::work::create::<P, _, _>(&site, ctx, agent, input.clone(), answer).await
    } else {
        Err(Error::Invalid(faults))
    };
    match done {
        Ok((committed, unheard)) => {
            let words = Words { t: &member.t, kind: P::KIND };
            let path = record_path(P::KIND, &committed.number);
            let said = words.said(CREATE, &committed.number);
            Ok(see_with(&path, &with_unheard(&member.t, said, &unheard)))
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => draw_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &filled::<P>(&site, &member, &input, Some(&error)).await?,
        ),
        Err(other) => Err(other.into()),
    }
}

/// The form with what was typed and what is wrong with it.
async fn filled<P: Pages>(
    site: &Site,
    member: &Member,
    input: &RawInput,
    error: Option<&Error>,
) -> Result<RecordForm> {
    let for_others = member.agent.require(P::KIND.code, Action::Create)? != Reach::Own;
    let agent = member.agent.clone();
    let (choices, matrix, (added, begun, names)) = site
        .read(move |tx| {
            let (added, begun) = added::to_open::<P>(tx, &agent)?;
            let choices = choices::to_open::<P>(tx, &agent, for_others, &added)?;
            let names = names_in(tx, P::KIND, &begun)?;
            Ok((choices, P::matrix(tx)?, (added, begun, names)))
        })
        .await?;
    let zone = member.agent.zone.clone();
    // A form that was refused holds what was typed and nothing else.
    let values = if input.values.is_empty() {
        added::all_typed(&begun, &zone, &names)
    } else {
        input.values.keys().map(|name| (name.clone(), input.shown(name))).collect()
    };
    // Whoever opens only their own does not say for whom, and a list without anything in it asks
    // for nothing.
    let mut leave_out: Vec<&str> = if for_others { &[] } else { choices::FOR_OTHERS }.to_vec();
    leave_out
        .extend(choices.iter().filter(|(_, offered)| offered.is_empty()).map(|(code, _)| *code));
    let inputs = Inputs {
        kind: P::KIND.code,
        choices,
        values,
        problems: error.map(|e| problems(&member.t, e)).unwrap_or_default(),
        matrix: preview(&member.t, &matrix),
        zone,
        ..Inputs::default()
    };
    let words = Words { t: &member.t, kind: P::KIND };
    let mut sections = sections::<P>(words, &inputs, &added, &leave_out).into_iter();
    let form = RecordForm {
        heading: words.opening(),
        lead: member.t.known("new-lead", P::KIND.code).unwrap_or_default(),
        path: list_path(P::KIND),
        draft: format!("{}/new", P::KIND.code),
        problems: Vec::new(),
        main: sections.next().unwrap_or_default(),
        side: sections.collect(),
        hidden: Vec::new(),
        submit: member.t.text_of("new-submit", P::KIND.code),
        cancel: Link::new(list_path(P::KIND), words.list()),
        shell: member.shell(),
    };
    Ok(form.refused(inputs.problems))
}

/// The sections that have fields, in the practice's order, and what is left over as the last.
fn sections<P: Pages>(
    words: Words<'_>,
    inputs: &Inputs,
    added: &[InputField],
    leave_out: &[&str],
) -> Vec<FormSection> {
    let drawn = |takes: &dyn Fn(&str) -> bool| -> Vec<InputField> {
        let taken = P::CREATE.iter().filter(|input| takes(input.code));
        taken.filter(|input| !leave_out.contains(&input.code)).copied().collect()
    };
    let section = |code: &str, table: &[InputField]| FormSection {
        heading: words.text_of("form-group", code),
        fields: inputs.fields(words.t, CREATE, table),
    };
    let named = P::FORM.iter().map(|(code, own)| (*code, drawn(&|field| own.contains(&field))));
    let taken = |field: &str| P::FORM.iter().any(|(_, own)| own.contains(&field));
    let rest = (REST, drawn(&|field| !taken(field)));
    let added = added.iter().filter(|input| !leave_out.contains(&input.code)).copied().collect();
    named
        .chain([rest, (GROUP, added)])
        .filter(|(_, table)| !table.is_empty())
        .map(|(code, table)| section(code, &table))
        .collect()
}

/// The organisation's matrix (impact, urgency, priority) as the preview shows it.
pub(super) fn preview(t: &Translator, matrix: &[(u8, u8, u8)]) -> Vec<(u8, u8, Badge)> {
    matrix
        .iter()
        .map(|(impact, urgency, priority)| (*impact, *urgency, priority_badge(t, *priority)))
        .collect()
}
