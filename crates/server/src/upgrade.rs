//! Before the schema of an installation in use is brought forward: is there room for it, and a
//! backup to go back to.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use db::{Db, Location, Migrated, SchemaSteps, Timestamp};

use crate::backups;
use crate::place::Place;
use crate::practices;
use crate::progress::Bytes;

/// Backups of this kind that stay, the newest.
const KEPT: usize = 3;

/// Whether a backup comes before the schema is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caution {
    /// One comes first.
    Backup,
    /// None does: there is one already, or whoever runs the program said so.
    Bold,
}

/// What was done to the schema.
#[derive(Debug, Clone)]
pub(crate) struct Upgraded {
    pub(crate) migrated: Migrated,
    /// The backup that was made before, where there was something to be saved.
    pub(crate) backup: Option<PathBuf>,
}

/// Brings the schema forward, after a backup when there is work in an older one.
///
/// # Errors
/// When there is no room or the backup cannot be made, and then the schema is as it was; when the
/// program is older than the schema; when a step fails.
pub(crate) fn bring_forward(
    db: &Db,
    place: &Place,
    now: Timestamp,
    caution: Caution,
) -> Result<Upgraded> {
    let steps =
        db.schema_steps(desk::migrations()).context("the schema cannot be brought forward")?;
    let mut backup = None;
    if steps.is_older() && caution == Caution::Backup {
        let made = save(db, place, &steps, now).context(
            "no backup could be made before the upgrade, and nothing was changed: make room, or \
             make one yourself and then run `mainstay migrate --without-backup`",
        )?;
        tracing::info!(file = %made.display(), "a backup was made before the upgrade");
        backup = Some(made);
    }
    let migrated =
        db.migrate(desk::migrations(), now).context("the schema cannot be brought forward")?;
    if steps.applied.is_empty() {
        // Of nothing there are keys at once. What is written from now on has them, also where much of it is
        // written before the first server runs, so that none has to make them anew.
        while desk::rebuild_text_keys(db, practices::kinds())? {}
    }
    Ok(Upgraded { migrated, backup })
}

/// Makes the backup, of the schema as it still is.
fn save(db: &Db, place: &Place, steps: &SchemaSteps, now: Timestamp) -> Result<PathBuf> {
    let directory = place.data().join("before-upgrade");
    fs::create_dir_all(&directory)
        .with_context(|| format!("cannot make the directory {}", directory.display()))?;
    require_room(db, &place.location(), &directory)?;
    let path = directory.join(backups::name(now));
    let bar = Bytes::new();
    let told = |what: &str, bytes| bar.tell(what, bytes);
    let taken = backups::take_rows_of(steps.applied, db, &place.store()?, (&path, now), &told);
    bar.clear();
    taken?;
    let mut made = backups::made_in(&directory)?;
    made.truncate(made.len().saturating_sub(KEPT));
    for (_, old) in made {
        fs::remove_file(&old).with_context(|| format!("cannot remove {}", old.display()))?;
    }
    Ok(path)
}

/// The rows need room in the backup, and a step may write every row anew into the log beside an
/// embedded database. What a server needs on its own disk is its own matter.
fn require_room(db: &Db, location: &Location, directory: &Path) -> Result<()> {
    let size = db.standing()?.size;
    let needed = match location {
        Location::File(_) => size.saturating_mul(2),
        Location::Server(_) => size,
    };
    let disk = rustix::fs::statvfs(directory)
        .with_context(|| format!("cannot ask how full the disk of {} is", directory.display()))?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    if free < needed {
        let mebibytes = |bytes: u64| bytes.div_ceil(1 << 20);
        bail!(
            "the disk of {} has {} MiB free, and the upgrade may need {} MiB",
            directory.display(),
            mebibytes(free),
            mebibytes(needed)
        );
    }
    Ok(())
}
