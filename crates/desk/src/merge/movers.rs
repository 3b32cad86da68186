//! What goes along when a record is merged, one line an organ.

use db::{Id, ReadTx, Row, Tx, Value, params};

use super::undo::BOND;
use crate::file::{self, File};
use crate::heading::Heading;
use crate::journal::{Op, SetValue};
use crate::record::Record;
use crate::{Context, Error, Fault, Result, link, watch};

/// Moves what hangs on the first record and not yet on the second; what moved.
type Take = fn(&Tx<'_>, &Context, &Heading, &Heading) -> Result<Vec<Moved>>;
/// Moves one thing back from the second to the first, if it is still there; what moved.
type GiveBack = fn(&Tx<'_>, &Context, &[u8], &Heading, &Heading) -> Result<Option<Moved>>;

/// An organ whose things go along.
struct Mover {
    /// Its code, kept with what moved.
    organ: &'static str,
    take: Take,
    give_back: GiveBack,
}

/// Something that went from one record to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moved {
    pub(super) organ: &'static str,
    /// What it is known by in its table.
    pub(super) key: Vec<u8>,
    /// What the histories of both records say: the fact's code and its text.
    fact: (&'static str, String),
}

/// Every organ whose things go along.
const MOVERS: &[Mover] = &[
    Mover { organ: "watcher", take: take_watchers, give_back: give_back_watcher },
    Mover { organ: "file", take: take_files, give_back: give_back_file },
    Mover { organ: "tag", take: take_tags, give_back: give_back_tag },
    Mover { organ: "task", take: take_tasks, give_back: give_back_task },
    Mover { organ: "link", take: take_links, give_back: give_back_link },
];

db::statements! {
    // Whoever watches both stays where they are.
    WATCHERS = "SELECT person_id FROM watcher WHERE subject_id = $1
        AND person_id NOT IN (SELECT person_id FROM watcher WHERE subject_id = $2) ORDER BY person_id";
    MOVE_WATCHER = "UPDATE watcher SET subject_id = $2, is_open = (SELECT is_open FROM record WHERE subject_id = $2),
        opened_at = (SELECT opened_at FROM record WHERE subject_id = $2) WHERE subject_id = $1 AND person_id = $3";
    FILES = "SELECT id, internal FROM file WHERE subject_id = $1 AND withdrawn_at IS NULL ORDER BY added_at, id";
    MOVE_FILE = "UPDATE file SET subject_id = $2 WHERE subject_id = $1 AND id = $3 AND withdrawn_at IS NULL";
    FILE = "SELECT id, internal FROM file WHERE id = $1";
    TAGS = "SELECT folded, label FROM tag WHERE subject_id = $1
        AND folded NOT IN (SELECT folded FROM tag WHERE subject_id = $2) ORDER BY folded";
    MOVE_TAG = "UPDATE tag SET subject_id = $2 WHERE subject_id = $1 AND folded = $3";
    TAG = "SELECT folded, label FROM tag WHERE subject_id = $1 AND folded = $2";
    TASKS = "SELECT subject_id, number FROM task WHERE parent_id = $1 AND is_open = 1 ORDER BY number";
    MOVE_TASK = "UPDATE task SET parent_id = $2 WHERE parent_id = $1 AND subject_id = $3";
    TASK = "SELECT subject_id, number FROM task WHERE subject_id = $1";
}

impl Moved {
    /// The link that binds the two records.
    pub(super) fn bond(id: Id<link::Link>) -> Self {
        Moved { organ: BOND, key: id.bytes().to_vec(), fact: (link::FACT, String::new()) }
    }
}

/// Moves everything that goes along.
pub(super) fn take(tx: &Tx<'_>, ctx: &Context, from: &Heading, to: &Heading) -> Result<Vec<Moved>> {
    let mut moved = Vec::new();
    for mover in MOVERS {
        moved.extend((mover.take)(tx, ctx, from, to)?);
    }
    Ok(moved)
}

/// Moves back what went along and is still where it went; what moved.
pub(super) fn give_back(
    tx: &Tx<'_>,
    ctx: &Context,
    went: &[(String, Vec<u8>)],
    from: &Heading,
    to: &Heading,
) -> Result<Vec<Moved>> {
    let mut moved = Vec::new();
    for (organ, key) in went {
        if let Some(mover) = MOVERS.iter().find(|mover| mover.organ == organ) {
            moved.extend((mover.give_back)(tx, ctx, key, from, to)?);
        }
    }
    Ok(moved)
}

/// What the history of a record says of what came to it or left it.
pub(super) fn told(moved: &[Moved], op: Op) -> impl Iterator<Item = SetValue> + '_ {
    moved.iter().map(|one| one.fact.clone()).map(move |(field, text)| SetValue {
        field,
        op,
        value: Some(text),
    })
}

/// One row at a time: key and text as the histories tell them.
fn each(
    tx: &Tx<'_>,
    rows: Vec<Row>,
    one: impl Fn(&Row) -> Result<Moved>,
    step: impl Fn(&Tx<'_>, &Moved) -> Result<()>,
) -> Result<Vec<Moved>> {
    let mut moved = Vec::with_capacity(rows.len());
    for row in &rows {
        let this = one(row)?;
        step(tx, &this)?;
        moved.push(this);
    }
    Ok(moved)
}

/// To be let watch a restricted record takes more than watching another one.
fn take_watchers(tx: &Tx<'_>, _: &Context, from: &Heading, to: &Heading) -> Result<Vec<Moved>> {
    if to.facts.restricted {
        return Ok(Vec::new());
    }
    let rows = tx.rows(WATCHERS, params![from.id, to.id])?;
    each(
        tx,
        rows,
        |row| watcher(&row.get::<Vec<u8>>(0)?),
        |tx, one| {
            tx.execute(MOVE_WATCHER, params![from.id, to.id, one.key.as_slice()])?;
            Ok(())
        },
    )
}

fn give_back_watcher(
    tx: &Tx<'_>,
    _: &Context,
    key: &[u8],
    from: &Heading,
    to: &Heading,
) -> Result<Option<Moved>> {
    let there = tx.rows(WATCHERS, params![from.id, to.id])?;
    let is_there = there.iter().any(|row| row.get::<Vec<u8>>(0).is_ok_and(|own| own == key));
    if !is_there {
        return Ok(None);
    }
    tx.execute(MOVE_WATCHER, params![from.id, to.id, key])?;
    watcher(key).map(Some)
}

fn watcher(key: &[u8]) -> Result<Moved> {
    let text: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Moved { organ: "watcher", key: key.to_vec(), fact: (watch::FACT, text) })
}

/// No more than a record shows: nothing gets out of sight by a merge.
fn take_files(tx: &Tx<'_>, _: &Context, from: &Heading, to: &Heading) -> Result<Vec<Moved>> {
    let rows = tx.rows(FILES, params![from.id])?;
    if !rows.is_empty() && rows.len() + file::count(tx, to.id)? > file::MOST_SHOWN {
        let fault = Fault::new("target", "too_many_files").with("most", file::MOST_SHOWN);
        return Err(Error::Invalid(vec![fault]));
    }
    each(tx, rows, moved_file, |tx, one| {
        tx.execute(MOVE_FILE, params![from.id, to.id, one.key.as_slice()])?;
        Ok(())
    })
}

fn give_back_file(
    tx: &Tx<'_>,
    _: &Context,
    key: &[u8],
    from: &Heading,
    to: &Heading,
) -> Result<Option<Moved>> {
    if tx.execute(MOVE_FILE, params![from.id, to.id, key])? == 0 {
        return Ok(None);
    }
    tx.row(FILE, params![key])?.as_ref().map(moved_file).transpose()
}

/// The file alone: its name is told by the entry that added it, and is erased there.
fn moved_file(row: &Row) -> Result<Moved> {
    let (id, internal): (Id<File>, bool) = (row.get(0)?, row.get(1)?);
    let [public, inside] = file::IDENTITIES;
    let code = if internal { inside } else { public };
    Ok(Moved { organ: "file", key: id.bytes().to_vec(), fact: (code, id.to_string()) })
}

fn take_tags(tx: &Tx<'_>, _: &Context, from: &Heading, to: &Heading) -> Result<Vec<Moved>> {
    each(tx, tx.rows(TAGS, params![from.id, to.id])?, tag, |tx, one| {
        move_tag(tx, from.id, to.id, &one.key)
    })
}

fn give_back_tag(
    tx: &Tx<'_>,
    _: &Context,
    key: &[u8],
    from: &Heading,
    to: &Heading,
) -> Result<Option<Moved>> {
    let folded = String::from_utf8_lossy(key).into_owned();
    if there(tx, to.id, &folded)?.is_some() {
        return Ok(None);
    }
    let Some(row) = there(tx, from.id, &folded)? else { return Ok(None) };
    move_tag(tx, from.id, to.id, key)?;
    tag(&row).map(Some)
}

fn there(tx: &ReadTx<'_>, record: Id<Record>, folded: &str) -> Result<Option<Row>> {
    Ok(tx.row(TAG, params![record, folded])?)
}

fn move_tag(tx: &Tx<'_>, from: Id<Record>, to: Id<Record>, key: &[u8]) -> Result<()> {
    let folded: Value = String::from_utf8_lossy(key).into_owned().into();
    tx.execute(MOVE_TAG, params![from, to, folded])?;
    Ok(())
}

fn tag(row: &Row) -> Result<Moved> {
    let (folded, label): (String, String) = (row.get(0)?, row.get(1)?);
    Ok(Moved { organ: "tag", key: folded.into_bytes(), fact: ("tag", label) })
}

fn take_tasks(tx: &Tx<'_>, _: &Context, from: &Heading, to: &Heading) -> Result<Vec<Moved>> {
    each(tx, tx.rows(TASKS, params![from.id])?, task, |tx, one| {
        tx.execute(MOVE_TASK, params![from.id, to.id, one.key.as_slice()])?;
        Ok(())
    })
}

fn give_back_task(
    tx: &Tx<'_>,
    _: &Context,
    key: &[u8],
    from: &Heading,
    to: &Heading,
) -> Result<Option<Moved>> {
    if tx.execute(MOVE_TASK, params![from.id, to.id, key])? == 0 {
        return Ok(None);
    }
    tx.row(TASK, params![key])?.as_ref().map(task).transpose()
}

fn task(row: &Row) -> Result<Moved> {
    let (key, number): (Vec<u8>, String) = (row.get(0)?, row.get(1)?);
    Ok(Moved { organ: "task", key, fact: ("task", number) })
}

/// A link has two ends, and the history of the other end tells of it too.
fn take_links(tx: &Tx<'_>, ctx: &Context, from: &Heading, to: &Heading) -> Result<Vec<Moved>> {
    Ok(link::move_all(tx, ctx, from, to)?.into_iter().map(tie).collect())
}

fn give_back_link(
    tx: &Tx<'_>,
    ctx: &Context,
    key: &[u8],
    from: &Heading,
    to: &Heading,
) -> Result<Option<Moved>> {
    let Ok(id) = <[u8; 16]>::try_from(key).map(Id::from_bytes) else { return Ok(None) };
    Ok(link::move_one(tx, ctx, id, from, to)?.map(tie))
}

fn tie((id, told): (Id<link::Link>, String)) -> Moved {
    Moved { organ: "link", key: id.bytes().to_vec(), fact: (link::FACT, told) }
}
