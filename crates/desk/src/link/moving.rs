//! Links that go from one record to another, and the link between two that become one.

use db::{Id, Tx};

use super::store::{self, Row};
use super::{FACT, Link, MOST, Side, refuse, walk};
use crate::access::Agent;
use crate::heading::{Heading, headings};
use crate::journal::{Op, SetValue};
use crate::record::Record;
use crate::{Context, Error, Result, annotate};

/// A link that moved: its identity, and how the record it moved to stands to which other one.
pub(crate) type Moved = (Id<Link>, String);

/// Binds two records; whoever does it writes the facts into the histories. The link's identity, or
/// nothing when there was one already; the fact for the first record and that for the second.
///
/// # Errors
/// [`Error::Invalid`] on `target` for a circle or too many links.
pub(crate) fn bind(
    tx: &Tx<'_>,
    ctx: &Context,
    record: &Heading,
    relation: &str,
    other: &Heading,
) -> Result<(Option<Id<Link>>, SetValue, SetValue)> {
    let side = Side::from_code(relation)
        .ok_or_else(|| Error::Broken(format!("no relation {relation}")))?;
    let row = Row::new(ctx, record.id, side, other.id);
    let there = store::find_same(tx, &row)?.is_some();
    if !there {
        refuse(tx, &row).map_err(on_target)?;
        store::insert(tx, &row)?;
    }
    let fact = |side: Side, to: Id<Record>| SetValue {
        field: FACT,
        op: Op::Add,
        value: Some(told(side, to)),
    };
    Ok(((!there).then_some(row.id), fact(side, other.id), fact(side.other(), record.id)))
}

/// Takes the link of two records away that were bound; the fact for each of their histories.
///
/// # Errors
/// When the database fails.
pub(crate) fn unbind(
    tx: &Tx<'_>,
    record: Id<Record>,
    id: Id<Link>,
) -> Result<Option<(SetValue, SetValue)>> {
    let Some(row) = store::find(tx, id)?.filter(|row| row.has_end(record)) else { return Ok(None) };
    store::remove(tx, id)?;
    let (side, other) = (side_of(&row, record), row.other_than(record));
    let fact = |side: Side, to: Id<Record>| SetValue {
        field: FACT,
        op: Op::Remove,
        value: Some(told(side, to)),
    };
    Ok(Some((fact(side, other), fact(side.other(), record))))
}

/// Moves the links of one record to another. Links between the two stay, and so do those the other has
/// already or would get into a circle by. The history of each third record tells of it.
///
/// # Errors
/// When the database fails.
pub(crate) fn move_all(
    tx: &Tx<'_>,
    ctx: &Context,
    from: &Heading,
    to: &Heading,
) -> Result<Vec<Moved>> {
    let mut moved = Vec::new();
    for row in store::of_record(tx, from.id)? {
        moved.extend(move_row(tx, ctx, row, from, to)?);
    }
    Ok(moved)
}

/// Moves one link back, where it still is.
///
/// # Errors
/// When the database fails.
pub(crate) fn move_one(
    tx: &Tx<'_>,
    ctx: &Context,
    id: Id<Link>,
    from: &Heading,
    to: &Heading,
) -> Result<Option<Moved>> {
    match store::find(tx, id)?.filter(|row| row.has_end(from.id)) {
        Some(row) => move_row(tx, ctx, row, from, to),
        None => Ok(None),
    }
}

fn move_row(
    tx: &Tx<'_>,
    ctx: &Context,
    row: Row,
    from: &Heading,
    to: &Heading,
) -> Result<Option<Moved>> {
    let (side, third) = (side_of(&row, from.id), row.other_than(from.id));
    if third == to.id || third == from.id {
        return Ok(None);
    }
    let ends = Row::new(ctx, to.id, side, third);
    let now = Row { from: ends.from, to: ends.to, ..row };
    let circle = now.relation.acyclic && walk::leads_to(tx, now.relation, now.to, now.from)?;
    if circle || store::find_same(tx, &now)?.is_some() || store::count(tx, to.id)? >= MOST {
        return Ok(None);
    }
    store::remove(tx, now.id)?;
    store::insert(tx, &now)?;
    // Whoever moves it need not see the third record; its history tells of it all the same.
    if let Some(third) = headings(tx, &Agent::system(), &[third])?.into_iter().next() {
        let fact = |op, end: Id<Record>| SetValue {
            field: FACT,
            op,
            value: Some(told(side.other(), end)),
        };
        annotate(tx, ctx, &third, "link", vec![fact(Op::Remove, from.id), fact(Op::Add, to.id)])?;
    }
    Ok(Some((now.id, told(side, third))))
}

fn side_of(row: &Row, record: Id<Record>) -> Side {
    let is_first = row.from == record || row.relation.is_mutual();
    Side { relation: row.relation, is_first }
}

/// How the journal says it.
fn told(side: Side, to: Id<Record>) -> String {
    format!("{} {to}", side.code())
}

/// What is wrong with the link is wrong with the record that was named.
fn on_target(error: Error) -> Error {
    match error {
        Error::Invalid(faults) => Error::Invalid(
            faults
                .into_iter()
                .map(|fault| crate::Fault { field: "target".to_owned(), ..fault })
                .collect(),
        ),
        other => other,
    }
}
