//! The only way to load a record for somebody.

use db::ReadTx;

use crate::access::{Action, Agent, Facts};
use crate::kind::Practice;
use crate::merge::refuse_merged;
use crate::record::Record;
use crate::{Error, Result, watch};

/// Loads the record with this number if the agent may see it. That a restricted one was shown is
/// noted in [`Agent::reads`].
///
/// # Errors
/// [`Error::NotFound`] when there is none or the agent may not see it: the two look the same.
pub fn find_visible<P: Practice>(tx: &ReadTx<'_>, agent: &Agent, number: &str) -> Result<P> {
    let id = Record::identify(tx, P::KIND, number)?.ok_or(Error::NotFound)?;
    let record = Record::load(tx, P::KIND, id)?.ok_or(Error::NotFound)?;
    if !sees(tx, agent, P::KIND.code, &record, &record.facts())? {
        return Err(Error::NotFound);
    }
    agent.was_shown(P::KIND.code, record.id, &record.number, &record.facts());
    P::load_with(tx, record)
}

/// Loads the record with this number for somebody who is to change it: one that is there, and their
/// role allows it.
///
/// # Errors
/// As [`find_visible`]; [`Error::Refused`] when it is withdrawn, [`Error::Forbidden`] when the agent may
/// not do this to it, [`Error::Merged`] when it went into another one.
pub(crate) fn find_to<P: Practice>(
    tx: &ReadTx<'_>,
    agent: &Agent,
    action: Action,
    number: &str,
) -> Result<P> {
    let found = find_visible::<P>(tx, agent, number)?;
    let record = found.record();
    if record.withdrawn {
        return Err(Error::Refused("withdrawn"));
    }
    agent.require_with(P::KIND.code, action, &record.facts())?;
    refuse_merged(tx, agent, record.id)?;
    Ok(found)
}

/// Asks who watches it only where nothing else lets them see it and watching would.
fn sees(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &str,
    record: &Record,
    facts: &Facts,
) -> Result<bool> {
    if agent.sees(kind, facts, false) {
        return Ok(true);
    }
    Ok(agent.sees(kind, facts, true) && watch::is_watched_by(tx, record.id, agent.person)?)
}
