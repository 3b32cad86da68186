//! The views that are shared, whoever made them: for those who look after the installation.

use db::{Id, ReadTx};

use super::{Sharing, View, store};
use crate::access::{Action, Agent};
use crate::kind::Kind;
use crate::people::Person;
use crate::{Error, Result};

/// A shared view, and what there is to know of it besides.
#[derive(Debug, Clone)]
pub struct SharedView {
    /// The view.
    pub view: View,
    /// The name of whoever made it.
    pub owner: String,
    /// Their address, by which files of settings name them.
    pub owner_email: Option<String>,
    /// Whether they can still sign in.
    pub owner_active: bool,
    /// How many people have it pinned.
    pub pins: i64,
}

/// What is asked of the shared views.
#[derive(Debug, Clone, Default)]
pub struct SharedQuery {
    /// Only those of this person.
    pub owner: Option<Id<Person>>,
    /// Only those of this kind of record; empty for any.
    pub kind: String,
    /// From where: those made before this one.
    pub before: Option<Id<View>>,
    /// How many at most.
    pub limit: usize,
}

/// A part of the shared views.
#[derive(Debug, Clone)]
pub struct SharedPage {
    /// The views, those made last first.
    pub views: Vec<SharedView>,
    /// Before which to go on, when there are more.
    pub next: Option<Id<View>>,
}

/// Shared views of what this person may read.
///
/// # Errors
/// [`Error::Forbidden`] for who may neither administer nor audit.
pub fn shared(tx: &ReadTx<'_>, agent: &Agent, query: &SharedQuery) -> Result<SharedPage> {
    agent.require_overseer()?;
    let mut found = store::shared(tx, agent.person, query)?;
    let more = found.len() > query.limit;
    found.truncate(query.limit);
    let next = found.last().filter(|_| more).map(|last| last.view.id);
    found.retain(|one| agent.may(&one.view.kind, Action::Read));
    Ok(SharedPage { views: found, next })
}

/// Every shared view of a kind, those made last first.
///
/// # Errors
/// As [`shared`].
pub(crate) fn all_shared(tx: &ReadTx<'_>, agent: &Agent, kind: &str) -> Result<Vec<SharedView>> {
    let mut query = SharedQuery { kind: kind.to_owned(), limit: 500, ..SharedQuery::default() };
    let mut all = Vec::new();
    loop {
        let SharedPage { views, next } = shared(tx, agent, &query)?;
        all.extend(views);
        query.before = next;
        if next.is_none() {
            return Ok(all);
        }
    }
}

/// The view that somebody shares under this name.
///
/// # Errors
/// When the database fails.
pub(crate) fn shared_named(
    tx: &ReadTx<'_>,
    kind: &Kind,
    owner: Id<Person>,
    name: &str,
) -> Result<Option<Id<View>>> {
    store::shared_named(tx, kind.code, owner, name)
}

/// One shared view.
///
/// # Errors
/// As [`shared`]; [`Error::NotFound`] when there is none, or its owner keeps it to themselves.
pub fn shared_view(tx: &ReadTx<'_>, agent: &Agent, id: Id<View>) -> Result<SharedView> {
    agent.require_overseer()?;
    let found = store::shared_one(tx, agent.person, id)?;
    found.filter(|one| agent.may(&one.view.kind, Action::Read)).ok_or(Error::NotFound)
}

/// How many people a view is offered to: those of the team or company who can sign in. Nothing for one
/// that everybody sees who may read such records.
///
/// # Errors
/// When the database fails.
pub fn audience(tx: &ReadTx<'_>, view: &View) -> Result<Option<i64>> {
    match view.sharing {
        Sharing::Nobody => Ok(Some(1)),
        Sharing::Team(team) => store::of_team(tx, team).map(Some),
        Sharing::Company(company) => store::of_company(tx, company).map(Some),
        Sharing::Everybody => Ok(None),
    }
}
