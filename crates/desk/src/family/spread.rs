//! What is done to a parent is done to its children as well, where whoever does it says so: a bulk edit,
//! begun in the same transaction. Whoever asked waits for a small one; a large one is a job's.

use std::collections::HashSet;
use std::time::Duration;

use db::{Id, ReadTx, Tx, params};

use crate::access::{Action, Agent};
use crate::bulk::{self, Bulk, SMALL};
use crate::context::Door;
use crate::heading::headings;
use crate::input::RawInput;
use crate::kind::Kind;
use crate::lifecycle::Verb;
use crate::record::Record;
use crate::{Context, Result};

use super::children::MOST;

/// The input of a verb that says that it is done to the children as well.
pub const SPREADS: &str = "children";

/// The fact that says to how many children it is done as well.
pub(crate) const FACT: &str = "spread";

/// How long the job leaves a small one to the request that does it at once.
const HEAD_START: Duration = Duration::from_secs(20);

db::statements! {
    CHILDREN = "SELECT subject_id, number, state FROM record
        WHERE parent = $1 AND state_class <> 'closed' AND withdrawn = 0 ORDER BY subject_id LIMIT $2";
    LATEST = "SELECT id FROM bulk WHERE parent_id = $1 AND person_id = $2 ORDER BY id DESC LIMIT 1";
}

/// Begins to do what is done to a record to those of its children that whoever does it sees and whose
/// state allows it; to how many.
///
/// # Errors
/// When the database fails.
pub(crate) fn spread(
    tx: &Tx<'_>,
    ctx: &Context,
    kind: &Kind,
    parent: &Record,
    (verb, raw): (&Verb, &RawInput),
) -> Result<i64> {
    let agent = ctx.actor.map(|person| Agent::load(tx, person)).transpose()?.flatten();
    let (Some(agent), true) = (agent, parent.children > 0) else { return Ok(0) };
    if !agent.may_with(kind.code, Action::ReadInternal, &parent.facts()) {
        return Ok(0);
    }
    let rows = tx.rows(CHILDREN, params![parent.number.as_str(), MOST])?;
    let mut all: Vec<(String, Id<Record>)> = Vec::new();
    for row in rows {
        let mut c = row.columns();
        let (id, number, state): (Id<Record>, String, String) = (c.next()?, c.next()?, c.next()?);
        if verb.target(&state).is_some() {
            all.push((number, id));
        }
    }
    let ids: Vec<Id<Record>> = all.iter().map(|(_, id)| *id).collect();
    let seen: HashSet<Id<Record>> = headings(tx, &agent, &ids)?.iter().map(|h| h.id).collect();
    all.retain(|(_, id)| seen.contains(id));
    let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
    if total == 0 {
        return Ok(0);
    }
    let mut input = raw.values.clone();
    input.remove(SPREADS);
    let waited = total <= SMALL && matches!(ctx.door, Door::Web | Door::Api);
    let at = if waited { ctx.now.plus(HEAD_START) } else { ctx.now };
    let asked = bulk::Begun { kind, verb, input, parent: parent.id, at };
    bulk::begin(tx, ctx, &agent, asked, &all)?;
    Ok(total)
}

/// The last that somebody began with the children of a record.
///
/// # Errors
/// When the database fails.
pub fn latest(tx: &ReadTx<'_>, agent: &Agent, parent: Id<Record>) -> Result<Option<Bulk>> {
    let Some(row) = tx.row(LATEST, params![parent, agent.person])? else { return Ok(None) };
    bulk::find(tx, agent, row.get(0)?).map(Some)
}
