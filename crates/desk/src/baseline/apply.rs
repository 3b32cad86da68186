//! Making an installation what a text says, and what that would change.

use db::{Db, Tx};

use super::Step;
use super::file::File;
use super::run::Run;
use super::section::With;
use super::sections::SECTIONS;
use crate::access::{ANY_KIND, Action, Agent};
use crate::kind::Kind;
use crate::{Context, Error, Result};

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// What the text says.
    pub file: File,
    /// Whether it says everything: what its sections do not name is taken away or out of use.
    pub everything: bool,
    /// Why, for what must not be set without a reason.
    pub reason: Option<String>,
    /// What [`seen`] said of the steps that were seen, where nothing else is to be done.
    pub seen: Option<String>,
}

/// Does all of it, or nothing. What is so already is left alone.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::Invalid`] with every entry that cannot be,
/// each at its place and with its line; [`Error::Refused`] when the steps are no longer those that were
/// seen.
pub fn apply(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kinds: &[&'static Kind],
    asked: &Asked,
) -> Result<Vec<Step>> {
    let with = With { ctx, agent, kinds, reason: asked.reason.as_deref(), planning: false };
    steps(tx, with, asked)
}

/// First everything is made what it is to be, what is named before what names it; then, the other way
/// round, what is to go or to rest goes.
fn steps(tx: &Tx<'_>, with: With<'_>, asked: &Asked) -> Result<Vec<Step>> {
    with.agent.require(ANY_KIND, Action::Administer)?;
    let (mut steps, mut faults, mut runs) = (Vec::new(), Vec::new(), Vec::new());
    for section in SECTIONS {
        let Some(entries) = asked.file.entries(section.code()) else { continue };
        let mut run = Run::new(tx, with, section);
        run.make(entries, asked.everything)?;
        runs.push(run);
    }
    for run in runs.iter_mut().rev() {
        run.take()?;
    }
    for run in runs {
        steps.extend(run.steps);
        faults.extend(run.faults);
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    match &asked.seen {
        Some(known) if *known != seen(&steps) => Err(Error::Refused("baseline_changed")),
        _ => Ok(steps),
    }
}

/// What tells steps from any others, so that nobody does what they have not seen.
#[must_use]
pub fn seen(steps: &[Step]) -> String {
    crate::seen::mark(steps.iter().map(|step| format!("{step:?}")))
}

/// What doing it would change: it is done, and undone before anybody sees it, so that whatever would
/// refuse it refuses this as well.
///
/// # Errors
/// As [`apply`].
pub fn plan(
    db: &Db,
    ctx: &Context,
    agent: &Agent,
    kinds: &[&'static Kind],
    asked: &Asked,
) -> Result<Vec<Step>> {
    let (ctx, agent, kinds, asked) = (ctx.clone(), agent.clone(), kinds.to_vec(), asked.clone());
    let done: std::result::Result<std::convert::Infallible, Undone> = db.plain().write(move |tx| {
        let reason = asked.reason.as_deref();
        let with = With { ctx: &ctx, agent: &agent, kinds: &kinds, reason, planning: true };
        Err(steps(tx, with, &asked).map_or_else(Undone::Failed, Undone::Planned))
    });
    match done {
        Err(Undone::Planned(steps)) => Ok(steps),
        Err(Undone::Failed(error)) => Err(error),
        Ok(never) => match never {},
    }
}

/// How a transaction ends that is not to be kept.
enum Undone {
    Planned(Vec<Step>),
    Failed(Error),
}

impl From<db::Error> for Undone {
    fn from(error: db::Error) -> Self {
        Undone::Failed(error.into())
    }
}
