//! Adds an entry to a subject's history.

use db::{Id, Insert, Timestamp, Tx, Value, params};

use super::entry::SetValue;
use super::form::{SALT, digest, entry_hash};
use super::{Entry, EntryValue, Subject};
use crate::people::Company;
use crate::{Context, Error, Result};

/// The end of a subject's chain.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) subject: Id<Subject>,
    pub(crate) seq: i64,
    pub(crate) hash: Vec<u8>,
    pub(crate) recorded_at: Timestamp,
    pub(crate) version: i64,
}

db::statements! {
    HEAD = "SELECT head_seq, head_hash, head_recorded_at, version FROM subject WHERE id = $1";
    CREATE = "INSERT INTO subject (id, kind, number, company_id, restricted, version, head_seq, head_hash, head_recorded_at)
        VALUES ($1, $2, $3, $4, $5, 0, 0, $6, 0)";
    ADVANCE = "UPDATE subject SET version = $2, head_seq = $3, head_hash = $4, head_recorded_at = $5 WHERE id = $1";
    NEXT_POSITION = "SELECT COALESCE(MAX(position), 0) + 1 FROM entry";
    ENTRY = "INSERT INTO entry (subject_id, seq, position, version, verb, actor_id, door, occurred_at, recorded_at, previous_hash, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
}

impl Head {
    /// The end of the chain now.
    pub(crate) fn load(tx: &Tx<'_>, subject: Id<Subject>) -> Result<Self> {
        let mut c = tx.row(HEAD, params![subject])?.ok_or(Error::NotFound)?.columns();
        Ok(Head {
            subject,
            seq: c.next()?,
            hash: c.next()?,
            recorded_at: c.next()?,
            version: c.next()?,
        })
    }
}

/// Begins a history; its first entry must follow in the same transaction.
pub(crate) fn create_subject(
    tx: &Tx<'_>,
    subject: Id<Subject>,
    kind: &str,
    number: Option<&str>,
    company: Option<Id<Company>>,
    restricted: bool,
) -> Result<Head> {
    tx.execute(CREATE, params![subject, kind, number, company, restricted, Vec::new()])?;
    Ok(Head {
        subject,
        seq: 0,
        hash: Vec::new(),
        recorded_at: Timestamp::from_micros(0),
        version: 0,
    })
}

/// Adds an entry after `head`; the subject's version becomes `version`.
pub(crate) fn append(
    tx: &Tx<'_>,
    ctx: &Context,
    head: &Head,
    verb: &str,
    version: i64,
    values: Vec<SetValue>,
) -> Result<Entry> {
    let mut entry = Entry {
        subject: head.subject,
        seq: head.seq + 1,
        position: position(tx)?,
        version,
        verb: verb.to_owned(),
        actor: ctx.actor,
        door: ctx.door.code().to_owned(),
        occurred_at: ctx.occurred_at,
        // A clock set back must not make a later entry seem earlier: the sequencer goes by this.
        recorded_at: ctx.now.max(head.recorded_at),
        previous_hash: head.hash.clone(),
        hash: Vec::new(),
        values: values.into_iter().map(|v| seal(ctx, v)).collect(),
    };
    entry.hash = entry_hash(&entry).to_vec();
    write(tx, &entry)?;
    tx.execute(
        ADVANCE,
        params![entry.subject, version, entry.seq, entry.hash.as_slice(), entry.recorded_at],
    )?;
    Ok(entry)
}

/// The position, where the engine commits in order; otherwise the sequencer gives it.
fn position(tx: &Tx<'_>) -> Result<Option<i64>> {
    if !tx.commits_in_order() {
        return Ok(None);
    }
    Ok(Some(tx.one(NEXT_POSITION, params![])?.get(0)?))
}

fn seal(ctx: &Context, value: SetValue) -> EntryValue {
    let salt = ctx.chance.bytes::<SALT>();
    EntryValue {
        digest: digest(&salt, value.value.as_deref()).to_vec(),
        field: value.field.to_owned(),
        op: value.op,
        salt: Some(salt.to_vec()),
        value: value.value,
        erased_at: None,
    }
}

fn write(tx: &Tx<'_>, entry: &Entry) -> Result<()> {
    tx.execute(
        ENTRY,
        params![
            entry.subject,
            entry.seq,
            entry.position,
            entry.version,
            entry.verb.as_str(),
            entry.actor,
            entry.door.as_str(),
            entry.occurred_at,
            entry.recorded_at,
            entry.previous_hash.as_slice(),
            entry.hash.as_slice()
        ],
    )?;
    write_values(tx, entry)
}

const VALUES: Insert<'_> = Insert {
    table: "entry_value",
    columns: &["subject_id", "seq", "ordinal", "field", "op", "digest", "salt", "value"],
    over: None,
};

fn write_values(tx: &Tx<'_>, entry: &Entry) -> Result<()> {
    let row = |(ordinal, value): (i64, &EntryValue)| -> [Value; 8] {
        [
            entry.subject.into(),
            entry.seq.into(),
            ordinal.into(),
            value.field.as_str().into(),
            i64::from(value.op.code()).into(),
            value.digest.as_slice().into(),
            value.salt.as_deref().into(),
            value.value.as_ref().into(),
        ]
    };
    let rows: Vec<_> = (0..).zip(&entry.values).map(row).collect();
    Ok(tx.insert(VALUES, &rows)?)
}
