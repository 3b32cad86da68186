//! Splits a list into statements that each go by one index: by a value it is filtered on, or by the
//! branches of what the reader may see.

use db::Value;
use db::sea_query::{Expr, ExprTrait};

use super::ListQuery;
use super::driver::Driver;
use crate::access::{Branch, RecordColumn};
use crate::custom::{self, Compared};
use crate::field::{Field, FieldKind, Home};
use crate::filter::{Check, Predicate};
use crate::kind::Kind;

/// Most drivers a list is split into; beyond it the engine sorts.
const DRIVERS: usize = 16;

/// Indexed columns a filter can drive a list by, best first.
const DRIVING: &[(&str, RecordColumn)] = &[
    ("assignee_id", RecordColumn::Assignee),
    ("team_id", RecordColumn::Team),
    ("requester_id", RecordColumn::Requester),
    ("opener_id", RecordColumn::Opener),
    ("company_id", RecordColumn::Company),
];

/// The drivers of a list in the order in which records were opened. Every index leads on from its own
/// column to whether the work is open and from there to when it was opened; so a list of open and
/// closed work is split once more.
pub(super) fn drivers(kind: &'static Kind, query: &ListQuery) -> Vec<Driver> {
    halves(kind, query, by_filter(query).unwrap_or_else(|| by_scope(query)))
}

/// Each driver once for the half that is open and once for the half that is over, or for the one half
/// that can match. One whose index does not tell them apart stays whole.
pub(super) fn halves(kind: &'static Kind, query: &ListQuery, all: Vec<Driver>) -> Vec<Driver> {
    let open = open(kind, &query.predicate);
    let split = |driver: Driver| match open {
        Some(open) => vec![driver.side(open)],
        None if driver.leads_on_by_open() => {
            vec![driver.clone().side(true), driver.side(false)]
        }
        None => vec![driver],
    };
    all.into_iter().flat_map(split).collect()
}

/// Whether all that matches is open, or all over; nothing when it can be either.
pub(super) fn open(kind: &'static Kind, predicate: &Predicate) -> Option<bool> {
    predicate.conjuncts().iter().find_map(|part| open_of(kind, part))
}

/// Whether a condition only says whether the work is open, which every index leads on by.
pub(super) fn is_half(part: &Predicate) -> bool {
    let part = if let Predicate::Not(inner) = part { inner } else { part };
    matches!(part, Predicate::Holds(place, Check::OneOf(_))
        if place.own_field().is_some_and(|field| field.home == Home::Record("is_open")))
}

fn open_of(kind: &'static Kind, part: &Predicate) -> Option<bool> {
    let (part, holds) = match part {
        Predicate::Not(inner) => (&**inner, false),
        other => (other, true),
    };
    let Predicate::Holds(place, Check::OneOf(values)) = part else { return None };
    match place.own_field()?.home {
        Home::Record("is_open") => match values.as_slice() {
            [Value::Int(open)] => Some((*open != 0) == holds),
            _ => None,
        },
        // States that are all open or all over; else the half that cannot match would be walked to
        // its end.
        Home::Record("state") if holds => {
            let mut open = values.iter().map(|value| match value {
                Value::Text(code) => kind.lifecycle.state(code).map(|s| s.class.is_open()),
                _ => None,
            });
            let first = open.next()??;
            open.all(|other| other == Some(first)).then_some(first)
        }
        _ => None,
    }
}

/// What is filtered on by value and drives a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Filtered {
    /// An indexed column of the record, and its values.
    Column(RecordColumn, Vec<Value>),
    /// A field that an administrator added, and its values.
    Added(&'static Field, Vec<Value>),
}

/// What a list is filtered on by value and can go by; the best first.
pub(super) fn filtered(query: &ListQuery) -> Option<Filtered> {
    let asked = query.predicate.conjuncts();
    let column = |(name, column): &(&'static str, RecordColumn)| {
        let values = asked.iter().find_map(|part| match part {
            Predicate::Holds(place, Check::OneOf(values))
                if values.len() <= DRIVERS
                    && place.own_field().is_some_and(|f| f.home == Home::Record(name)) =>
            {
                Some(values.clone())
            }
            _ => None,
        })?;
        Some(Filtered::Column(*column, values))
    };
    let (company, others) = DRIVING.split_last()?;
    let added = || asked.iter().find_map(added);
    others.iter().find_map(column).or_else(added).or_else(|| column(company))
}

