//! Checks of what records hold in fields that administrators added.

use db::Value;
use db::sea_query::{Cond, Condition, Expr, ExprTrait};

use super::columns::{compare, reads};
use super::compile::never;
use super::local::{Offsets, in_ranges, part_number};
use super::predicate::{Check, Part};
use crate::custom;
use crate::field::{Field, FieldKind};

/// A check of what a record holds in such a field: true or false, and never unknown.
pub(super) fn check(field: &'static Field, part: Option<Part>, check: &Check) -> Expr {
    let such = match check {
        Check::Exists => Cond::all(),
        Check::OneOf(values) => return Expr::from(custom::holds(field, values)),
        Check::Between(least, most) => {
            let number = || custom::column("number");
            let ends = [least.map(|n| number().gte(n)), most.map(|n| number().lte(n))];
            ends.into_iter().flatten().fold(Cond::all(), Condition::add)
        }
        Check::Keys(least, most) => {
            let key = || custom::column("text_key");
            let bound = |bytes: &Vec<u8>| Expr::val(Value::from(bytes.clone()));
            let least = least.as_ref().map(|bytes| key().gte(bound(bytes)));
            let most = most.as_ref().map(|bytes| key().lte(bound(bytes)));
            least.into_iter().chain(most).fold(Cond::all(), Condition::add)
        }
        Check::Reads(said) if matches!(field.kind, FieldKind::Prose(_)) => {
            Cond::all().add(custom::column("text_fold").eq(said.as_str()))
        }
        Check::Reads(said) => custom::equals(field, &said.as_str().into()),
        Check::Has(..) => Cond::all().add(reads(custom::column("text_fold"), check, false)),
        Check::Sorts(side, said) => {
            let key = custom::comparable(field, &said.as_str().into());
            Cond::all().add(compare(custom::column("text_key"), *side, Expr::val(key)))
        }
        Check::PartIn(ranges, zone) => {
            let Some(part) = part else { return never() };
            let number = part_number(custom::column("number"), part, &Offsets::of(zone));
            Cond::all().add(in_ranges(number, ranges))
        }
        Check::Against(..) | Check::SameUnit(..) | Check::Count(..) => return never(),
    };
    custom::some(field, such)
}

/// What a record holds in such a field, for a comparison with another value.
pub(super) fn value(field: &'static Field) -> Expr {
    match field.kind {
        kind if kind.is_text() => custom::scalar_of(field, "text_fold"),
        FieldKind::One(_) | FieldKind::Several(_) => custom::scalar_of(field, "text"),
        FieldKind::Date => custom::scalar_of(field, "text_key"),
        _ => custom::scalar(field),
    }
}
