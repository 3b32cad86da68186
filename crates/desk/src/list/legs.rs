//! The way to a list's order along indexes.

use db::Value;
use db::sea_query::{Cond, Expr, ExprTrait};

use super::driver::Driver;
use super::drivers::{drivers, everything, halves, narrow};
use super::place::Reading;
use super::sort::{Place, Sort};
use super::statements::Asked;
use crate::custom;
use crate::field::{Field, FieldKind, Home};

/// A stretch of a list that several indexes have in its order. What one stretch holds comes before
/// all of the next.
#[derive(Debug, Clone)]
pub(super) struct Leg {
    pub(super) drivers: Vec<Driver>,
    /// What the order's first columns hold, where that is the same all along.
    pub(super) held: Vec<Value>,
    /// From where on it is read; nothing when from its beginning.
    pub(super) place: Option<Place>,
}

impl Leg {
    /// The columns of an order that are not the same all along.
    pub(super) fn own(&self, all: &Reading) -> Reading {
        let columns = all.columns.iter().skip(self.held.len()).cloned().collect();
        Reading { columns, ..all.clone() }
    }

    /// A place among the columns that are not the same, as it is in the whole order.
    pub(super) fn whole(&self, own: Place) -> Place {
        Place { values: self.held.iter().cloned().chain(own.values).collect(), ..own }
    }
}

/// An order in which an index over all records of a kind returns them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Path {
    /// The open half and the other, each by a column that always holds something.
    Halves,
    /// By a column that tells all records apart.
    Whole,
    /// Value by value of a column with few, each by when records were opened.
    Values(&'static str, i64, i64),
    /// By the values of a field that an administrator added, then those that hold none.
    Added(&'static Field),
}

impl Path {
    fn of(sort: &Sort) -> Option<Path> {
        if let Some(field) = sort.added() {
            return Some(Path::Added(field));
        }
        let codes: Vec<&str> = sort.keys().iter().map(|key| key.field.code).collect();
        let first = sort.keys().first()?.field;
        match (codes.as_slice(), first.kind, first.home) {
            (["updated_at"], ..) => Some(Path::Halves),
            (["number"], ..) => Some(Path::Whole),
            (["priority", "opened_at"], FieldKind::Number(least, most), Home::Record(column)) => {
                Some(Path::Values(column, least, most))
            }
            _ => None,
        }
    }
}

/// Whether indexes over all records of a kind have them in this order.
pub(super) fn has_index(sort: &Sort) -> bool {
    Path::of(sort).is_some()
}

impl Asked<'_> {
    /// The stretches of the list from a place on, in the direction of reading.
    pub(super) fn legs(&self, place: Option<&Place>, backward: bool) -> Vec<Leg> {
        let (kind, query) = (self.kind, self.query);
        let one = |drivers| vec![Leg { drivers, held: Vec::new(), place: place.cloned() }];
        if query.sort.is_by_opening() {
            return one(drivers(kind, query));
        }
        let all = everything(query);
        match Path::of(&query.sort) {
            Some(Path::Halves) => one(halves(kind, query, vec![all])),
            Some(Path::Values(column, least, most)) => {
                self.values(&all, (column, least, most), place, backward)
            }
            Some(Path::Added(field)) => self.added(&all, field, place, backward),
            Some(Path::Whole) | None => one(vec![all]),
        }
    }

    /// The whole list by the values that few records may have, in the order in which they were opened.
    pub(super) fn narrow(&self, place: Option<&Place>) -> Option<Leg> {
        let drivers = narrow(self.kind, self.query).filter(|_| self.query.sort.is_by_opening())?;
        Some(Leg { drivers, held: Vec::new(), place: place.cloned() })
    }

    /// A leg of those that hold something in a field, and one of those that do not.
    fn added(
        &self,
        all: &Driver,
        field: &'static Field,
        place: Option<&Place>,
        backward: bool,
    ) -> Vec<Leg> {
        let nothing = |place: &Place| matches!(place.values.first(), Some(Value::Null));
        let within = place.filter(|place| !nothing(place)).cloned();
        let rest = Cond::all()
            .add(self.query.scope.condition())
            .add(Expr::col(("record", "kind")).eq(self.kind.code));
        let driver = Driver::of_values(field, rest);
        let drivers = halves(self.kind, self.query, vec![driver]);
        let holding = Leg { drivers, held: Vec::new(), place: within };
        let none = all.clone().besides(custom::some(field, Cond::all()).not());
        let drivers = halves(self.kind, self.query, vec![none]);
        let place_of_none = place.filter(|place| nothing(place)).map(|place| place.without(1));
        let empty = Leg { drivers, held: vec![Value::Null], place: place_of_none };
        let begun_empty = place.is_some_and(nothing);
        match (backward, place.is_some(), begun_empty) {
            (false, _, true) => vec![empty],
            (false, _, false) => vec![holding, empty],
            (true, true, false) => vec![holding],
            (true, ..) => vec![empty, holding],
        }
    }

    /// A leg for each value of a column, and one for those that hold none; from the one on in which
    /// the place lies.
    fn values(
        &self,
        all: &Driver,
        (column, least, most): (&'static str, i64, i64),
        place: Option<&Place>,
        backward: bool,
    ) -> Vec<Leg> {
        let own = || Expr::col(("record", column));
        let mut values: Vec<Value> = (least..=most).map(Value::Int).collect();
        if self.query.sort.keys().first().is_some_and(|key| key.descending) {
            values.reverse();
        }
        values.push(Value::Null);
        if backward {
            values.reverse();
        }
        let begun = place.and_then(|place| place.values.first());
        let from = begun.and_then(|begun| values.iter().position(|value| value == begun));
        let leg = |value: &Value| {
            let only = match value {
                Value::Null => own().is_null(),
                value => own().eq(Expr::val(value.clone())),
            };
            let here = place.filter(|_| begun == Some(value));
            let drivers = halves(self.kind, self.query, vec![all.clone().only(only)]);
            let place = here.map(|place| place.without(1));
            Leg { drivers, held: vec![value.clone()], place }
        };
        values.iter().skip(from.unwrap_or(0)).map(leg).collect()
    }
}