/// A condition on a field that an administrator added, by which a list can go.
fn added(part: &Predicate) -> Option<Filtered> {
    let Predicate::Holds(place, check) = part else { return None };
    let field = place.own_field().filter(|field| field.definition().is_some())?;
    let _compared = Compared::of(field.kind)?;
    let values = match check {
        Check::OneOf(values) => values.clone(),
        Check::Reads(said) => vec![said.as_str().into()],
        _ => return None,
    };
    let several = |value: &Value| match value {
        Value::Text(codes) if field.kind.is_several() => {
            custom::members(codes).map(Value::from).collect()
        }
        other => vec![other.clone()],
    };
    let values: Vec<Value> = values.iter().flat_map(several).collect();
    (values.len() <= DRIVERS).then_some(Filtered::Added(field, values))
}

/// By what is filtered on by value.
pub(super) fn by_filter(query: &ListQuery) -> Option<Vec<Driver>> {
    Some(match filtered(query)? {
        Filtered::Added(field, values) => {
            let rest = query.scope.condition();
            values.iter().map(|value| Driver::of_value(field, value, rest.clone())).collect()
        }
        Filtered::Column(column, values) => {
            // Where the reach covers every record with this value, it need not be asked for again: so
            // what team-mates see of their team is the same statement for all of them.
            let rest = if query.scope.covers(column, &values) {
                query.scope.granted()
            } else {
                query.scope.condition()
            };
            let own = || Expr::col((RecordColumn::Table, column));
            let of = |value: &Value| {
                let index = query.scope.of_kind().add(own().eq(Expr::val(value.clone())));
                Driver::on_record(index, rest.clone())
            };
            values.iter().map(of).collect()
        }
    })
}

/// By values that few records may have, whoever reads: states of open work, priorities. Each value's
/// records are others. Nothing where no such value is asked for, or the list goes by a better one already.
pub(super) fn narrow(kind: &'static Kind, query: &ListQuery) -> Option<Vec<Driver>> {
    match filtered(query) {
        None | Some(Filtered::Column(RecordColumn::Company, _)) => {}
        Some(_) => return None,
    }
    let asked = query.predicate.conjuncts();
    let (column, values) = asked.iter().find_map(|part| few(kind, part))?;
    let of = |value: Value| {
        let index = query.scope.of_kind().add(Expr::col(("record", column)).eq(Expr::val(value)));
        Driver::on_record(index, query.scope.condition())
    };
    Some(halves(kind, query, values.into_iter().map(of).collect()))
}

/// The column and the values that a condition allows, where an index leads on by them.
fn few(kind: &'static Kind, part: &Predicate) -> Option<(&'static str, Vec<Value>)> {
    let Predicate::Holds(place, check) = part else { return None };
    let field = place.own_field()?;
    let found = match (field.home, field.kind, check) {
        (Home::Record("state"), _, Check::OneOf(values)) if open_of(kind, part) == Some(true) => {
            ("state", values.clone())
        }
        (Home::Record("priority"), FieldKind::Number(..), Check::OneOf(values)) => {
            ("priority", values.clone())
        }
        (Home::Record("priority"), FieldKind::Number(least, most), Check::Between(from, to)) => {
            let within =
                |n: &i64| from.is_none_or(|from| from <= *n) && to.is_none_or(|to| *n <= to);
            ("priority", (least..=most).filter(within).map(Value::Int).collect())
        }
        _ => return None,
    };
    (!found.1.is_empty() && found.1.len() <= DRIVERS).then_some(found)
}

/// Whether a record can have several of the values it is filtered on, so that drivers overlap.
pub(super) fn overlaps(query: &ListQuery) -> bool {
    matches!(filtered(query), Some(Filtered::Added(field, values))
        if field.kind.is_several() && values.len() > 1)
}

/// By the branches of what the reader may see.
fn by_scope(query: &ListQuery) -> Vec<Driver> {
    let branches = query.scope.branches();
    let split: Vec<Branch> = branches.iter().flat_map(Branch::split).collect();
    let arms = if split.len() <= DRIVERS { &split } else { &branches };
    arms.iter().map(Driver::of_branch).collect()
}

/// One branch, value by value unless there are too many.
pub(super) fn arms(branch: &Branch) -> Vec<Driver> {
    let split = branch.split();
    if split.len() <= DRIVERS {
        split.iter().map(Driver::of_branch).collect()
    } else {
        vec![Driver::of_branch(branch)]
    }
}

/// Every record of the kind, of which the reach must still be asked.
pub(super) fn everything(query: &ListQuery) -> Driver {
    Driver::on_record(query.scope.of_kind(), query.scope.condition())
}
