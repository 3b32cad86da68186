//! The page of the rules: each is tried out first, and then set.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use desk::field::FieldKind;
use desk::input::{RawInput, RawValue};
use desk::{Error, closing};

use super::super::tried::{outcome, status};
use super::super::{Kinds, lately};
use super::api::{named, tried};
use super::section::{Tried, section};
use super::{PATH, VERBS};
use crate::failure::{Failure, Result, problems};
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::page::{FieldProblem, SectionsPage};
use crate::query::ListRequest;
use crate::reply::draw_with;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::Reader;

/// What was asked or sent for one of the rules.
#[derive(Default)]
struct Trying {
    kind: Option<&'static str>,
    input: RawInput,
    /// What is wrong with what was sent.
    problems: Vec<FieldProblem>,
}

pub(super) async fn show(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    mut request: ListRequest,
) -> Result<Response> {
    let code = request.take("kind");
    let asked = tried(request)?;
    let trying = match (code, asked) {
        (None, None) => Trying::default(),
        (None, Some(_)) => return Err(Failure::query("kind", "required")),
        (Some(code), asked) => {
            let kind = named(&kinds, &code).map_err(|_| Failure::query("kind", "no_such"))?;
            let mut input = asked.unwrap_or_default();
            // A box without its tick is not sent.
            for input_of in closing::INPUTS.iter().filter(|one| one.kind == FieldKind::Flag) {
                let value = input.values.entry(input_of.code.to_owned());
                value.or_insert(RawValue::Flag(false));
            }
            Trying { kind: Some(kind.code), input, problems: Vec::new() }
        }
    };
    draw(&site, &member, &kinds, trying).await
}

async fn draw(site: &Site, member: &Member, kinds: &Kinds, trying: Trying) -> Result<Response> {
    let (agent, now, all) = (member.agent.clone(), site.now(), kinds.0.clone());
    let asked = trying.kind.and_then(|code| kinds.find(code));
    let input = trying.input.clone();
    let (standings, preview, (entries, names)) = site
        .read(move |tx| {
            let standings = closing::standings(tx, &agent, &all)?;
            let preview = asked.map(|kind| closing::preview(tx, &agent, kind, now, &input));
            Ok((standings, preview, lately::read(tx, &agent, VERBS, None)?))
        })
        .await?;
    let (preview, wrong) = outcome(&member.t, preview)?;
    let status = status(&trying.problems, wrong.as_ref());
    let problems = wrong.unwrap_or(trying.problems);
    let reader = Reader::new(&member.t, now, &member.agent.zone);
    let of = |standing: &closing::Standing| {
        let own = trying.kind == Some(standing.kind.code);
        let tried = own.then(|| Tried { input: &trying.input, preview, problems: &problems });
        section(member, &reader, standing, tried)
    };
    let mut sections = standings.iter().map(of).collect::<Result<Vec<_>>>()?;
    sections.push(lately::section(&member.agent, &reader, &entries, &names));
    draw_with(
        status,
        &SectionsPage {
            place: None,
            heading: member.t.text("closing-heading"),
            lead: member.t.text("closing-lead"),
            sections,
            shell: member.shell(),
        },
    )
}

pub(super) async fn set(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(code): Segment<String>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let kind = named(&kinds, &code)?;
    let did = if faults.is_empty() {
        let (ctx, agent, raw) = (member.context(), member.agent.clone(), input.clone());
        site.write(move |tx| closing::set(tx, &ctx, &agent, kind, &raw)).await
    } else {
        Err(Error::Invalid(faults))
    };
    match did {
        Ok(_) => Ok(see_with(PATH, &member.t.text("closing-saved"))),
        Err(error @ Error::Invalid(_)) => {
            let problems = problems(&member.t, &error);
            draw(&site, &member, &kinds, Trying { kind: Some(kind.code), input, problems }).await
        }
        Err(other) => Err(other.into()),
    }
}
