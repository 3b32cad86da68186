//! Holds the store against the rows, and the rows against the journal.

use db::{Db, Id, ReadTx, Row, params};
use files::{Digest, Store};

use super::File;
use super::blob::{Blob, Kept, is_live, kept};
use crate::Result;

/// Rows read at once.
const AT_ONCE: i64 = 500;
/// Problems told at most; more are counted.
const TOLD: usize = 20;

db::statements! {
    KEPT = "SELECT id, digest, size FROM blob WHERE id > $1 AND stored_at IS NOT NULL AND doomed_at IS NULL ORDER BY id LIMIT $2";
    WHOSE = "SELECT s.number, f.name FROM file f JOIN subject s ON s.id = f.subject_id WHERE f.blob_id = $1 ORDER BY f.id LIMIT 1";
    TOLD_OF = "SELECT f.id, s.number, f.name, b.digest, v.value, v.erased_at FROM file f
        JOIN subject s ON s.id = f.subject_id JOIN blob b ON b.id = f.blob_id
        LEFT JOIN entry_value v ON v.subject_id = f.entry_subject_id AND v.seq = f.entry_seq
            AND v.field IN ('file_digest', 'internal_file_digest')
        WHERE f.id > $1 ORDER BY f.id LIMIT $2";
    SUM = "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM blob WHERE stored_at IS NOT NULL";
    TOTAL = "SELECT bytes FROM blob_total WHERE id = 1";
}

/// What a check of the files found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// Contents looked at.
    pub contents: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Files held against the journal.
    pub files: u64,
    /// How many problems there are.
    pub problems: u64,
    /// The first of them, each naming a file where it concerns one.
    pub told: Vec<String>,
}

impl Findings {
    fn tell(&mut self, problem: impl FnOnce() -> String) {
        self.problems += 1;
        if self.told.len() < TOLD {
            self.told.push(problem());
        }
    }
}

/// Checks that every content is where it should be, as long as it should be, and that every file has
/// the content the journal says. With `hashes` every content is read whole. Changes nothing; blocks.
///
/// # Errors
/// When the database or the store cannot be read.
pub fn check(db: &Db, store: &Store, hashes: bool) -> Result<Findings> {
    let mut findings = Findings::default();
    let mut after: Id<Blob> = Id::from_bytes([0; 16]);
    loop {
        let some = db.read(|tx| some_kept(tx, after))?;
        let Some(last) = some.last() else { break };
        after = last.id;
        for kept in &some {
            if let Some(problem) = look(store, kept, hashes, &mut findings)? {
                tell(db, kept, problem, &mut findings)?;
            }
        }
    }
    let mut after: Id<File> = Id::from_bytes([0; 16]);
    loop {
        let some = db.read(|tx| some_told(tx, after))?;
        let Some(last) = some.last() else { break };
        after = last.id;
        for told in &some {
            findings.files += 1;
            if !told.holds {
                findings
                    .tell(|| format!("{} has another content than the journal says", told.name));
            }
        }
    }
    let (sum, total): (i64, i64) = db.read(|tx| {
        Ok::<_, crate::Error>((tx.one(SUM, params![])?.get(0)?, tx.one(TOTAL, params![])?.get(0)?))
    })?;
    if sum != total {
        findings.tell(|| format!("{sum} bytes are kept, but {total} are counted"));
    }
    Ok(findings)
}

/// What is wrong with a content.
fn look(
    store: &Store,
    kept: &Kept,
    hashes: bool,
    findings: &mut Findings,
) -> Result<Option<&'static str>> {
    findings.contents += 1;
    findings.bytes += kept.size;
    Ok(match store.size(&kept.key)? {
        None => Some("is missing"),
        Some(size) if size != kept.size => Some("has another length"),
        Some(size) if hashes && size > 0 => {
            let same = store.read(&kept.key, 0..size)?.digest()? == kept.key.digest;
            (!same).then_some("was changed")
        }
        Some(_) => None,
    })
}

/// Tells of a problem with a content, by a file that has it, unless it was let go meanwhile.
fn tell(db: &Db, kept: &Kept, problem: &str, findings: &mut Findings) -> Result<()> {
    let id = kept.id;
    let whose = db.read(|tx| match is_live(tx, id)? {
        false => Ok::<_, crate::Error>(None),
        true => Ok(Some(match tx.row(WHOSE, params![id])? {
            Some(row) => named(row.get(0)?, &row.get::<String>(1)?),
            None => "a picture".to_owned(),
        })),
    })?;
    if let Some(whose) = whose {
        findings.tell(|| format!("{whose}: its content {} {problem}", kept.key));
    }
    Ok(())
}

fn named(number: Option<String>, name: &str) -> String {
    format!("{} {name}", number.unwrap_or_default())
}

/// The next contents that are kept, by their identities; none after the last.
///
/// # Errors
/// When the database fails.
pub fn some_kept(tx: &ReadTx<'_>, after: Id<Blob>) -> Result<Vec<Kept>> {
    let read = |row: Row| {
        let mut c = row.columns();
        Ok(kept(c.next()?, c.next()?, c.next()?))
    };
    tx.rows(KEPT, params![after, AT_ONCE])?.into_iter().map(read).collect()
}

/// A file held against the journal.
struct Told {
    id: Id<File>,
    name: String,
    holds: bool,
}

fn some_told(tx: &ReadTx<'_>, after: Id<File>) -> Result<Vec<Told>> {
    let mut some = Vec::new();
    for row in tx.rows(TOLD_OF, params![after, AT_ONCE])? {
        let mut c = row.columns();
        let (id, number, name) = (c.next()?, c.next()?, c.next::<String>()?);
        let digest = Digest::from_bytes(c.next()?).to_string();
        let (told, erased): (Option<String>, Option<i64>) = (c.next()?, c.next()?);
        let holds = erased.is_some() || told == Some(digest);
        some.push(Told { id, name: named(number, &name), holds });
    }
    Ok(some)
}
