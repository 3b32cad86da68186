//! Erasing a file: its content and its name are gone at once. That there was one stays.

use db::{Db, Id, Tx};

use super::access::record;
use super::store::Remains;
use super::sweep::clear;
use super::thumbnail::let_go;
use super::{File, Kept, Shelf, blob, codes, store};
use crate::access::{Action, Agent};
use crate::journal;
use crate::kind::Kind;
use crate::record::Record;
use crate::{Context, Error, Result, idempotency};

/// What an erasure did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erased {
    /// How many other files have the same content, which therefore is still there.
    pub others: u64,
}

/// Erases a file, withdrawn or not. It takes the permission to administer. Blocks.
///
/// # Errors
/// [`Error::NotFound`], also when it was erased before; [`Error::Forbidden`].
pub fn erase(
    db: &Db,
    shelf: &Shelf,
    (ctx, agent): (&Context, &Agent),
    kind: &'static Kind,
    number: &str,
    id: Id<File>,
) -> Result<Erased> {
    let (of_write, agent, number) = (ctx.clone(), agent.clone(), number.to_owned());
    let (erased, doomed) = db.write(move |tx| empty(tx, &of_write, &agent, kind, &number, id))?;
    // Whatever goes wrong here is done again by the sweep: nothing refers to it any more.
    drop(clear(db, shelf, doomed));
    Ok(erased)
}

/// Empties rows and history; the contents that were doomed by that.
fn empty(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    number: &str,
    id: Id<File>,
) -> Result<(Erased, Vec<Kept>)> {
    let record = record(tx, agent, kind, number)?;
    record.require(agent, Action::Administer)?;
    let remains = store::remains(tx, record.id, id)?;
    untell(tx, ctx, &remains, None)?;
    store::erase(tx, ctx, id)?;
    idempotency::forget_answers(tx, ctx)?;
    let Some(content) = remains.content else { return Ok((Erased { others: 0 }, Vec::new())) };
    let others = store::others(tx, content.id, id)?;
    let doomed = if others == 0 { doom_now(tx, ctx, content)? } else { Vec::new() };
    Ok((Erased { others: u64::try_from(others).unwrap_or(0) }, doomed))
}

/// Erases what the entry that tells of a file says of it.
fn untell(tx: &Tx<'_>, ctx: &Context, remains: &Remains, reason: Option<&str>) -> Result<()> {
    let codes = codes(remains.internal);
    let (subject, seq) = remains.entry;
    for field in [codes.name, codes.digest] {
        match journal::erase_because(tx, ctx, subject, seq, field, reason) {
            // It was erased by itself before.
            Err(Error::NotFound) => {}
            erased => drop(erased?),
        }
    }
    Ok(())
}

/// Empties some files of a record, withdrawn or not, because the time of its texts is over; whether
/// there are more. What the record's own history says of them goes with its other texts, and their
/// contents when files are tidied up.
pub(crate) fn empty_some(
    tx: &Tx<'_>,
    ctx: &Context,
    record: Id<Record>,
    most: i64,
    reason: &str,
) -> Result<bool> {
    let ids = store::unerased(tx, record, most.saturating_add(1))?;
    let some = usize::try_from(most).unwrap_or(usize::MAX);
    for id in ids.iter().take(some) {
        let remains = store::remains(tx, record, *id)?;
        if remains.entry.0 != record.cast() {
            untell(tx, ctx, &remains, Some(reason))?;
        }
        store::erase(tx, ctx, *id)?;
        if let Some(content) = remains.content {
            doom_now(tx, ctx, content)?;
        }
    }
    Ok(ids.len() > some)
}

/// Lets a content go without the usual grace, with what was drawn from it.
fn doom_now(tx: &Tx<'_>, ctx: &Context, content: Kept) -> Result<Vec<Kept>> {
    blob::release(tx, content.id, ctx.now)?;
    if !blob::doom(tx, content.id, ctx.now)? {
        return Ok(Vec::new());
    }
    let mut doomed = vec![content];
    if let Some(drawn) = let_go(tx, content.id, ctx.now)?
        && blob::doom(tx, drawn.id, ctx.now)?
    {
        doomed.push(drawn);
    }
    Ok(doomed)
}
