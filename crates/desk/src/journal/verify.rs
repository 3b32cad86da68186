//! Verifies the journal: every chain, every value's digest, every checkpoint.

use std::collections::{BTreeSet, HashMap};

use db::{Db, Id, ReadTx, params};

use super::form::{SALT, digest, entry_hash};
use super::mirror::{self, Mirror};
use super::{Entry, Subject, checkpoint, erase, timeline};
use crate::keys::{SigningKeyRow, known_keys};
use crate::kind::Kind;
use crate::{Error, Result};

/// Entries read at once.
const CHUNK: i64 = 2_000;

db::statements! {
    ENTRIES = "SELECT subject_id, seq, position, version, verb, actor_id, door, occurred_at, recorded_at, previous_hash, hash
        FROM entry WHERE (subject_id, seq) > ($1, $2) ORDER BY subject_id, seq LIMIT $3";
    VALUES = "SELECT subject_id, seq, field, op, digest, salt, value, erased_at FROM entry_value
        WHERE (subject_id, seq) >= ($1, $2) AND (subject_id, seq) <= ($3, $4) ORDER BY subject_id, seq, ordinal";
    HEADS = "SELECT id, kind, number, head_seq, head_hash FROM subject WHERE id >= $1 AND id <= $2 ORDER BY id";
    HEADS_WITHOUT_ENTRIES = "SELECT s.id FROM subject s LEFT JOIN entry e ON e.subject_id = s.id AND e.seq = s.head_seq
        WHERE e.subject_id IS NULL LIMIT 1";
}

/// What verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// Entries of work records.
    pub entries: u64,
    /// Entries of everything.
    pub all_entries: u64,
    /// Values whose content was erased.
    pub erased: u64,
    /// Checkpoints.
    pub checkpoints: u64,
    /// Entries no checkpoint seals yet.
    pub unsealed: u64,
    /// The first thing that does not hold.
    pub broken: Option<String>,
}

/// What the journal is held against, beyond itself.
#[derive(Debug, Clone, Default)]
pub struct Against {
    /// Kinds whose rows must hold what their journal says.
    pub kinds: &'static [&'static Kind],
    /// The public key that must have signed the last checkpoint. Without it any key the database
    /// knows will do, which proves nothing against somebody who can write to the database.
    pub key: Option<[u8; 32]>,
    /// A checkpoint that must still be there: its number and its hash in hexadecimal digits.
    pub seal: Option<(i64, String)>,
}

