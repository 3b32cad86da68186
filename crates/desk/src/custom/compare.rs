//! Custom fields in the conditions and orders of lists.
//!
//! Each field is compared by one column of `custom_value`. An index leads from the field over that
//! column to when the record was opened: so a list by one value comes in the list's own order, and a
//! list in the order of a value comes from the index as well. An index holds only rows where its
//! column has something, so a statement that is to use it for its order says `IS NOT NULL`.

use db::Value;
use db::sea_query::{Alias, Cond, Condition, Expr, ExprTrait, JoinType, Query, SelectStatement};

use super::{Money, key, members};
use crate::field::{Field, FieldKind};

/// The column of `custom_value` by which a field is compared, sorted and grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// `text_key`: texts, dates, options, amounts of money (by currency, then by size).
    Key,
    /// `number`: numbers, moments, yes and no.
    Number,
    /// `reference_id`: people, teams and whatever else is referred to.
    Reference,
}

impl Compared {
    /// How values of a kind are compared; nothing for long text, which is searched instead.
    #[must_use]
    pub const fn of(kind: FieldKind) -> Option<Compared> {
        match kind {
            FieldKind::Prose(_) => None,
            FieldKind::Number(..)
            | FieldKind::Decimal(..)
            | FieldKind::Flag
            | FieldKind::Instant => Some(Compared::Number),
            FieldKind::Person
            | FieldKind::Team
            | FieldKind::Company
            | FieldKind::Service
            | FieldKind::Category
            | FieldKind::Location
            | FieldKind::Department => Some(Compared::Reference),
            FieldKind::Line(_)
            | FieldKind::Record
            | FieldKind::State
            | FieldKind::Options(_)
            | FieldKind::Choice(_)
            | FieldKind::Money(_)
            | FieldKind::Date
            | FieldKind::One(_)
            | FieldKind::Several(_)
            | FieldKind::Link => Some(Compared::Key),
        }
    }

    /// The column's name.
    #[must_use]
    pub const fn column(self) -> &'static str {
        match self {
            Compared::Key => "text_key",
            Compared::Number => "number",
            Compared::Reference => "reference_id",
        }
    }
}

/// A value of a field, as its column of comparison keeps it: a key for a text, the value itself for
/// a number or an identity.
#[must_use]
pub fn comparable(field: &Field, value: &Value) -> Value {
    match (field.kind, value) {
        (FieldKind::Line(_) | FieldKind::Link, Value::Text(text)) => key::of_text(text).into(),
        (FieldKind::Money(_), Value::Text(text)) => Money::recall(text)
            .map_or(Value::Null, |money| key::of_money(&money.currency, money.minor).into()),
        (_, Value::Text(text)) => text.as_bytes().into(),
        (_, other) => other.clone(),
    }
}

/// The name of the row of a value inside [`some`] and [`scalar`].
const ROW: &str = "held";

/// A column of the row of a value inside [`some`]: `text` as it was written, `text_fold` as it is
/// compared, or the column of comparison.
#[must_use]
pub fn column(name: &'static str) -> Expr {
    Expr::col((Alias::new(ROW), Alias::new(name)))
}

/// Whether a record holds something in a field of which a condition holds; of several options one
/// suffices. It is true or false and never unknown.
#[must_use]
pub fn some(field: &Field, such: Condition) -> Expr {
    let mut select = row_of(field);
    select.expr(Expr::val(Value::from(1i64))).cond_where(such);
    Expr::exists(select)
}

/// What a record holds in a field, by its column of comparison; NULL when it holds nothing. Of
/// several options it is the first.
#[must_use]
pub fn scalar(field: &Field) -> Expr {
    let mut select = row_of(field);
    select
        .expr(column(Compared::of(field.kind).map_or("text", Compared::column)))
        .and_where(column("ordinal").eq(Value::from(0i64)));
    Expr::SubQuery(None, Box::new(select.into()))
}

/// What a record holds in a field, by any column of its row; NULL when it holds nothing.
#[must_use]
pub fn scalar_of(field: &Field, name: &'static str) -> Expr {
    let mut select = row_of(field);
    select.expr(column(name)).and_where(column("ordinal").eq(Value::from(0i64)));
    Expr::SubQuery(None, Box::new(select.into()))
}

