//! Bringing a content to where it is kept, before anything refers to it.

use db::{Db, Timestamp};
use files::Received;

use super::Shelf;
use super::blob::{Kept, doom, is_live, reserve};
use super::sweep::clear;
use super::thumbnail::let_go;
use crate::{Context, Error, Result};

/// How often to look again when somebody else reserves the same content at the same moment.
const TRIES: u32 = 5;

/// Keeps a content, once whatever the number of those who send it; returns when it is safely there.
pub(super) fn keep(db: &Db, shelf: &Shelf, ctx: &Context, content: &Received) -> Result<Kept> {
    let (digest, size) = (content.digest, content.size);
    for _ in 0..TRIES {
        let ctx = ctx.clone();
        let reserved = match db.plain().write(move |tx| reserve(tx, &ctx, digest, size)) {
            // Somebody was faster: the next look finds what they reserved.
            Err(Error::Db(db::Error::Duplicate)) => continue,
            reserved => reserved?,
        };
        // A look costs little, and mends a content that was lost from its place.
        let there = reserved.stored && shelf.store.size(&reserved.kept.key)? == Some(size);
        if !there {
            shelf.store.keep(&reserved.kept.key, content)?;
        }
        return Ok(reserved.kept);
    }
    Err(Error::Db(db::Error::Busy))
}

/// Takes back what was kept and then not referred to, if it was let go in between: nobody knows of
/// it any more. What was not let go is left to the sweep.
pub(super) fn take_back(db: &Db, shelf: &Shelf, kept: &Kept) {
    let id = kept.id;
    let is_known = db.read(|tx| is_live(tx, id));
    if matches!(is_known, Ok(false)) {
        // Under this key nothing will ever be looked for.
        drop(shelf.store.remove(&kept.key));
    }
}

/// Removes what was kept for something that was then refused, unless something else refers to it.
/// Whoever sends the same at the same moment keeps it anew.
pub(super) fn discard(db: &Db, shelf: &Shelf, kept: &Kept, now: Timestamp) {
    let id = kept.id;
    let doomed = db.plain().write(move |tx| {
        let doomed = doom(tx, id, now)?;
        if doomed {
            let_go(tx, id, now)?;
        }
        Ok::<_, Error>(doomed)
    });
    // Where that fails it is left to the sweep.
    if matches!(doomed, Ok(true)) {
        drop(clear(&db.plain(), shelf, vec![*kept]));
    }
}
