//! Tags: free words by which those who work on records sort them. They belong to the inside.

use db::{Id, ReadTx, Row, Timestamp, Tx, params};

use crate::access::{Action, Agent, Reach};
use crate::field::FieldKind;
use crate::heading::Heading;
use crate::input::{Input, RawInput};
use crate::journal::{Op, SetValue};
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::merge::refuse_merged;
use crate::people::{Company, Person};
use crate::record::Record;
use crate::{Context, Error, Fault, Result, annotate, text};

/// Longest tag, in characters.
const LONGEST: usize = 50;
/// Tags a record has at most.
const MOST: i64 = 50;
/// Colours there are; a tag's follows from its word.
const COLOURS: u32 = 8;

/// What tagging takes.
pub const INPUTS: &[InputField] = &[InputField::required("tag", FieldKind::Line(LONGEST))];

db::statements! {
    OF_RECORD = "SELECT folded, label, by_id, created_at FROM tag WHERE subject_id = $1 ORDER BY created_at, folded";
    ONE = "SELECT folded, label, by_id, created_at FROM tag WHERE subject_id = $1 AND folded = $2";
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM tag WHERE subject_id = $1";
    INSERT = "INSERT INTO tag (subject_id, folded, label, by_id, created_at) VALUES ($1, $2, $3, $4, $5)";
    REMOVE = "DELETE FROM tag WHERE subject_id = $1 AND folded = $2";
    REMOVE_ALL = "DELETE FROM tag WHERE subject_id = $1";
    WHOSE = "SELECT company_id, kind FROM record WHERE subject_id = $1";
    // Nobody is offered a word that no record has any more.
    UNLEARN = "DELETE FROM tag_word WHERE company_id = $1 AND kind = $2 AND folded = $3
        AND NOT EXISTS (SELECT 1 FROM tag t JOIN record r ON r.subject_id = t.subject_id
            WHERE t.folded = $4 AND r.company_id = $1 AND r.kind = $2 AND r.restricted = 0)";
    LEARN = "INSERT INTO tag_word (company_id, kind, folded, label, created_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (company_id, kind, folded) DO NOTHING";
    SUGGEST = "SELECT label FROM tag_word WHERE company_id = $1 AND kind = $2 AND folded >= $3 AND folded < $4
        ORDER BY folded LIMIT $5";
}

/// A tag of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The word as it is compared.
    pub folded: String,
    /// The word as it was written.
    pub label: String,
    /// Who put it there.
    pub by: Option<Id<Person>>,
    /// When.
    pub at: Timestamp,
}

impl Tag {
    /// Which of the eight colours it has: the same word has the same one everywhere.
    #[must_use]
    pub fn colour(&self) -> u32 {
        let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(16_777_619);
        self.folded.bytes().fold(2_166_136_261, mix) % COLOURS
    }
}

/// The word as it is compared: without differences of case and form, and of the space within it.
#[must_use]
pub fn fold(word: &str) -> String {
    text::fold(&written(word))
}

/// The word as it is kept: a leading `#` and doubled space go.
fn written(word: &str) -> String {
    let words: Vec<&str> = word.trim_start_matches([' ', '#']).split_whitespace().collect();
    words.join(" ")
}

/// The tags of a record, which whoever reads its inside sees.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn tags(tx: &ReadTx<'_>, agent: &Agent, record: &Heading) -> Result<Vec<Tag>> {
    record.require(agent, Action::ReadInternal)?;
    of(tx, record.id)
}

/// Tags a record; nothing happens when it has the tag. It takes the permission to change the record.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::Invalid`] on `tag`.
pub fn put(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    record: &Heading,
    raw: &RawInput,
) -> Result<Tag> {
    record.require(agent, Action::Update)?;
    record.require(agent, Action::ReadInternal)?;
    refuse_merged(tx, agent, record.id)?;
    let label =
        written(&Input::anew(tx, kind, agent, INPUTS, raw)?.text("tag").unwrap_or_default());
    let folded = fold(&label);
    if folded.is_empty() {
        return Err(Error::invalid("tag", "required"));
    }
    if let Some(there) = one(tx, record.id, &folded)? {
        return Ok(there);
    }
    if tx.one(COUNT, params![record.id])?.get::<i64>(0)? >= MOST {
        return Err(Error::Invalid(vec![Fault::new("tag", "too_many_tags").with("most", MOST)]));
    }
    let tag = Tag { folded, label, by: ctx.actor, at: ctx.now };
    tx.execute(INSERT, params![record.id, &tag.folded, &tag.label, tag.by, tag.at])?;
    if !record.facts.restricted {
        let bytes = tag.folded.as_bytes();
        tx.execute(
            LEARN,
            params![record.facts.company, record.kind.as_str(), bytes, &tag.label, ctx.now],
        )?;
    }
    told(tx, ctx, record, "tag", Op::Add, &tag.label)?;
    Ok(tag)
}

