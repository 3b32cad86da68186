//! The page: all settings to take away, and a text to be looked at and applied.

use axum::Extension;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use desk::Error;
use desk::baseline::{self, Asked, Step};
use desk::input::RawInput;

use super::super::Kinds;
use super::super::tried::status;
use super::{PATH, PLAN, told};
use crate::failure::Result;
use crate::i18n::Arg;
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::page::{BaselinePage, FieldKind, FieldProblem, FormField, Tried};
use crate::reply::{draw, draw_with};
use crate::site::Site;
use crate::upload::SmallFile;

pub(super) async fn form(member: Member) -> Result<Response> {
    draw(&page(&member, &RawInput::default(), Vec::new()))
}

fn page(member: &Member, input: &RawInput, problems: Vec<FieldProblem>) -> BaselinePage {
    let t = &member.t;
    let text = FormField::area("text", t.text("baseline-text"), 10)
        .with_hint(t.text("baseline-text-hint"))
        .with_value(input.shown("text"));
    let everything = FormField {
        kind: FieldKind::Checkbox,
        ..FormField::text("everything", t.text("baseline-everything"))
            .with_value(input.shown("everything"))
    };
    let reason = FormField::text("reason", t.text("baseline-reason"))
        .with_hint(t.text("baseline-reason-hint"))
        .with_value(input.shown("reason"));
    BaselinePage {
        path: PLAN.to_owned(),
        download: format!("{PATH}/file"),
        fields: vec![text, everything, reason],
        problems,
        tried: None,
        applies: PATH.to_owned(),
        chosen: Vec::new(),
        shell: member.shell(),
    }
}

/// What was sent, as it is asked for. The text may be long: it is read where nobody else is kept waiting.
fn asked(input: &RawInput) -> desk::Result<Asked> {
    let text = input.shown("text");
    if text.trim().is_empty() {
        return Err(Error::invalid("text", "required"));
    }
    let said = |name: &str| Some(input.shown(name)).filter(|text| !text.trim().is_empty());
    Ok(Asked {
        file: baseline::parse(&text)?,
        everything: input.shown("everything") == "on",
        reason: said("reason"),
        seen: said("seen"),
    })
}

/// A file counts before what was pasted.
pub(super) async fn plan(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    file: Option<Extension<SmallFile>>,
    Typed(mut input, _): Typed,
) -> Result<Response> {
    if let Some(Extension(SmallFile(bytes))) = file.filter(|file| !file.0.0.is_empty()) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        input.values.insert("text".to_owned(), desk::input::RawValue::Text(text));
    }
    let (ctx, agent, sent) = (member.context(), member.agent.clone(), input.clone());
    let looked =
        site.work(move |db| baseline::plan(db, &ctx, &agent, &kinds.0, &asked(&sent)?)).await;
    match looked {
        Ok(steps) => draw(&BaselinePage {
            tried: Some(tried(&member, &steps)),
            chosen: chosen(&input, &steps),
            ..page(&member, &input, Vec::new())
        }),
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => refuse(&member, &input, &error),
        Err(other) => Err(other.into()),
    }
}

fn refuse(member: &Member, input: &RawInput, error: &Error) -> Result<Response> {
    let problems = told::problems(&member.t, error);
    draw_with(status(&problems, None), &page(member, input, problems))
}

/// The steps in words.
fn tried(member: &Member, steps: &[Step]) -> Tried {
    let t = &member.t;
    let count = Arg::Number(i64::try_from(steps.len()).unwrap_or(i64::MAX));
    let lead = match steps.is_empty() {
        true => t.text("baseline-nothing"),
        false => t.text_with("baseline-steps", &[("count", count)]),
    };
    Tried {
        lead,
        lines: steps.iter().map(|step| told::line(t, step)).collect(),
        ..Tried::default()
    }
}

/// What the button that does it sends.
fn chosen(input: &RawInput, steps: &[Step]) -> Vec<FormField> {
    if steps.is_empty() {
        return Vec::new();
    }
    let sent = |name: &str| FormField::hidden(name, input.shown(name));
    let mut chosen: Vec<FormField> = ["text", "everything", "reason"].map(sent).into();
    chosen.push(FormField::hidden("seen", baseline::seen(steps)));
    chosen
}

pub(super) async fn apply(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Typed(input, _): Typed,
) -> Result<Response> {
    let (ctx, agent, sent) = (member.context(), member.agent.clone(), input.clone());
    let done = site
        .work(move |db| {
            let asked = asked(&sent)?;
            db.write(move |tx| baseline::apply(tx, &ctx, &agent, &kinds.0, &asked))
        })
        .await;
    match done {
        Ok(steps) => {
            let count = Arg::Number(i64::try_from(steps.len()).unwrap_or(i64::MAX));
            Ok(see_with(PATH, &member.t.text_with("baseline-applied", &[("count", count)])))
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => refuse(&member, &input, &error),
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn file(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
) -> Result<Response> {
    let (ctx, agent) = (member.context(), member.agent.clone());
    let text = site.read(move |tx| baseline::text(tx, &ctx, &agent, &kinds.0)).await?;
    let headers = [
        (CONTENT_TYPE, "application/toml; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"mainstay-settings.toml\""),
    ];
    Ok((headers, text).into_response())
}
