//! Writes imported incidents back as a log, row by row as they came.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Context as _, Result};
use db::{Db, Id, ReadTx};
use desk::Record;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::column::Column;
use super::history::{self, History, Written};
use super::label::MISSING;
use super::names::Names;
use super::source::Book;

/// Incidents read in one snapshot.
const AT_ONCE: i64 = 200;

/// Writes every imported row, in the order of the incidents' numbers in the log; how many. What
/// was done here since is not part of a log and left out.
///
/// Each run of incidents is read in a snapshot of its own, so that a long export holds nothing up.
///
/// # Errors
/// When the database fails or `out` cannot be written.
pub fn export(db: &Db, out: impl Write) -> Result<u64> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(Column::all().map(Column::name))?;
    let names = Names::default();
    let mut last = String::new();
    let mut rows = 0;
    loop {
        let (incidents, next) = db.read(|tx| chunk(tx, &names, &last))?;
        for row in incidents.iter().flatten() {
            let cells = row.cells.iter().map(|cell| cell.as_deref().unwrap_or(MISSING));
            writer.write_record(cells)?;
            rows += 1;
        }
        match next {
            Some(next) => last = next,
            None => break,
        }
    }
    writer.flush()?;
    Ok(rows)
}

/// Writes them to a file, compressed when its name ends in `.gz`. The file appears when it is
/// whole.
///
/// # Errors
/// As [`export`], or when the file cannot be made.
pub fn export_to(db: &Db, path: &Path) -> Result<u64> {
    let mut draft = path.as_os_str().to_owned();
    draft.push(".part");
    let draft = PathBuf::from(draft);
    let cannot = || format!("cannot write {}", path.display());
    let file = BufWriter::new(File::create(&draft).with_context(cannot)?);
    let rows = if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("gz")) {
        let mut packed = GzEncoder::new(file, Compression::default());
        let rows = export(db, &mut packed)?;
        sync(packed.finish().with_context(cannot)?).with_context(cannot)?;
        rows
    } else {
        let mut file = file;
        let rows = export(db, &mut file)?;
        sync(file).with_context(cannot)?;
        rows
    };
    fs::rename(&draft, path).with_context(cannot)?;
    Ok(rows)
}

fn sync(mut file: BufWriter<File>) -> std::io::Result<()> {
    file.flush()?;
    file.get_ref().sync_all()
}

/// The rows of the incidents after one, and the last of them.
fn chunk(
    tx: &ReadTx<'_>,
    names: &Names,
    after: &str,
) -> desk::Result<(Vec<Vec<Written>>, Option<String>)> {
    let found: Vec<(String, Id<Record>)> = Book::INCIDENTS.after(tx, after, AT_ONCE)?;
    let Some((last, _)) = found.last() else { return Ok((Vec::new(), None)) };
    let last = last.clone();
    let places: HashMap<Id<Record>, usize> =
        found.iter().enumerate().map(|(place, (_, id))| (*id, place)).collect();
    let ids: Vec<Id<Record>> = found.iter().map(|(_, id)| *id).collect();
    let numbers: Vec<Rc<str>> = found.into_iter().map(|(number, _)| number.into()).collect();
    let mut incidents: Vec<Vec<Written>> = numbers.iter().map(|_| Vec::new()).collect();
    let mut history = History::new(names);
    let mut current = None;
    for entry in history::entries(tx, &ids)? {
        if current != Some(entry.subject) {
            current = Some(entry.subject);
            history = History::new(names);
        }
        let Some(place) = places.get(&entry.subject) else { continue };
        let (Some(number), Some(rows)) = (numbers.get(*place), incidents.get_mut(*place)) else {
            continue;
        };
        rows.extend(history.take(tx, number, entry)?);
    }
    for rows in &mut incidents {
        history::settle(rows);
    }
    Ok((incidents, Some(last)))
}