/// The place up to which chains were walked.
struct Walk {
    subject: Id<Subject>,
    seq: i64,
    hash: Vec<u8>,
    kind: Option<&'static Kind>,
    mirror: Mirror,
    /// Values that say they were erased, and erasures that were written down.
    erased: BTreeSet<String>,
    erasures: BTreeSet<String>,
    name: String,
    against: Against,
    /// Records walked to their end, to be compared with their rows.
    ended: Vec<(&'static Kind, Id<Subject>, Mirror)>,
    findings: Findings,
}

/// Verifies the journal by itself: every chain, every digest, every checkpoint.
///
/// # Errors
/// When the database fails.
pub fn verify(db: &Db) -> Result<Findings> {
    verify_against(db, Against::default())
}

/// Verifies everything, in chunks that are each of one moment; stops at the first thing that does
/// not hold and names it.
///
/// # Errors
/// When the database fails.
pub fn verify_against(db: &Db, against: Against) -> Result<Findings> {
    let (key, seal) = (against.key, against.seal.clone());
    let mut walk = Walk::begin(against);
    while walk.findings.broken.is_none() {
        let chunk = db.read(|tx| chunk(tx, &walk))?;
        let more = walk.take(chunk);
        if walk.findings.broken.is_none() {
            walk.findings.broken = db.read(|tx| compare(tx, &walk.ended))?;
            walk.ended.clear();
        }
        if !more {
            break;
        }
    }
    let mut findings = walk.findings;
    if findings.broken.is_none() {
        findings.broken = db.read(missing_history)?;
    }
    if findings.broken.is_none() {
        verify_checkpoints(db, key, seal, &mut findings)?;
    }
    Ok(findings)
}

/// The first record whose row says something else than its journal.
fn compare(
    tx: &ReadTx<'_>,
    ended: &[(&'static Kind, Id<Subject>, Mirror)],
) -> Result<Option<String>> {
    let mut kinds: Vec<&'static Kind> = ended.iter().map(|(kind, ..)| *kind).collect();
    kinds.dedup_by_key(|kind| kind.code);
    for kind in kinds {
        let of_kind: Vec<_> = ended
            .iter()
            .filter(|(k, ..)| k.code == kind.code)
            .map(|(_, id, mirror)| (*id, mirror.clone()))
            .collect();
        if let Some(fault) = mirror::first_difference(tx, kind, &of_kind)? {
            return Ok(Some(fault));
        }
    }
    Ok(None)
}

struct Chunk {
    entries: Vec<Entry>,
    heads: HashMap<Id<Subject>, Ends>,
}

struct Ends {
    kind: String,
    name: String,
    seq: i64,
    hash: Vec<u8>,
}

fn chunk(tx: &ReadTx<'_>, walk: &Walk) -> Result<Chunk> {
    let entries = entries_after(tx, walk.subject, walk.seq)?;
    let heads = match entries.last() {
        Some(last) => heads(tx, walk.subject, last.subject)?,
        None => HashMap::new(),
    };
    Ok(Chunk { entries, heads })
}

/// The next entries with their values, in the order of the chains.
pub(super) fn entries_after(tx: &ReadTx<'_>, subject: Id<Subject>, seq: i64) -> Result<Vec<Entry>> {
    let mut entries: Vec<Entry> = tx
        .rows(ENTRIES, params![subject, seq, CHUNK])?
        .into_iter()
        .map(timeline::read_entry)
        .collect::<Result<_>>()?;
    if let (Some(first), Some(last)) = (entries.first(), entries.last()) {
        let values = tx.rows(VALUES, params![first.subject, first.seq, last.subject, last.seq])?;
        attach(&mut entries, values)?;
    }
    Ok(entries)
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn heads(
    tx: &ReadTx<'_>,
    first: Id<Subject>,
    last: Id<Subject>,
) -> Result<HashMap<Id<Subject>, Ends>> {
    tx.rows(HEADS, params![first, last])?
        .into_iter()
        .map(|row| {
            let mut c = row.columns();
            let id: Id<Subject> = c.next()?;
            let kind = c.next()?;
            let name = c.next::<Option<String>>()?.unwrap_or_else(|| id.to_string());
            Ok((id, Ends { kind, name, seq: c.next()?, hash: c.next()? }))
        })
        .collect()
}

/// Both lists are in the order of subject and seq: one walk puts the values to their entries.
fn attach(entries: &mut [Entry], values: Vec<db::Row>) -> Result<()> {
    let mut waiting = entries.iter_mut().peekable();
    for row in values {
        let mut c = row.columns();
        let subject: Id<Subject> = c.next()?;
        let rest = c.rest();
        let (seq, value) = timeline::read_value(rest)?;
        while waiting.next_if(|e| (e.subject, e.seq) < (subject, seq)).is_some() {}
        match waiting.peek_mut() {
            Some(entry) if (entry.subject, entry.seq) == (subject, seq) => entry.values.push(value),
            _ => return Err(Error::Broken(format!("a value of {subject} has no entry {seq}"))),
        }
    }
    Ok(())
}

impl Walk {
    fn begin(against: Against) -> Self {
        Walk {
            subject: Id::from_bytes([0; 16]),
            seq: 0,
            hash: Vec::new(),
            kind: None,
            mirror: Mirror::default(),
            erased: BTreeSet::new(),
            erasures: BTreeSet::new(),
            name: String::new(),
            against,
            ended: Vec::new(),
            findings: Findings::default(),
        }
    }

    /// Walks on over a chunk; whether there may be more.
    fn take(&mut self, chunk: Chunk) -> bool {
        let more = i64::try_from(chunk.entries.len()).unwrap_or(0) == CHUNK;
        for entry in &chunk.entries {
            let Some(ends) = chunk.heads.get(&entry.subject) else {
                self.findings.broken =
                    Some(format!("entry {} of {}: its subject is gone", entry.seq, entry.subject));
                return false;
            };
            let fault =
                if entry.subject == self.subject { None } else { self.turn(entry.subject, ends) };
            if let Some(fault) = fault {
                self.findings.broken = Some(fault);
                return false;
            }
            if let Some(fault) = self.step(entry, ends) {
                self.findings.broken =
                    Some(format!("entry {} of {}: {fault}", entry.seq, ends.name));
                return false;
            }
        }
        if !more {
            self.findings.broken = self.turn(Id::from_bytes([0; 16]), &Ends::none());
        }
        more
    }

    /// Leaves one subject's chain for the next one's; what was wrong with the one left.
    fn turn(&mut self, next: Id<Subject>, ends: &Ends) -> Option<String> {
        let unsaid = self.erased.difference(&self.erasures).next();
        let fault = unsaid.map(|value| {
            format!("{}: {value} is gone, but no entry says it was erased", self.name)
        });
        let mirror = std::mem::take(&mut self.mirror);
        if let Some(kind) = self.kind {
            self.ended.push((kind, self.subject, mirror));
        }
        (self.subject, self.seq, self.hash) = (next, 0, Vec::new());
        (self.erased, self.erasures) = (BTreeSet::new(), BTreeSet::new());
        self.name.clone_from(&ends.name);
        self.kind = self.against.kinds.iter().find(|kind| kind.code == ends.kind).copied();
        fault
    }

    fn step(&mut self, entry: &Entry, ends: &Ends) -> Option<String> {
        if entry.seq != self.seq + 1 {
            return Some(format!("entry {} is missing before it", self.seq + 1));
        }
        if entry.previous_hash != self.hash {
            return Some("it does not follow from the entry before it".to_owned());
        }
        if entry_hash(entry).as_slice() != entry.hash {
            return Some("its content was changed".to_owned());
        }
        if let Some(fault) = self.values(entry) {
            return Some(fault);
        }
        if entry.seq == ends.seq && entry.hash != ends.hash {
            return Some("it is not the end its subject remembers".to_owned());
        }
        if entry.seq > ends.seq {
            return Some("its subject does not know it".to_owned());
        }
        self.seq = entry.seq;
        self.hash.clone_from(&entry.hash);
        self.findings.all_entries += 1;
        self.findings.entries += u64::from(!ends.kind.starts_with("log."));
        None
    }

    fn values(&mut self, entry: &Entry) -> Option<String> {
        for value in &entry.values {
            match (&value.salt, value.erased_at) {
                (None, Some(_)) if value.value.is_none() => {
                    self.findings.erased += 1;
                    self.erased.insert(erase::name(entry.seq, &value.field));
                }
                // The length is part of the form: else bytes could wander between salt and value.
                (Some(salt), None)
                    if salt.len() == SALT
                        && digest(salt, value.value.as_deref()).as_slice() == value.digest => {}
                _ => return Some(format!("the value of {} was changed", value.field)),
            }
            if entry.verb == erase::VERB && value.field == erase::FACT {
                self.erasures.extend(value.value.clone());
            }
        }
        if self.kind.is_some() {
            self.mirror.take(entry);
        }
        None
    }
}

impl Ends {
    /// After the last subject.
    fn none() -> Self {
        Ends { kind: String::new(), name: String::new(), seq: 0, hash: Vec::new() }
    }
}

/// A subject whose last entry is gone.
fn missing_history(tx: &ReadTx<'_>) -> Result<Option<String>> {
    let lost = tx.row(HEADS_WITHOUT_ENTRIES, params![])?;
    lost.map(|row| Ok(format!("subject {}: its last entry is gone", row.get::<Id<Subject>>(0)?)))
        .transpose()
}

fn verify_checkpoints(
    db: &Db,
    trusted: Option<[u8; 32]>,
    seal: Option<(i64, String)>,
    findings: &mut Findings,
) -> Result<()> {
    let mut seal = seal;
    let keys: HashMap<Id<SigningKeyRow>, [u8; 32]> = db.read(known_keys)?.into_iter().collect();
    let (mut number, mut position, mut hash) = (0, 0, Vec::new());
    let mut last_key = None;
    loop {
        let checkpoints = db.read(|tx| checkpoint::after(tx, number))?;
        if checkpoints.is_empty() {
            break;
        }
        for c in checkpoints {
            let hashes = db.read(|tx| checkpoint::hashes(tx, c.first_position, c.last_position))?;
            let key = keys.get(&c.key);
            last_key = key.copied();
            let signed =
                key.map(|k| checkpoint::signature_holds(&c, k)).transpose()?.unwrap_or(false);
            let whole = c.number == number + 1
                && c.first_position == position + 1
                && c.previous_hash == hash
                && i64::try_from(hashes.len()).unwrap_or(0)
                    == c.last_position - c.first_position + 1
                && checkpoint::entries_digest(&hashes) == c.entries_digest
                && checkpoint::checkpoint_hash(&c).as_slice() == c.hash;
            if !(whole && signed) {
                let what = if whole {
                    "its signature does not hold"
                } else {
                    "the entries it seals are not these"
                };
                findings.broken = Some(format!("checkpoint {}: {what}", c.number));
                return Ok(());
            }
            seal.take_if(|(n, known)| *n == c.number && *known == hex(&c.hash));
            (number, position, hash) = (c.number, c.last_position, c.hash);
            findings.checkpoints += 1;
        }
    }
    if let Some((number, _)) = seal {
        findings.broken = Some(format!(
            "checkpoint {number}, which the key directory remembers, is gone or another one"
        ));
    } else if trusted.is_some() && number > 0 && last_key != trusted {
        findings.broken = Some(format!(
            "checkpoint {number}: it was not signed with the key in the key directory"
        ));
    }
    findings.unsealed = findings.all_entries.saturating_sub(u64::try_from(position).unwrap_or(0));
    Ok(())
}
