//! The journal as lines of JSON, for whoever verifies it with other means than this program.
//! The form is checked by `docs/verify_journal.py`.

use std::io::Write;

use db::{Db, Id};
use serde_json::{Value, json};

use super::verify::{entries_after, hex};
use super::{Entry, Subject, checkpoint};
use crate::keys::known_keys;
use crate::{Error, Result};

/// Writes the public keys, every entry in the order of the chains, and every checkpoint, each chunk
/// of entries of one moment; how many entries.
///
/// # Errors
/// When the database fails, or `out` cannot be written.
pub fn export(db: &Db, out: &mut impl Write) -> Result<u64> {
    for (id, key) in db.read(known_keys)? {
        line(out, &json!({ "type": "key", "id": id, "public_key": hex(&key) }))?;
    }
    // What comes after this checkpoint may seal entries written after the lines above were read.
    let sealed = db.read(checkpoint::last_number)?;
    let (mut subject, mut seq, mut count) = (Id::<Subject>::from_bytes([0; 16]), 0, 0);
    loop {
        let entries = db.read(|tx| entries_after(tx, subject, seq))?;
        let Some(last) = entries.last() else { break };
        (subject, seq) = (last.subject, last.seq);
        for entry in &entries {
            line(out, &of_entry(entry))?;
            count += 1;
        }
    }
    let mut number = 0;
    while number < sealed {
        for c in
            db.read(|tx| checkpoint::after(tx, number))?.into_iter().filter(|c| c.number <= sealed)
        {
            number = c.number;
            line(out, &of_checkpoint(&c))?;
        }
    }
    out.flush().map_err(unwritable)?;
    Ok(count)
}

fn of_entry(e: &Entry) -> Value {
    let values: Vec<Value> = e
        .values
        .iter()
        .map(|v| {
            json!({
                "field": v.field, "op": v.op.code(), "digest": hex(&v.digest), "value": v.value,
                "salt": v.salt.as_deref().map(hex), "erased_at": v.erased_at.map(db::Timestamp::micros),
            })
        })
        .collect();
    json!({
        "type": "entry", "subject": e.subject, "seq": e.seq, "position": e.position, "version": e.version,
        "verb": e.verb, "actor": e.actor, "door": e.door, "occurred_at": e.occurred_at.micros(),
        "recorded_at": e.recorded_at.micros(), "previous_hash": hex(&e.previous_hash), "hash": hex(&e.hash),
        "values": values,
    })
}

fn of_checkpoint(c: &checkpoint::Checkpoint) -> Value {
    json!({
        "type": "checkpoint", "number": c.number, "first_position": c.first_position,
        "last_position": c.last_position, "sealed_at": c.sealed_at.micros(),
        "entries_digest": hex(&c.entries_digest), "previous_hash": hex(&c.previous_hash), "hash": hex(&c.hash),
        "key": c.key, "signature": hex(&c.signature),
    })
}

fn line(out: &mut impl Write, value: &Value) -> Result<()> {
    writeln!(out, "{value}").map_err(unwritable)
}

fn unwritable(error: std::io::Error) -> Error {
    Error::Broken(format!("the export cannot be written: {error}"))
}
