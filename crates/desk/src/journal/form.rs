//! The bytes an entry's hash covers. Fixed from the first entry on: format 1.

use sha2::{Digest, Sha256};

use super::{Entry, EntryValue};

/// The number every hashed form begins with.
pub const FORMAT: u16 = 1;

/// Bytes of a salt.
pub(super) const SALT: usize = 16;

/// The salted digest of a value: SHA-256 over the salt, one byte saying whether there is a value,
/// and the value's canonical text.
#[must_use]
pub fn digest(salt: &[u8], value: Option<&str>) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update([u8::from(value.is_some())]);
    hash.update(value.unwrap_or_default().as_bytes());
    hash.finalize().into()
}

/// The hash of an entry over everything but its position, which is given after the commit.
#[must_use]
pub fn entry_hash(entry: &Entry) -> [u8; 32] {
    let mut form = Form::begin();
    form.bytes(entry.subject.bytes());
    form.number(entry.seq);
    form.number(entry.version);
    form.bytes(entry.verb.as_bytes());
    form.bytes(entry.actor.as_ref().map_or(&[][..], |actor| actor.bytes()));
    form.bytes(entry.door.as_bytes());
    form.number(entry.occurred_at.micros());
    form.number(entry.recorded_at.micros());
    form.bytes(&entry.previous_hash);
    form.length(entry.values.len());
    for value in &entry.values {
        form.value(value);
    }
    form.hash()
}

/// A length-prefixed binary form: lengths are 4 bytes, numbers 8, most significant byte first.
pub(super) struct Form(Vec<u8>);

impl Form {
    pub(super) fn begin() -> Self {
        let mut out = Vec::with_capacity(512);
        out.extend_from_slice(&FORMAT.to_be_bytes());
        Form(out)
    }

    pub(super) fn number(&mut self, number: i64) {
        self.0.extend_from_slice(&number.to_be_bytes());
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.length(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    fn length(&mut self, length: usize) {
        // No field comes near 4 GiB: requests are bounded far below.
        self.0.extend_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes());
    }

    fn value(&mut self, value: &EntryValue) {
        self.bytes(value.field.as_bytes());
        self.0.push(value.op.code());
        self.bytes(&value.digest);
    }

    pub(super) fn hash(self) -> [u8; 32] {
        Sha256::digest(&self.0).into()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use db::{Id, Timestamp};

    use super::*;
    use crate::journal::Op;

    fn sample() -> Entry {
        Entry {
            subject: Id::from_bytes([1; 16]),
            seq: 1,
            position: None,
            version: 1,
            verb: "create".to_owned(),
            actor: None,
            door: "api".to_owned(),
            occurred_at: Timestamp::from_micros(5),
            recorded_at: Timestamp::from_micros(6),
            previous_hash: Vec::new(),
            hash: Vec::new(),
            values: vec![EntryValue {
                field: "title".to_owned(),
                op: Op::Set,
                digest: digest(&[7; 16], Some("Printer")).to_vec(),
                salt: Some(vec![7; 16]),
                value: Some("Printer".to_owned()),
                erased_at: None,
            }],
        }
    }

    /// The format is a promise: this value was computed by `docs/verify_journal.py`.
    #[test]
    fn the_form_never_changes() {
        let hex: String = entry_hash(&sample()).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(hex, "9565751daf117e73d7297a691bc500dd17072b5d9837af569e0ba53e61549577");
    }

    #[test]
    fn every_part_is_covered() {
        let base = entry_hash(&sample());
        let mut changed = sample();
        changed.verb = "crea".to_owned();
        changed.door = "teapi".to_owned();
        assert_ne!(entry_hash(&changed), base, "lengths keep neighbours apart");
        let mut changed = sample();
        changed.occurred_at = Timestamp::from_micros(6);
        assert_ne!(entry_hash(&changed), base);
        let mut changed = sample();
        changed.values.first_mut().unwrap().op = Op::Add;
        assert_ne!(entry_hash(&changed), base);
    }

    #[test]
    fn nothing_and_empty_text_differ() {
        assert_ne!(digest(&[0; 16], None), digest(&[0; 16], Some("")));
    }
}
