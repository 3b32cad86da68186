//! Pictures drawn small: once for every content, when somebody first looks.

use db::{Db, Id, ReadTx, Timestamp, Tx, params};
use files::{LARGEST_DRAWN, is_drawable};

use super::blob::{Blob, Kept, is_live, kept, refer, release};
use super::keep::{keep, take_back};
use super::{File, Shelf};
use crate::{Context, Error, Result};

db::statements! {
    FIND = "SELECT t.media, b.id, b.digest, b.size FROM thumbnail t LEFT JOIN blob b ON b.id = t.drawn_id WHERE t.blob_id = $1";
    INSERT = "INSERT INTO thumbnail (blob_id, drawn_id, media, drawn_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (blob_id) DO NOTHING";
    OF_CONTENT = "SELECT b.id, b.digest, b.size FROM thumbnail t JOIN blob b ON b.id = t.drawn_id WHERE t.blob_id = $1";
    FORGET = "DELETE FROM thumbnail WHERE blob_id = $1";
}

/// A file's picture, drawn small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// It lies here.
    Drawn(Kept, String),
    /// It cannot be drawn.
    None,
    /// Nobody has looked yet.
    NotYet,
}

/// What is known of a file's picture.
///
/// # Errors
/// When the database fails.
pub fn picture(tx: &ReadTx<'_>, file: &File) -> Result<Picture> {
    if !is_drawable(&file.media) || file.size > LARGEST_DRAWN {
        return Ok(Picture::None);
    }
    let Some(row) = tx.row(FIND, params![file.kept.id])? else { return Ok(Picture::NotYet) };
    let mut c = row.columns();
    let media: String = c.next()?;
    let Some(id) = c.next::<Option<Id<Blob>>>()? else { return Ok(Picture::None) };
    Ok(Picture::Drawn(kept(id, c.next()?, c.next()?), media))
}

/// Draws a file's picture and keeps it. Takes a while and much memory; blocks.
///
/// # Errors
/// When the content cannot be read, or the picture not be kept. That it cannot be drawn is no
/// error, and remembered.
pub fn drawn(db: &Db, shelf: &Shelf, ctx: &Context, file: &File) -> Result<Picture> {
    // Somebody else may have drawn it while this one waited for its turn.
    match db.read(|tx| picture(tx, file))? {
        Picture::NotYet => {}
        known => return Ok(known),
    }
    let content = shelf.store.read(&file.kept.key, 0..file.size)?.whole(LARGEST_DRAWN)?;
    let Ok(small) = files::draw(&content, &file.media) else {
        remember(db, ctx, file.kept.id, None)?;
        return Ok(Picture::None);
    };
    drop(content);
    let name = ctx.chance.id::<File>(ctx.now).to_string();
    let mut receiving = shelf.store.inbox().receive(&name, u64::MAX)?;
    receiving.write(&small.bytes)?;
    let kept = keep(db, shelf, ctx, &receiving.finish()?)?;
    match remember(db, ctx, file.kept.id, Some((kept, small.media)))? {
        true => Ok(Picture::Drawn(kept, small.media.to_owned())),
        // The file, or this very picture, was let go at the same moment.
        false => {
            take_back(db, shelf, &kept);
            Err(Error::NotFound)
        }
    }
}

fn remember(
    db: &Db,
    ctx: &Context,
    content: Id<Blob>,
    drawn: Option<(Kept, &'static str)>,
) -> Result<bool> {
    let now = ctx.now;
    db.write(move |tx| {
        if !is_live(tx, content)? {
            return Ok(false);
        }
        let (id, media) = match &drawn {
            Some((kept, _)) if !refer(tx, kept, now)? => return Ok(false),
            Some((kept, media)) => (Some(kept.id), *media),
            None => (None, ""),
        };
        let first = tx.execute(INSERT, params![content, id, media, now])? == 1;
        if let Some(id) = id.filter(|_| !first) {
            // Somebody else has drawn it, or found that it cannot be.
            release(tx, id, now)?;
        }
        Ok::<_, Error>(true)
    })
}

/// Forgets what was drawn from a content; what that was, which perhaps nothing refers to now.
pub(super) fn let_go(tx: &Tx<'_>, content: Id<Blob>, now: Timestamp) -> Result<Option<Kept>> {
    let drawn = match tx.row(OF_CONTENT, params![content])? {
        Some(row) => Some(kept(row.get(0)?, row.get(1)?, row.get(2)?)),
        None => None,
    };
    tx.execute(FORGET, params![content])?;
    if let Some(drawn) = &drawn {
        release(tx, drawn.id, now)?;
    }
    Ok(drawn)
}
