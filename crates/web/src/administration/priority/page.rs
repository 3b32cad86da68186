//! The page of the matrices: each is tried out first, and then set.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::input::RawInput;
use desk::priority::{self, Matrix};
use desk::{Error, Kind};

use super::super::{Kinds, lately};
use super::section::{Trying, history, section};
use super::sent::{Sent, typed};
use super::{PATH, VERBS};
use crate::failure::{Failure, Result, problems, said};
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::page::{FieldProblem, SectionsPage};
use crate::query::ListRequest;
use crate::reply::draw_with;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::Reader;

/// What was asked or sent for one of them.
#[derive(Default)]
struct Asked {
    kind: Option<&'static Kind>,
    input: Option<RawInput>,
    wanted: Option<Matrix>,
    error: Option<String>,
    problems: Vec<FieldProblem>,
}

/// The kind that the address names.
pub(super) fn named(kinds: &Kinds, code: &str) -> desk::Result<&'static Kind> {
    kinds.find(code).filter(|kind| priority::is_for(kind)).ok_or(Error::NotFound)
}

pub(super) async fn show(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    mut request: ListRequest,
) -> Result<Response> {
    let (code, way) = (request.take("kind"), request.take("as"));
    request.nothing_else()?;
    let asked = match (code.as_deref(), way.as_deref()) {
        (None, None) => Asked::default(),
        (Some(code), Some("ready")) => {
            let kind = named(&kinds, code).map_err(|_| Failure::query("kind", "no_such"))?;
            let wanted = Some(Matrix::came(kind));
            Asked { kind: Some(kind), wanted, ..Asked::default() }
        }
        (Some(_), None) => return Err(Failure::query("as", "required")),
        (None, Some(_)) => return Err(Failure::query("kind", "required")),
        (Some(_), Some(_)) => return Err(Failure::query("as", "no_such")),
    };
    draw(&site, &member, &kinds, asked).await
}

async fn draw(site: &Site, member: &Member, kinds: &Kinds, asked: Asked) -> Result<Response> {
    let (agent, all) = (member.agent.clone(), kinds.0.clone());
    let trying = asked.kind.zip(asked.wanted.clone());
    let (standings, preview, (entries, names)) = site
        .read(move |tx| {
            let standings = priority::standings(tx, &agent, &all)?;
            let preview = trying.as_ref();
            let preview = preview.map(|(kind, wanted)| priority::preview(tx, &agent, kind, wanted));
            Ok((standings, preview.transpose()?, lately::read(tx, &agent, VERBS, None)?))
        })
        .await?;
    let reader = Reader::new(&member.t, site.now(), &member.agent.zone);
    let mut sections = Vec::new();
    for standing in &standings {
        let own = asked.kind.is_some_and(|kind| kind.code == standing.kind.code);
        let trying = match own {
            true => Trying {
                input: asked.input.as_ref(),
                wanted: asked.wanted.as_ref().zip(preview.as_ref()),
                error: asked.error.as_deref(),
                problems: &asked.problems,
            },
            false => Trying::default(),
        };
        sections.push(section(member, standing, &trying)?);
    }
    sections.push(history(member, &reader, &entries, &names));
    let status = match asked.problems.is_empty() && asked.error.is_none() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    draw_with(
        status,
        &SectionsPage {
            place: None,
            heading: member.t.text("nav-priority"),
            lead: member.t.text("priority-lead"),
            sections,
            shell: member.shell(),
        },
    )
}

/// What was typed, or the page with what is wrong with it.
fn read(
    member: &Member,
    kind: &'static Kind,
    typed_in: Typed,
) -> std::result::Result<Sent, Box<Asked>> {
    let Typed(input, faults) = typed_in;
    let read = if faults.is_empty() { typed(kind, &input) } else { Err(Error::Invalid(faults)) };
    read.map_err(|error| {
        Box::new(Asked {
            kind: Some(kind),
            problems: problems(&member.t, &error),
            input: Some(input),
            ..Asked::default()
        })
    })
}

/// Shows what a matrix would change, and sets nothing.
pub(super) async fn preview(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(code): Segment<String>,
    sent: Typed,
) -> Result<Response> {
    let kind = named(&kinds, &code)?;
    let asked = match read(&member, kind, sent) {
        Ok((wanted, _)) => Asked { kind: Some(kind), wanted: Some(wanted), ..Asked::default() },
        Err(asked) => *asked,
    };
    draw(&site, &member, &kinds, asked).await
}

pub(super) async fn set(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(code): Segment<String>,
    sent: Typed,
) -> Result<Response> {
    let kind = named(&kinds, &code)?;
    let (wanted, seen) = match read(&member, kind, sent) {
        Ok(sent) => sent,
        Err(asked) => return draw(&site, &member, &kinds, *asked).await,
    };
    let (ctx, agent, matrix) = (member.context(), member.agent.clone(), wanted.clone());
    let did = site
        .write(move |tx| priority::set(tx, &ctx, &agent, kind, (&matrix, seen.as_deref())))
        .await;
    match did {
        Ok(()) => Ok(see_with(PATH, &member.t.text("tried-saved"))),
        Err(Error::Refused(why)) => {
            let error = Some(said(&member.t, why));
            let wanted = Some(wanted);
            let asked = Asked { kind: Some(kind), wanted, error, ..Asked::default() };
            draw(&site, &member, &kinds, asked).await
        }
        Err(other) => Err(other.into()),
    }
}
