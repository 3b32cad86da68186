//! The pages: where a table is given, and where it is looked at and taken.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::input::RawInput;
use desk::{Error, roster};

use super::api::of_file;
use super::lines::{Part, lines};
use super::{PATH, identity, view};
use crate::failure::{Result, problems};
use crate::identify::{Member, see};
use crate::input::Typed;
use crate::page::{BulkPage, BulkPart, FieldKind, FieldProblem, FormField, PeopleImportPage};
use crate::query::ListRequest;
use crate::reply::{draw, draw_with};
use crate::segment::Segment;
use crate::site::Site;
use crate::upload::SmallFile;
use crate::work::given_away;

pub(super) async fn form(member: Member) -> Result<Response> {
    draw(&blank(&member, &RawInput::default(), Vec::new()))
}

fn blank(member: &Member, input: &RawInput, problems: Vec<FieldProblem>) -> PeopleImportPage {
    let t = &member.t;
    let text = |name: &str| input.values.get(name).map(|value| value.shown()).unwrap_or_default();
    let wrong = problems.iter().find(|problem| problem.field == "table");
    let table = FormField {
        error: wrong.map(|problem| problem.message.clone()),
        ..FormField::area("table", t.text("people-import-table"), 8)
            .with_hint(t.text("people-import-table-hint"))
            .with_value(text("table"))
    };
    let create = FormField {
        kind: FieldKind::Checkbox,
        ..FormField::text("create", t.text("people-import-create")).with_value(text("create"))
    };
    PeopleImportPage {
        path: PATH.to_owned(),
        file: FormField::text("file", t.text("people-import-file")),
        fields: vec![table, create],
        problems,
        shell: member.shell(),
    }
}

/// A file counts before what was pasted.
pub(super) async fn keep(
    State(site): State<Site>,
    member: Member,
    file: Option<Extension<SmallFile>>,
    Typed(input, _): Typed,
) -> Result<Response> {
    let pasted = input.values.get("table").map(|value| value.shown()).unwrap_or_default();
    let create = input.values.get("create").is_some_and(|value| value.shown() == "on");
    let table = match file {
        Some(Extension(SmallFile(bytes))) if !bytes.is_empty() => roster::decode(&bytes),
        _ => pasted,
    };
    let (ctx, agent) = (member.context(), member.agent.clone());
    match site.write(move |tx| roster::keep(tx, &ctx, &agent, &table, create)).await {
        Ok(import) => Ok(see(&format!("{PATH}/{}", import.id))),
        Err(error @ Error::Invalid(_)) => {
            let problems = problems(&member.t, &of_file(error, "table"));
            draw_with(StatusCode::UNPROCESSABLE_ENTITY, &blank(&member, &input, problems))
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn show(
    State(site): State<Site>,
    member: Member,
    Segment(id): Segment<String>,
    request: ListRequest,
) -> Result<Response> {
    let part = Part::of(request, member.agent.person)?;
    let found = lines(&site, &member.agent, &id, part).await?;
    let bulk = view::view(&member, &site, &found, part);
    match member.wants_fragment() {
        true => draw(&BulkPart { shell: member.shell(), bulk }),
        false => draw(&BulkPage { shell: member.shell(), bulk }),
    }
}

pub(super) async fn run(
    State(site): State<Site>,
    member: Member,
    Segment(id): Segment<String>,
) -> Result<Response> {
    let (ctx, agent, id) = (member.context(), member.agent.clone(), identity(&id)?);
    site.write(move |tx| roster::run(tx, &ctx, &agent, id)).await?;
    Ok(see(&format!("{PATH}/{id}")))
}

pub(super) async fn discard(
    State(site): State<Site>,
    member: Member,
    Segment(id): Segment<String>,
) -> Result<Response> {
    let (agent, id) = (member.agent.clone(), identity(&id)?);
    site.write(move |tx| roster::discard(tx, &agent, id)).await?;
    Ok(given_away(&member, PATH, &member.t.text("people-import-dropped")))
}
