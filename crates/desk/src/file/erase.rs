//! Erasing a file: its content and its name are gone at once. That there was one stays.

use db::{Db, Id, Tx};

use super::access::record;
use super::sweep::clear;
use super::thumbnail::let_go;
use super::{File, Kept, Shelf, blob, codes, store};
use crate::access::{Action, Agent};
use crate::journal;
use crate::kind::Kind;
use crate::{Context, Error, Result};

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
    let remains = store::remains(tx, &record, id)?;
    let codes = codes(remains.internal);
    let (subject, seq) = remains.entry;
    for field in [codes.name, codes.digest] {
        match journal::erase(tx, ctx, subject, seq, field) {
            // It was erased by itself before.
            Err(Error::NotFound) => {}
            erased => drop(erased?),
        }
    }
    store::erase(tx, ctx, id)?;
    let Some(content) = remains.content else { return Ok((Erased { others: 0 }, Vec::new())) };
    let others = store::others(tx, content.id, id)?;
    let doomed = if others == 0 { doom_now(tx, ctx, content)? } else { Vec::new() };
    Ok((Erased { others: u64::try_from(others).unwrap_or(0) }, doomed))
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
