//! The page for administrators.

use axum::extract::State;
use axum::response::Response;
use db::Id;
use desk::Error;
use jobs::Job;

use super::PATH;
use super::facts::Facts;
use super::section;
use crate::failure::Result;
use crate::identify::Member;
use crate::page::SectionsPage;
use crate::reply::draw;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::{Reader, given_away};

pub(super) async fn show(State(site): State<Site>, member: Member) -> Result<Response> {
    let facts = Facts::of(&site).await?;
    let reader = Reader::new(&member.t, facts.now, &member.agent.zone);
    draw(&SectionsPage {
        place: None,
        heading: member.t.text("health-heading"),
        lead: section::lead(&member.t, &facts),
        sections: section::all(&reader, &facts),
        shell: member.shell(),
    })
}

/// The job an address names.
pub(super) fn named(text: &str) -> desk::Result<Id<Job>> {
    text.parse().map_err(|_| Error::NotFound)
}

pub(super) async fn retry(
    State(site): State<Site>,
    member: Member,
    Segment(job): Segment<String>,
) -> Result<Response> {
    let (job, ctx, agent) = (named(&job)?, member.context(), member.agent.clone());
    site.write(move |tx| desk::job::retry(tx, &ctx, &agent, job)).await?;
    Ok(given_away(&member, PATH, &member.t.text("health-retried")))
}

pub(super) async fn discard(
    State(site): State<Site>,
    member: Member,
    Segment(job): Segment<String>,
) -> Result<Response> {
    let (job, ctx, agent) = (named(&job)?, member.context(), member.agent.clone());
    site.write(move |tx| desk::job::discard(tx, &ctx, &agent, job)).await?;
    Ok(given_away(&member, PATH, &member.t.text("health-discarded")))
}
