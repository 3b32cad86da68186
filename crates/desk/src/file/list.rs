//! Reading which files a record has.

use std::collections::HashMap;

use db::{Id, ReadTx};

use super::access::{reads_internal, record};
use super::{File, store};
use crate::access::Agent;
use crate::heading::Heading;
use crate::kind::Kind;
use crate::people::names_in;
use crate::{Error, Result};

/// The files of a record that the agent may read, in the order in which they were added.
///
/// # Errors
/// When the database fails.
pub fn list(tx: &ReadTx<'_>, agent: &Agent, record: &Heading) -> Result<Vec<File>> {
    let internal = reads_internal(agent, record);
    let mut files = store::on_record(tx, record.id)?;
    files.retain(|file| internal || !file.internal);
    Ok(files)
}

/// One file of a record, with the record.
///
/// # Errors
/// [`Error::NotFound`] when there is none, it is withdrawn, or the agent may not read it: all look
/// the same.
pub fn find(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &Kind,
    number: &str,
    id: Id<File>,
) -> Result<(Heading, File)> {
    let record = record(tx, agent, kind, number)?;
    let file = store::by_id(tx, record.id, id)?;
    if file.internal && !reads_internal(agent, &record) {
        return Err(Error::NotFound);
    }
    Ok((record, file))
}

/// The names of files that the history of a record told of, withdrawn or not, in one query. One
/// that was erased has none.
///
/// # Errors
/// When the database fails.
pub fn names(tx: &ReadTx<'_>, ids: &[Id<File>]) -> Result<HashMap<Id<File>, String>> {
    let mut names = names_in(tx, "file", ids)?;
    names.retain(|_, name| !name.is_empty());
    Ok(names)
}