/// Takes a tag off a record. It takes the permission to change the record.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`] when it does not have the tag.
pub fn remove(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    record: &Heading,
    word: &str,
) -> Result<()> {
    record.require(agent, Action::Update)?;
    record.require(agent, Action::ReadInternal)?;
    let tag = one(tx, record.id, &fold(word))?.ok_or(Error::NotFound)?;
    tx.execute(REMOVE, params![record.id, &tag.folded])?;
    told(tx, ctx, record, "untag", Op::Remove, &tag.label)
}

/// Takes all tags off a record whose texts go; the words nothing else has are suggested no more.
pub(crate) fn forget_all(tx: &Tx<'_>, record: Id<Record>) -> Result<()> {
    let tags = of(tx, record)?;
    if tags.is_empty() {
        return Ok(());
    }
    tx.execute(REMOVE_ALL, params![record])?;
    let mut whose = tx.one(WHOSE, params![record])?.columns();
    let (company, kind): (Id<Company>, String) = (whose.next()?, whose.next()?);
    for tag in tags {
        let bytes = tag.folded.as_bytes();
        tx.execute(UNLEARN, params![company, &kind, bytes, &tag.folded])?;
    }
    Ok(())
}

/// Words that begin so and that records of the same kind and company have been given; for those who
/// read the inside of all of them, because a word may say much.
///
/// # Errors
/// When the database fails.
pub fn suggestions(
    tx: &ReadTx<'_>,
    agent: &Agent,
    record: &Heading,
    starts: &str,
    limit: u32,
) -> Result<Vec<String>> {
    let company = record.facts.company;
    let knows = match agent.permissions.reach(&record.kind, Action::ReadInternal) {
        Some(Reach::All) => true,
        Some(Reach::Company) => agent.companies.contains(&company),
        _ => false,
    };
    if !knows {
        return Ok(Vec::new());
    }
    let from = fold(starts).into_bytes();
    // No text in UTF-8 has this byte: the first place after everything that begins so.
    let to: Vec<u8> = from.iter().copied().chain([0xff]).collect();
    let rows = tx.rows(SUGGEST, params![company, record.kind.as_str(), from, to, limit])?;
    Ok(rows.iter().map(|row| row.get(0)).collect::<db::Result<_>>()?)
}

fn of(tx: &ReadTx<'_>, record: Id<Record>) -> Result<Vec<Tag>> {
    tx.rows(OF_RECORD, params![record])?.into_iter().map(read).collect()
}

fn one(tx: &ReadTx<'_>, record: Id<Record>, folded: &str) -> Result<Option<Tag>> {
    tx.row(ONE, params![record, folded])?.map(read).transpose()
}

fn told(
    tx: &Tx<'_>,
    ctx: &Context,
    record: &Heading,
    verb: &'static str,
    op: Op,
    label: &str,
) -> Result<()> {
    let value = SetValue { field: "tag", op, value: Some(label.to_owned()) };
    annotate(tx, ctx, record, verb, vec![value]).map(drop)
}

fn read(row: Row) -> Result<Tag> {
    let mut c = row.columns();
    Ok(Tag { folded: c.next()?, label: c.next()?, by: c.next()?, at: c.next()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(label: &str) -> Tag {
        let at = Timestamp::from_micros(0);
        Tag { folded: fold(label), label: written(label), by: None, at }
    }

    #[test]
    fn one_word_is_one_tag_however_it_is_written() {
        for (one, other) in
            [("VIP", "vip"), (" #printer  jam ", "Printer Jam"), ("Straße", "STRASSE")]
        {
            assert_eq!(tag(one).folded, tag(other).folded);
            assert_eq!(tag(one).colour(), tag(other).colour());
        }
        assert_eq!(tag("# ").folded, "");
        assert_eq!(written("##Go #home"), "Go #home");
    }

    #[test]
    fn colours_are_spread() {
        let words = ["vip", "printer", "vpn", "waiting", "network", "mail", "office", "berlin"];
        let mut colours: Vec<u32> = words.iter().map(|word| tag(word).colour()).collect();
        colours.sort_unstable();
        colours.dedup();
        assert!(colours.len() > 3 && colours.iter().all(|c| *c < COLOURS), "{colours:?}");
    }
}
