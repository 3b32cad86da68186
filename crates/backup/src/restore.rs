//! Makes an installation from an archive, on whichever engine: all of it or nothing.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use db::{Chance, Db, Loader, Location, Migration, Table, Timestamp, Value};
use files::Store;

use crate::archive::{self, FILES};
use crate::manifest::{Manifest, Part};
use crate::{Progress, reading, rows};

/// Rows of one piece; a piece that claims to be larger is none of ours.
const PIECE_LIMIT: u64 = 1 << 30;

/// Why an archive is not restored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The file is something else.
    #[error("this is no backup of Mainstay")]
    NoArchive,
    /// Written in a form this program does not read.
    #[error(
        "the backup has form {0}, which this program does not know: use the newer program that wrote it"
    )]
    OtherForm(u64),
    /// It ends too early.
    #[error("the backup is torn after {after} ({why}): use another one")]
    Torn {
        /// The last part that is whole.
        after: String,
        /// What was found.
        why: String,
    },
    /// A part is not what it was.
    #[error("the backup was changed: {0} is not what it was when the backup was made")]
    Changed(String),
    /// Made by a program with a newer schema.
    #[error(
        "the backup has schema step {0:04}, which this program does not know: use the newer program that wrote it"
    )]
    Newer(u32),
    /// The database is in use.
    #[error("there is something in this database already: restore into an empty one")]
    NotEmpty,
}

/// Where an installation is made.
#[derive(Debug)]
pub struct Target<'t> {
    /// The database: a file that is not there yet, or an empty database on a server.
    pub location: Location,
    /// Where contents of files are kept.
    pub store: &'t Store,
    /// The steps of the schema this program knows.
    pub steps: &'static [Migration],
    /// Now.
    pub now: Timestamp,
    /// Names for what is being received.
    pub chance: &'t Chance,
}

/// Reads an archive whole and answers what it holds; changes nothing.
///
/// # Errors
/// [`Refused`] when it is torn, was changed or is none.
pub fn inspect(path: &Path, progress: Progress<'_>) -> Result<Manifest> {
    reading::verify(path, &|bytes| progress("verifying", bytes))
}

/// Makes an installation from an archive. The schema is brought to where the archive's was; what
/// has been added since is for [`Db::migrate`]. An embedded file has its name only when all of it is
/// there; on a server everything is one transaction.
///
/// # Errors
/// [`Refused`] when the archive or the target is not fit; nothing is left then.
pub fn restore(path: &Path, target: &Target<'_>, progress: Progress<'_>) -> Result<Manifest> {
    let manifest = inspect(path, progress)?;
    let steps = steps_of(&manifest, target.steps)?;
    match &target.location {
        server @ Location::Server(_) => {
            if !Db::open(server)?.read(|tx| tx.tables())?.is_empty() {
                return Err(Refused::NotEmpty.into());
            }
            make(path, &manifest, target, (server, steps), progress)?;
        }
        Location::File(file) => {
            // A log left beside it would be taken for the new one's, and spoil it.
            if ["", "-wal", "-shm", "-journal"].iter().any(|end| beside(file, end).exists()) {
                return Err(Refused::NotEmpty.into());
            }
            let mut draft = file.as_os_str().to_owned();
            draft.push(".restoring");
            let draft = PathBuf::from(draft);
            remove(&draft)?;
            let made =
                make(path, &manifest, target, (&Location::File(draft.clone()), steps), progress);
            // Unlike a rename, a link never takes the place of a file that is there.
            let named = made.and_then(|()| {
                std::fs::hard_link(&draft, file)
                    .with_context(|| format!("cannot write {}", file.display()))
            });
            remove(&draft)?;
            named?;
        }
    }
    Ok(manifest)
}

