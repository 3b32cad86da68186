//! Bringing a content to where it is kept, before anything refers to it.

use db::Db;
use files::Received;

use super::Shelf;
use super::blob::{Kept, is_live, reserve};
use crate::{Context, Error, Result};

/// How often to look again when somebody else reserves the same content at the same moment.
const TRIES: u32 = 5;

/// Keeps a content, once whatever the number of those who send it; returns when it is safely there.
pub(super) fn keep(db: &Db, shelf: &Shelf, ctx: &Context, content: &Received) -> Result<Kept> {
    let (digest, size) = (content.digest, content.size);
    for _ in 0..TRIES {
        let ctx = ctx.clone();
        let reserved = match db.write(move |tx| reserve(tx, &ctx, digest, size)) {
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
    let is_known = db.read(|tx| Ok::<_, Error>(is_live(tx, id)?));
    if matches!(is_known, Ok(false)) {
        // Under this key nothing will ever be looked for.
        drop(shelf.store.remove(&kept.key));
    }
}
