//! The page of the rules: each is tried out first, and then set.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use desk::Error;
use desk::input::RawInput;
use desk::retention::{self, Count, Scope, Standing};

use super::super::tried::{outcome, status};
use super::super::{Kinds, lately};
use super::api::{asked, named};
use super::section::{Tried, section};
use super::{PATH, VERBS};
use crate::failure::{Failure, Result, problems};
use crate::i18n::Arg;
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::page::{FieldProblem, SectionsPage};
use crate::query::ListRequest;
use crate::reply::draw_with;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::{Reader, given_away};

/// What was asked or sent for one of the rules.
#[derive(Default)]
struct Trying {
    scope: Option<&'static str>,
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
    let code = request.take("scope");
    let days = asked(request)?;
    let trying = match (code, days) {
        (None, None) => Trying::default(),
        (None, Some(_)) => return Err(Failure::query("scope", "required")),
        (Some(code), days) => {
            let scope = named(&kinds, &code).map_err(|_| Failure::query("scope", "no_such"))?;
            let input = days.unwrap_or_default();
            Trying { scope: Some(scope.code()), input, problems: Vec::new() }
        }
    };
    draw(&site, &member, &kinds, trying).await
}

async fn draw(site: &Site, member: &Member, kinds: &Kinds, trying: Trying) -> Result<Response> {
    let (agent, now) = (member.agent.clone(), site.now());
    let scopes = Scope::every(&kinds.0);
    let tried = scopes.iter().copied().find(|scope| Some(scope.code()) == trying.scope);
    let input = trying.input.clone();
    let (standings, preview, (entries, names)) = site
        .read(move |tx| {
            let standings = retention::standings(tx, &agent, &scopes, now)?;
            let preview = tried.map(|scope| previewed(tx, &agent, scope, now, &input));
            Ok((standings, preview, lately::read(tx, &agent, VERBS, None)?))
        })
        .await?;
    let (preview, wrong) = outcome(&member.t, preview)?;
    let status = status(&trying.problems, wrong.as_ref());
    // What is wrong with the days is told once, by the field in which they are typed.
    let mut problems = wrong.unwrap_or_default();
    problems.extend(trying.problems.into_iter().filter(|problem| problem.field != "days"));
    let reader = Reader::new(&member.t, now, &member.agent.zone);
    let of = |standing: &Standing| {
        let own = trying.scope == Some(standing.scope.code());
        let tried = own.then(|| Tried { input: &trying.input, preview, problems: &problems });
        section(member, &reader, standing, tried)
    };
    let mut sections = standings.iter().map(of).collect::<Result<Vec<_>>>()?;
    sections.push(lately::section(&member.agent, &reader, &entries, &names));
    draw_with(
        status,
        &SectionsPage {
            place: None,
            heading: member.t.text("retention-heading"),
            lead: member.t.text("retention-lead"),
            sections,
            shell: member.shell(),
        },
    )
}

/// How many days were typed, and what they would erase.
fn previewed(
    tx: &db::ReadTx<'_>,
    agent: &desk::access::Agent,
    scope: Scope,
    now: db::Timestamp,
    input: &RawInput,
) -> desk::Result<(i64, Count)> {
    let days = input.values.get("days").cloned();
    let values = days.map(|days| ("days".to_owned(), days)).into_iter().collect();
    retention::preview(tx, agent, scope, now, &RawInput { values, version: None })
}

pub(super) async fn set(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(code): Segment<String>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let scope = named(&kinds, &code)?;
    let did = if faults.is_empty() {
        let (ctx, agent, raw) = (member.context(), member.agent.clone(), input.clone());
        site.write(move |tx| retention::set(tx, &ctx, &agent, scope, &raw)).await
    } else {
        Err(Error::Invalid(faults))
    };
    match did {
        Ok(rule) => {
            let days = [("days", Arg::Number(rule.days.unwrap_or_default()))];
            Ok(see_with(PATH, &member.t.text_with("retention-set", &days)))
        }
        Err(error @ Error::Invalid(_)) => {
            let problems = problems(&member.t, &error);
            draw(&site, &member, &kinds, Trying { scope: Some(scope.code()), input, problems })
                .await
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn remove(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(code): Segment<String>,
) -> Result<Response> {
    let scope = named(&kinds, &code)?;
    let (ctx, agent) = (member.context(), member.agent.clone());
    site.write(move |tx| retention::remove(tx, &ctx, &agent, scope)).await?;
    Ok(given_away(&member, PATH, &member.t.text("retention-removed")))
}