/// Joins what records hold in a field under a name, nothing where they hold none, so that its column
/// of comparison can be sorted by. Of several options it joins the first.
pub fn join(select: &mut SelectStatement, field: &Field, name: &'static str) {
    let first = Expr::col((Alias::new(name), Alias::new("ordinal"))).eq(Value::from(0i64));
    join_rows(select, field, name, Cond::all().add(first));
}

/// Joins all of what records hold in a field under a name: a row for each of several options.
pub fn join_all(select: &mut SelectStatement, field: &Field, name: &'static str) {
    join_rows(select, field, name, Cond::all());
}

fn join_rows(select: &mut SelectStatement, field: &Field, name: &'static str, such: Condition) {
    let Some(definition) = field.definition() else { return };
    let own = |column: &'static str| Expr::col((Alias::new(name), Alias::new(column)));
    let on = Cond::all()
        .add(own("subject_id").equals((Alias::new("record"), Alias::new("subject_id"))))
        .add(own("field_id").eq(Value::from(definition.id)))
        .add(such);
    select.join_as(JoinType::LeftJoin, Alias::new("custom_value"), Alias::new(name), on);
}

/// The rows of a field that hold one value, on the table `custom_value` under a name: what an index
/// says, in the order of a list.
#[must_use]
pub fn rows_with(field: &Field, value: &Value, name: &'static str) -> Condition {
    let own = |column: &'static str| Expr::col((Alias::new(name), Alias::new(column)));
    let compared = Compared::of(field.kind).map_or("text", Compared::column);
    rows_of(field, name).add(own(compared).eq(comparable(field, value)))
}

/// The rows of a field that hold something to be compared, on the table `custom_value` under a name.
#[must_use]
pub fn rows_of(field: &Field, name: &'static str) -> Condition {
    let own = |column: &'static str| Expr::col((Alias::new(name), Alias::new(column)));
    let compared = Compared::of(field.kind).map_or("text", Compared::column);
    let of_field = match field.definition() {
        Some(definition) => own("field_id").eq(Value::from(definition.id)),
        None => own("field_id").is_null(),
    };
    Cond::all().add(of_field).add(own(compared).is_not_null())
}

/// Whether a record holds one of some values, or with [`Value::Null`] nothing, in a field: a
/// condition on the table `record`. Of several options one suffices.
#[must_use]
pub fn holds(field: &Field, any_of: &[Value]) -> Condition {
    let mut any = Cond::any();
    if any_of.contains(&Value::Null) {
        any = any.add(some(field, Cond::all()).not());
    }
    let mut equal: Option<Condition> = None;
    for value in any_of.iter().filter(|value| **value != Value::Null) {
        let or = equal.unwrap_or_else(Cond::any);
        equal = Some(match value {
            // Several codes in one value ask for any of them.
            Value::Text(codes) if field.kind.is_several() => {
                members(codes).fold(or, |or, code| or.add(equals(field, &code.into())))
            }
            value => or.add(equals(field, value)),
        });
    }
    match equal {
        Some(equal) => any.add(some(field, equal)),
        None => any,
    }
}

/// Whether the row of a value holds this one; a condition for [`some`].
#[must_use]
pub fn equals(field: &Field, value: &Value) -> Condition {
    let Some(compared) = Compared::of(field.kind) else {
        return Cond::all().add(column("text").eq(value.clone()));
    };
    let same = Cond::all().add(column(compared.column()).eq(comparable(field, value)));
    match (field.kind, value) {
        // The key leaves out accents as well; the folded text decides.
        (FieldKind::Line(_) | FieldKind::Link, Value::Text(text)) => {
            same.add(column("text_fold").eq(key::fold(text)))
        }
        _ => same,
    }
}

fn row_of(field: &Field) -> SelectStatement {
    let mut select = Query::select();
    select
        .from_as(Alias::new("custom_value"), Alias::new(ROW))
        .and_where(column("subject_id").equals((Alias::new("record"), Alias::new("subject_id"))));
    if let Some(definition) = field.definition() {
        select.and_where(column("field_id").eq(Value::from(definition.id)));
    }
    select
}
