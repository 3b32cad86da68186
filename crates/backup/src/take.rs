//! Takes an archive of an installation while people work in it: rows are of one moment, and the
//! contents those rows speak of are copied from where they are kept.

use std::path::Path;

use anyhow::{Context, Result};
use db::{Db, Id, Migration, ReadTx, Table, Timestamp};
use desk::file::{self, Kept as Content};
use desk::people::Organisation;
use files::Store;

use crate::archive::{self, FILES, KEPT, MANIFEST};
use crate::manifest::{FORMAT, Kept, Manifest, Rows, Step};
use crate::writing::Writing;
use crate::{Progress, rows};

/// Rows gathered in a piece before it is compressed, in bytes.
const PIECE: usize = 4 << 20;
/// Fast, and half of what is smallest.
const LEVEL: i32 = 3;

/// What an archive is taken of.
#[derive(Debug)]
pub struct Source<'s> {
    /// The database.
    pub db: &'s Db,
    /// Where contents of files are kept.
    pub store: &'s Store,
    /// The steps of the schema that have run.
    pub steps: &'static [Migration],
    /// The version of this program.
    pub program: &'s str,
    /// Whether the contents of files go into it; without them it is of use only where they are kept.
    pub contents: bool,
    /// Now.
    pub now: Timestamp,
}

/// Writes an archive to a file that is not there yet. Blocks for as long as it takes; a server goes
/// on beside it.
///
/// # Errors
/// When the database or a content cannot be read or the file cannot be written; nothing is left
/// then. A content that is gone although it should be there is no error: the manifest names it.
pub fn take(source: &Source<'_>, path: &Path, progress: Progress<'_>) -> Result<Manifest> {
    let seconds = u64::try_from(source.now.micros() / 1_000_000).unwrap_or(0);
    let (mut writing, kept, tables, contents) = source.db.read(|tx| {
        // On a server the closure may run again from the start, and so begins anew.
        let mut writing = Writing::begin(path, seconds)?;
        let kept = source.describe(tx)?;
        writing.json(KEPT, &kept)?;
        let mut tables = Vec::new();
        for table in tx.tables()? {
            progress(&table.name, writing.bytes());
            let rows = add_table(tx, &table, &mut writing)?;
            tables.push(Rows { table: table.name, columns: table.columns, rows });
        }
        let contents = if source.contents { contents_of(tx)? } else { Vec::new() };
        Ok::<_, Failure>((writing, kept, tables, contents))
    })?;
    let mut missing = Vec::new();
    let (mut files, mut file_bytes) = (0, 0);
    for content in &contents {
        progress("files", writing.bytes());
        if source.add_content(content, &mut writing)? {
            files += 1;
            file_bytes += content.size;
        } else if source.db.read(|tx| file::is_live(tx, content.id))? {
            missing.push(content.key.to_string());
        }
    }
    let parts = writing.parts().to_vec();
    let manifest = Manifest { kept, tables, files, file_bytes, missing, parts };
    writing.json(MANIFEST, &manifest)?;
    writing.finish()?;
    Ok(manifest)
}

/// Why a snapshot could not be read to its end.
struct Failure(anyhow::Error);

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Failure(error)
    }
}

impl From<db::Error> for Failure {
    fn from(error: db::Error) -> Self {
        Failure(error.into())
    }
}

impl From<Failure> for anyhow::Error {
    fn from(failure: Failure) -> Self {
        failure.0
    }
}

impl Source<'_> {
    fn describe(&self, tx: &ReadTx<'_>) -> Result<Kept> {
        let organisation = Organisation::find(tx)?.context("there is no installation yet")?;
        let schema = self.steps.iter();
        Ok(Kept {
            format: FORMAT,
            program: self.program.to_owned(),
            made_at: self.now.to_string(),
            organisation: organisation.name,
            engine: self.db.describe(),
            schema: schema.map(|s| Step { number: s.number, name: s.name.to_owned() }).collect(),
        })
    }

    /// Adds a content; whether it was there. One that has gone was let go after the moment of the
    /// rows, or is lost.
    fn add_content(&self, content: &Content, writing: &mut Writing) -> Result<bool> {
        let key = &content.key;
        match self.store.size(key)? {
            Some(size) if size == content.size => {}
            _ => return Ok(false),
        }
        let reader = match self.store.read(key, 0..content.size) {
            Err(files::Error::Missing(_)) => return Ok(false),
            reader => reader?,
        };
        writing.part(&format!("{FILES}{key}"), content.size, archive::Content::of(reader))?;
        Ok(true)
    }
}

fn contents_of(tx: &ReadTx<'_>) -> Result<Vec<Content>> {
    let mut all = Vec::new();
    let mut after = Id::from_bytes([0; 16]);
    loop {
        let some = file::some_kept(tx, after)?;
        let Some(last) = some.last() else { return Ok(all) };
        after = last.id;
        all.extend(some);
    }
}

/// Adds a table's rows, piece by piece; how many.
fn add_table(tx: &ReadTx<'_>, table: &Table, writing: &mut Writing) -> Result<u64, Failure> {
    let (mut piece, mut number) = (Vec::with_capacity(PIECE * 2), 0);
    let rows = tx.pour(table, |row| {
        rows::write(row, &mut piece);
        if piece.len() >= PIECE {
            number += 1;
            add_piece(&table.name, number, &piece, writing)?;
            piece.clear();
        }
        Ok::<_, Failure>(())
    })?;
    if !piece.is_empty() {
        add_piece(&table.name, number + 1, &piece, writing)?;
    }
    Ok(rows)
}

fn add_piece(table: &str, number: u64, piece: &[u8], writing: &mut Writing) -> Result<()> {
    let pressed = zstd::bulk::compress(piece, LEVEL)?;
    writing.part(&archive::piece(table, number), u64::try_from(pressed.len())?, pressed.as_slice())
}