/// The first of our steps, when they are the archive's.
fn steps_of(
    manifest: &Manifest,
    known: &'static [Migration],
) -> Result<&'static [Migration], Refused> {
    for (place, step) in manifest.kept.schema.iter().enumerate() {
        match known.get(place) {
            Some(ours) if ours.number == step.number && ours.name == step.name => {}
            _ => return Err(Refused::Newer(step.number)),
        }
    }
    Ok(known.get(..manifest.kept.schema.len()).unwrap_or(known))
}

/// Makes the database, and puts contents where they belong.
fn make(
    path: &Path,
    manifest: &Manifest,
    target: &Target<'_>,
    (location, steps): (&Location, &'static [Migration]),
    progress: Progress<'_>,
) -> Result<()> {
    let mut loader = Loader::begin(location, steps, target.now)?;
    for rows in &manifest.tables {
        loader.empty(&Table::new(&rows.table, &rows.columns)?)?;
    }
    let (mut bytes, mut added) = (0, BTreeMap::<String, u64>::new());
    reading::walk(path, manifest, |part, from| {
        bytes += part.size;
        if let Some(name) = archive::table_of(&part.path) {
            progress(name, bytes);
            let known = manifest.tables.iter().find(|rows| rows.table == name);
            let rows = known.with_context(|| format!("{name} is no table of this backup"))?;
            let table = Table::new(&rows.table, &rows.columns)?;
            *added.entry(table.name.clone()).or_default() += add_piece(&mut loader, &table, from)?;
            return Ok(());
        }
        if let Some(key) = part.path.strip_prefix(FILES) {
            progress("files", bytes);
            return keep(target, key, part, from);
        }
        Ok(())
    })?;
    for rows in &manifest.tables {
        let there = added.get(&rows.table).copied().unwrap_or(0);
        if there != rows.rows {
            let (table, rows) = (&rows.table, rows.rows);
            let what = format!("table {table} has {there} rows in place of {rows}; it");
            return Err(Refused::Changed(what).into());
        }
    }
    progress("indexes", bytes);
    loader.finish()?;
    Ok(())
}

/// Adds the rows of one piece; how many.
fn add_piece(loader: &mut Loader, table: &Table, from: &mut dyn Read) -> Result<u64> {
    let mut pressed = Vec::new();
    from.read_to_end(&mut pressed)?;
    let mut piece = Vec::new();
    zstd::Decoder::new(pressed.as_slice())?.take(PIECE_LIMIT).read_to_end(&mut piece)?;
    let mut rows = rows::Rows::of(&piece, table.columns.len());
    let mut all = std::iter::from_fn(|| next(&mut rows));
    Ok(loader.add(table, &mut all)?)
}

/// The next row as the database takes it.
fn next(rows: &mut rows::Rows<'_>) -> Option<db::Result<Vec<Value>>> {
    rows.next().map_err(|e| db::Error::Other(e.to_string())).transpose()
}

/// Keeps a content under the key it had.
fn keep(target: &Target<'_>, key: &str, part: &Part, from: &mut dyn Read) -> Result<()> {
    let key: files::Key = key.parse().with_context(|| format!("{key} is no key of a content"))?;
    let name = archive::hex(&target.chance.bytes::<16>());
    let mut receiving = target.store.inbox().receive(&name, part.size)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = from.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        receiving.write(buffer.get(..read).unwrap_or_default())?;
    }
    let received = receiving.finish()?;
    if received.digest != key.digest {
        return Err(Refused::Changed(part.path.clone()).into());
    }
    target.store.keep(&key, &received)?;
    Ok(())
}

/// A file that belongs to an embedded database, by the end of its name.
fn beside(file: &Path, end: &str) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(end);
    PathBuf::from(path)
}

/// Removes what an attempt left behind.
fn remove(draft: &Path) -> Result<()> {
    for end in ["", "-wal", "-shm", "-journal"] {
        let path = beside(draft, end);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("cannot remove {}", draft.display()));
            }
            _ => {}
        }
    }
    Ok(())
}
