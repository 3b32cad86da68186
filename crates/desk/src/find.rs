//! The only way to load a record for somebody.

use db::ReadTx;

use crate::access::{Action, Agent};
use crate::kind::Practice;
use crate::record::Record;
use crate::{Error, Result};

/// Loads the record with this number if the agent may see it.
///
/// # Errors
/// [`Error::NotFound`] when there is none or the agent may not see it: the two look the same.
pub fn find_visible<P: Practice>(tx: &ReadTx<'_>, agent: &Agent, number: &str) -> Result<P> {
    let id = Record::identify(tx, P::KIND, number)?.ok_or(Error::NotFound)?;
    let record = Record::load(tx, P::KIND, id)?.ok_or(Error::NotFound)?;
    if !agent.may_with(P::KIND.code, Action::Read, &record.facts()) {
        return Err(Error::NotFound);
    }
    P::load_with(tx, record)
}
