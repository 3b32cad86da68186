//! Links between records of any kinds: one row, read from both ends. Whoever may not see one of the
//! two records is not told that there is a link.

mod moving;
mod relation;
mod store;
mod walk;

use db::{Id, ReadTx, Timestamp, Tx};

pub(crate) use moving::{bind, move_all, move_one, unbind};
pub use relation::{CODES, OFFERED, RELATIONS, Relation, Side};
use store::Row;
pub(crate) use store::statements;

use crate::access::{Action, Agent};
use crate::field::FieldKind;
use crate::heading::{Heading, find_heading, headings};
use crate::input::{Input, RawInput};
use crate::journal::{Op, SetValue};
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::merge::refuse_merged;
use crate::people::Person;
use crate::record::Record;
use crate::{Context, Error, Fault, Result, annotate};

/// Links a record has at most; more than a person can look through.
const MOST: i64 = 1_000;

/// The code of the fact in the journal of either end: `causes` and the other's identity, which says
/// nothing to whoever cannot look it up.
pub const FACT: &str = "link";

/// What making a link takes: how this record stands to which other one.
pub const INPUTS: &[InputField] = &[
    InputField::required("relation", FieldKind::Options(OFFERED)),
    InputField::required("number", FieldKind::Line(40)),
];

/// A link as one of its ends sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its identity.
    pub id: Id<Link>,
    /// How this record stands to the other one.
    pub side: Side,
    /// The other record, which the reader sees.
    pub other: Heading,
    /// Who made it.
    pub by: Option<Id<Person>>,
    /// When.
    pub at: Timestamp,
}

/// The links of a record whose other ends the agent sees too, in the order of the relations, the
/// latest first.
///
/// # Errors
/// When the database fails.
pub fn links(tx: &ReadTx<'_>, agent: &Agent, record: Id<Record>) -> Result<Vec<Link>> {
    let rows = store::of_record(tx, record)?;
    let ends: Vec<Id<Record>> = rows.iter().map(|row| row.other_than(record)).collect();
    let seen = headings(tx, agent, &ends)?;
    let mut links: Vec<Link> = rows
        .into_iter()
        .filter_map(|row| {
            let other = seen.iter().find(|heading| heading.id == row.other_than(record))?.clone();
            Some(row.seen_from(record, other))
        })
        .collect();
    let place = |link: &Link| CODES.iter().position(|code| *code == link.side.code());
    links.sort_by(|a, b| (place(a), b.at, b.id).cmp(&(place(b), a.at, a.id)));
    Ok(links)
}

/// Links a record to another one. It takes the permission to change this one and to see the other.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::Invalid`] on `relation` or `number`: no such record that the agent
/// sees, the record itself, a link that is there already, or a circle;
/// [`Error::Refused`] when one of them has too many links.
pub fn make(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    record: &Heading,
    raw: &RawInput,
) -> Result<Link> {
    record.require(agent, Action::Update)?;
    refuse_merged(tx, agent, record.id)?;
    let input = Input::anew(tx, kind, agent, INPUTS, raw)?;
    let relation = input.text("relation").unwrap_or_default();
    let side = Side::from_code(&relation).ok_or_else(|| Error::invalid("relation", "required"))?;
    let number = input.text("number").unwrap_or_default();
    let other = match find_heading(tx, agent, &number.to_uppercase()) {
        Err(Error::NotFound) => return Err(Error::invalid("number", "no_such")),
        found => found?,
    };
    refuse_merged(tx, agent, other.id)?;
    tie(tx, ctx, record, side, other)
}

/// Links two records, whoever may: for verbs that link as a part of what they do, such as merging.
///
/// # Errors
/// As [`make`], without the permissions.
pub fn tie(
    tx: &Tx<'_>,
    ctx: &Context,
    record: &Heading,
    side: Side,
    other: Heading,
) -> Result<Link> {
    let row = Row::new(ctx, record.id, side, other.id);
    refuse(tx, &row)?;
    store::insert(tx, &row)?;
    tell(tx, ctx, "link", Op::Add, record, side, &other)?;
    Ok(row.seen_from(record.id, other))
}

/// What a link may not be.
fn refuse(tx: &ReadTx<'_>, row: &Row) -> Result<()> {
    if row.from == row.to {
        return Err(Error::invalid("number", "itself"));
    }
    if store::find_same(tx, row)?.is_some() {
        return Err(Error::invalid("number", "linked"));
    }
    if row.relation.acyclic && walk::leads_to(tx, row.relation, row.to, row.from)? {
        return Err(Error::invalid("number", "circle"));
    }
    for end in [row.from, row.to] {
        if store::count(tx, end)? >= MOST {
            let fault = Fault::new("number", "too_many_links").with("most", MOST);
            return Err(Error::Invalid(vec![fault]));
        }
    }
    Ok(())
}

/// Takes a link away from one of its two records. It takes the permission to change that one and to
/// see the other.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`] when this record has no such link that the agent sees.
pub fn remove(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    record: &Heading,
    id: Id<Link>,
) -> Result<()> {
    record.require(agent, Action::Update)?;
    let row = store::find(tx, id)?.filter(|row| row.has_end(record.id)).ok_or(Error::NotFound)?;
    let ends = headings(tx, agent, &[row.other_than(record.id)])?;
    let other = ends.into_iter().next().ok_or(Error::NotFound)?;
    store::remove(tx, id)?;
    let link = row.seen_from(record.id, other);
    tell(tx, ctx, "unlink", Op::Remove, record, link.side, &link.other)
}

/// Writes it down in the histories of both ends.
fn tell(
    tx: &Tx<'_>,
    ctx: &Context,
    verb: &'static str,
    op: Op,
    record: &Heading,
    side: Side,
    other: &Heading,
) -> Result<()> {
    let fact = |side: Side, to: &Heading| SetValue {
        field: FACT,
        op,
        value: Some(format!("{} {}", side.code(), to.id)),
    };
    annotate(tx, ctx, record, verb, vec![fact(side, other)])?;
    annotate(tx, ctx, other, verb, vec![fact(side.other(), record)])?;
    Ok(())
}
