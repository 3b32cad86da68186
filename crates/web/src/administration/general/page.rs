//! The page of the settings: tried out first, and then set.

use axum::extract::State;
use axum::response::Response;
use desk::Error;
use desk::input::{RawInput, RawValue};
use desk::organisation::{self, INPUTS};
use desk::people::Company;

use super::super::lately;
use super::super::tried::{outcome, status};
use super::api::tried;
use super::section::{Trying, section};
use super::{PATH, VERBS};
use crate::failure::{Result, problems};
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::page::{FieldProblem, SectionsPage};
use crate::query::ListRequest;
use crate::reply::draw_with;
use crate::site::Site;
use crate::work::Reader;

/// What was asked or sent.
#[derive(Default)]
struct Asked {
    input: RawInput,
    /// Whether it is to be tried out.
    tries: bool,
    /// What is wrong with what was sent.
    problems: Vec<FieldProblem>,
}

pub(super) async fn show(
    State(site): State<Site>,
    member: Member,
    request: ListRequest,
) -> Result<Response> {
    let asked = match tried(request)? {
        None => Asked::default(),
        Some(mut input) => {
            // A field that was emptied is not in the address of a page.
            for code in INPUTS.iter().map(|input| input.code) {
                let emptied = || RawValue::Text(String::new());
                input.values.entry(code.to_owned()).or_insert_with(emptied);
            }
            Asked { input, tries: true, problems: Vec::new() }
        }
    };
    draw(&site, &member, asked).await
}

async fn draw(site: &Site, member: &Member, asked: Asked) -> Result<Response> {
    let (agent, now, languages) = (member.agent.clone(), site.now(), site.languages().codes());
    let trying = asked.tries.then(|| asked.input.clone());
    let (standing, effect, (entries, names)) = site
        .read(move |tx| {
            let standing = organisation::standing(tx, &agent)?;
            let effect = trying.as_ref();
            let effect = effect.map(|raw| organisation::preview(tx, &agent, &languages, raw));
            let own = Company::DEFAULT.to_string();
            let history = lately::read(tx, &agent, VERBS, Some(("company", &own)))?;
            Ok((standing, effect, history))
        })
        .await?;
    let (effect, wrong) = outcome(&member.t, effect)?;
    let status = status(&asked.problems, wrong.as_ref());
    let problems = wrong.unwrap_or(asked.problems);
    let trying = Trying { input: &asked.input, effect: effect.as_ref(), problems: &problems };
    let reader = Reader::new(&member.t, now, &member.agent.zone);
    let history = lately::section(&member.agent, &reader, &entries, &names);
    draw_with(
        status,
        &SectionsPage {
            place: None,
            heading: member.t.text("nav-organisation-settings"),
            lead: member.t.text("general-lead"),
            sections: vec![section(member, now, &standing, &trying)?, history],
            shell: member.shell(),
        },
    )
}

pub(super) async fn set(
    State(site): State<Site>,
    member: Member,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let did = if faults.is_empty() {
        let (ctx, agent, raw) = (member.context(), member.agent.clone(), input.clone());
        let languages = site.languages().codes();
        site.write(move |tx| organisation::set(tx, &ctx, &agent, &languages, &raw)).await
    } else {
        Err(Error::Invalid(faults))
    };
    match did {
        Ok(()) => Ok(see_with(PATH, &member.t.text("tried-saved"))),
        Err(error @ Error::Invalid(_)) => {
            let problems = problems(&member.t, &error);
            draw(&site, &member, Asked { input, tries: false, problems }).await
        }
        Err(other) => Err(other.into()),
    }
}
