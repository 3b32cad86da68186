//! Custom fields in the conditions and orders of lists.
//!
//! Each field is compared by one column of `custom_value`. An index leads from the field over that
//! column to when the record was opened: so a list by one value comes in the list's own order, and a
//! list in the order of a value comes from the index as well. An index holds only rows where its
//! column has something, so a statement that is to use it for its order says `IS NOT NULL`.

use db::Value;
use db::sea_query::{Alias, Cond, Condition, Expr, ExprTrait, JoinType, Query, SelectStatement};

use super::{Money, key};
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
            | FieldKind::Location => Some(Compared::Reference),
            FieldKind::Line(_)
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

/// Joins what records hold in a field under a name, nothing where they hold none, so that its column
/// of comparison can be sorted, grouped and compared by. Of several options it joins the first.
pub fn join(select: &mut SelectStatement, field: &Field, name: &'static str) {
    let Some(definition) = field.definition() else { return };
    let own = |column: &'static str| Expr::col((Alias::new(name), Alias::new(column)));
    let on = Cond::all()
        .add(own("subject_id").equals((Alias::new("record"), Alias::new("subject_id"))))
        .add(own("field_id").eq(Value::from(definition.id)))
        .add(own("ordinal").eq(Value::from(0i64)));
    select.join_as(JoinType::LeftJoin, Alias::new("custom_value"), Alias::new(name), on);
}

/// Whether a record holds one of some values, or with [`Value::Null`] nothing, in a field: a
/// condition on the table `record`. Of several options one suffices.
#[must_use]
pub fn holds(field: &Field, any_of: &[Value]) -> Condition {
    let mut any = Cond::any();
    let (Some(compared), Some(_)) = (Compared::of(field.kind), field.definition()) else {
        return any.add(Expr::val(Value::from(1i64)).eq(Value::from(0i64)));
    };
    if any_of.contains(&Value::Null) {
        any = any.add(Expr::exists(row_of(field, None)).not());
    }
    let values: Vec<&Value> = any_of.iter().filter(|value| **value != Value::Null).collect();
    if !values.is_empty() {
        let mut equal = Cond::any();
        for value in values {
            let column = Expr::col((Alias::new(ROW), Alias::new(compared.column())));
            let mut same = Cond::all().add(column.eq(comparable(field, value)));
            if matches!(field.kind, FieldKind::Line(_) | FieldKind::Link) {
                // The key leaves out case and accents; the text itself decides.
                let text = Expr::col((Alias::new(ROW), Alias::new("text")));
                same = same.add(text.eq(value.clone()));
            }
            equal = equal.add(same);
        }
        any = any.add(Expr::exists(row_of(field, Some(equal))));
    }
    any
}

/// The name of a record's own row of a value, inside a condition.
const ROW: &str = "held";

fn row_of(field: &Field, such: Option<Condition>) -> SelectStatement {
    let own = |column: &'static str| Expr::col((Alias::new(ROW), Alias::new(column)));
    let mut select = Query::select();
    select
        .expr(Expr::val(Value::from(1i64)))
        .from_as(Alias::new("custom_value"), Alias::new(ROW))
        .and_where(own("subject_id").equals((Alias::new("record"), Alias::new("subject_id"))));
    if let Some(definition) = field.definition() {
        select.and_where(own("field_id").eq(Value::from(definition.id)));
    }
    if let Some(such) = such {
        select.cond_where(such);
    }
    select
}
