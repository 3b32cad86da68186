//! Adding files to a record: all that were sent together, or none.

use db::{Db, Id, ReadTx, Tx};
use files::{Received, clean_name, sniff};

use super::access::{may_attach, record};
use super::blob::{Kept, refer};
use super::keep::{discard, keep, take_back};
use super::limits::{FIELD, Limits, room};
use super::{File, Shelf, codes, store};
use crate::access::Agent;
use crate::heading::Heading;
use crate::journal::{Op, SetValue};
use crate::kind::Kind;
use crate::merge::refuse_merged;
use crate::{Context, Error, Fault, Result, annotate};

/// How often files are kept again whose content was let go by somebody at the last moment.
const TRIES: u32 = 3;

/// Who adds files, to which record, for whom.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The circumstances.
    pub ctx: Context,
    /// Who adds them.
    pub agent: Agent,
    /// The kind of the record.
    pub kind: &'static Kind,
    /// Its number.
    pub number: String,
    /// Whether only the inside is to read them.
    pub internal: bool,
}

/// A file that was received and is to be added.
#[derive(Debug)]
pub struct Incoming {
    /// What its sender called it.
    pub name: String,
    /// Its content.
    pub content: Received,
}

/// Adds files to a record. May take as long as the scanner and the store do; blocks.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Refused`] and [`Error::Invalid`] as the rules
/// say; [`Error::Unreachable`] when scanner or store cannot be used. Nothing is added then.
pub fn attach(db: &Db, shelf: &Shelf, asked: &Asked, incoming: &[Incoming]) -> Result<Vec<File>> {
    if incoming.is_empty() {
        return Err(Error::invalid(FIELD, "required"));
    }
    for one in incoming {
        if one.content.size == 0 {
            let name = clean_name(&one.name);
            return Err(Error::Invalid(vec![Fault::new(FIELD, "file_empty").with("name", name)]));
        }
    }
    // What is refused is neither looked at nor kept: it would lie there beyond every limit.
    let bytes = incoming.iter().map(|one| one.content.size).sum();
    db.read(|tx| judged(tx, &shelf.limits, asked, incoming.len(), bytes).map(drop))?;
    for one in incoming {
        shelf.scan(&clean_name(&one.name), &one.content)?;
    }
    for _ in 0..TRIES {
        let mut new = Vec::with_capacity(incoming.len());
        match keep_all(db, shelf, asked, incoming, &mut new) {
            Ok(files) => return Ok(files),
            Err(Stop::LetGo) => new.iter().for_each(|new| take_back(db, shelf, &new.kept)),
            Err(Stop::Refused(error)) => {
                new.iter().for_each(|new| discard(db, shelf, &new.kept, asked.ctx.now));
                return Err(error);
            }
        }
    }
    Err(Error::Db(db::Error::Busy))
}

/// Keeps the contents, and then refers to them; `new` holds what was kept.
fn keep_all(
    db: &Db,
    shelf: &Shelf,
    asked: &Asked,
    incoming: &[Incoming],
    new: &mut Vec<New>,
) -> std::result::Result<Vec<File>, Stop> {
    for one in incoming {
        new.push(New::of(one, keep(db, shelf, &asked.ctx, &one.content)?));
    }
    let (asked, limits, new) = (asked.clone(), shelf.limits, new.clone());
    db.write(move |tx| add(tx, &limits, &asked, &new))
}

/// The record to which somebody may add so many files of so many bytes together.
fn judged(
    tx: &ReadTx<'_>,
    limits: &Limits,
    asked: &Asked,
    files: usize,
    bytes: u64,
) -> Result<Heading> {
    let Asked { ctx, agent, kind, number, internal } = asked;
    let record = record(tx, agent, kind, number)?;
    may_attach(agent, kind, &record, *internal)?;
    refuse_merged(tx, agent, record.id)?;
    room(tx, limits, record.id, agent.person, ctx.now)?.take(files, bytes)?;
    Ok(record)
}

/// A file about to be added.
#[derive(Debug, Clone)]
struct New {
    name: String,
    media: &'static str,
    kept: Kept,
}

impl New {
    fn of(one: &Incoming, kept: Kept) -> New {
        New { name: clean_name(&one.name), media: sniff(&one.content.head), kept }
    }
}

/// Why nothing was added.
enum Stop {
    /// A content was let go meanwhile, and has to be kept again.
    LetGo,
    Refused(Error),
}

impl From<db::Error> for Stop {
    fn from(error: db::Error) -> Self {
        Stop::Refused(error.into())
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Stop::Refused(error)
    }
}

fn add(
    tx: &Tx<'_>,
    limits: &Limits,
    asked: &Asked,
    new: &[New],
) -> std::result::Result<Vec<File>, Stop> {
    let Asked { ctx, internal, .. } = asked;
    let bytes = new.iter().map(|one| one.kept.size).sum();
    let record = judged(tx, limits, asked, new.len(), bytes)?;
    let codes = codes(*internal);
    let mut files = Vec::with_capacity(new.len());
    for one in new {
        if !refer(tx, &one.kept, ctx.now)? {
            return Err(Stop::LetGo);
        }
        let id: Id<File> = ctx.chance.id(ctx.now);
        let file = File {
            id,
            record: record.id,
            name: one.name.clone(),
            media: one.media.to_owned(),
            size: one.kept.size,
            internal: *internal,
            added_by: store::author(ctx),
            added_at: ctx.occurred_at,
            kept: one.kept,
        };
        let added = SetValue { field: codes.file, op: Op::Add, value: Some(id.to_string()) };
        let values = vec![
            added,
            SetValue::set(codes.name, file.name.clone()),
            SetValue::set(codes.media, file.media.clone()),
            SetValue::set(codes.size, file.size.to_string()),
            SetValue::set(codes.digest, file.digest().to_string()),
        ];
        let told = annotate(tx, ctx, &record, codes.attach, values)?;
        store::insert(tx, &file, told.seq)?;
        files.push(file);
    }
    Ok(files)
}
