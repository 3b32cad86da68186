//! What a filter asks of: for whoever puts its statement together, or decides who may be answered.

use std::cell::RefCell;

use db::sea_query::Expr;
use db::{Id, ReadTx};

use super::check::{Reader, open_to, ways};
use super::compile::{Compiler, number_of};
use super::entity::Attribute;
use super::local::{Offsets, part_number};
use super::nearest::nearest;
use super::parse::steps;
use super::paths::Way;
use super::predicate::{Check, Place, Predicate, Slot, Zone};
use crate::custom;
use crate::field::{Audience, Field, FieldKind, Home};
use crate::kind::Kind;
use crate::people::Company;

/// Whether it asks what only those may know who read the inside of a record.
#[must_use]
pub fn asks_inside(predicate: &Predicate) -> bool {
    let inside = |place: &Place| matches!(place.slots.first(), Some(Slot::Field(f)) if f.audience == Audience::Internal);
    some(predicate, &|place, check| {
        inside(place)
            || match check {
                Check::Against(_, other, _) | Check::SameUnit(_, other, _) => inside(other),
                Check::Count(relation, ..) => relation.inside,
                _ => false,
            }
    })
}

/// The same filter as it is of a restricted record, whose words look empty to lists: nothing that is
/// asked of them holds. Nothing when it does not ask for words.
#[must_use]
pub fn without_words(kind: &'static Kind, predicate: &Predicate) -> Option<Predicate> {
    asks_words(predicate).then(|| wordless(kind, predicate))
}

fn asks_words(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::All(parts) | Predicate::Any(parts) => parts.iter().any(asks_words),
        Predicate::Not(part) => asks_words(part),
        Predicate::Holds(place, check) => has_words(place, check),
        Predicate::Words(_) => true,
        Predicate::Always | Predicate::Never => false,
    }
}

fn has_words(place: &Place, check: &Check) -> bool {
    let own = |place: &Place| matches!(place.slots.first(), Some(Slot::Field(f)) if f.says_what_it_is_about());
    own(place) || matches!(check, Check::Against(_, other, _) if own(other))
}

fn wordless(kind: &'static Kind, predicate: &Predicate) -> Predicate {
    let each = |parts: &[Predicate]| parts.iter().map(|part| wordless(kind, part)).collect();
    match predicate {
        Predicate::All(parts) => Predicate::all(each(parts)),
        Predicate::Any(parts) => Predicate::any(each(parts)),
        Predicate::Not(part) => wordless(kind, part).negated(),
        Predicate::Holds(place, check) if has_words(place, check) => Predicate::Never,
        // Its number is no secret.
        Predicate::Words(words) => match (words.as_slice(), kind.field("number")) {
            ([word], Some(number)) => {
                Predicate::field_is(number, vec![number_of(kind, word).into()])
            }
            _ => Predicate::Never,
        },
        other => other.clone(),
    }
}

/// Whether it asks a column of the kind's own table.
#[must_use]
pub fn asks_own_table(predicate: &Predicate) -> bool {
    some(predicate, &|place, check| {
        is_of_own_table(place)
            || match check {
                Check::Against(_, other, _) | Check::SameUnit(_, other, _) => {
                    is_of_own_table(other)
                }
                _ => false,
            }
    })
}

/// Whether the way to a value begins in the kind's own table.
#[must_use]
pub fn is_of_own_table(place: &Place) -> bool {
    matches!(place.slots.first(), Some(Slot::Field(f)) if matches!(f.home, Home::Side(_)))
}

/// The fields that administrators added of which it asks.
#[must_use]
pub fn added_fields(predicate: &Predicate) -> Vec<&'static Field> {
    let fields = RefCell::new(Vec::new());
    let note = |place: &Place| {
        if let Some(field) = place.slots.first().and_then(|slot| slot.custom()) {
            fields.borrow_mut().push(field);
        }
    };
    some(predicate, &|place, check| {
        note(place);
        if let Check::Against(_, other, _) | Check::SameUnit(_, other, _) = check {
            note(other);
        }
        false
    });
    fields.into_inner()
}

/// Whether something is true of some condition on the record.
fn some(predicate: &Predicate, is: &dyn Fn(&Place, &Check) -> bool) -> bool {
    match predicate {
        Predicate::All(parts) | Predicate::Any(parts) => parts.iter().any(|part| some(part, is)),
        Predicate::Not(part) => some(part, is),
        Predicate::Holds(place, check) => is(place, check),
        Predicate::Always | Predicate::Never | Predicate::Words(_) => false,
    }
}

/// The place that a path names, for a reader. Where there is none they may see, what could have been
/// meant, if something near is there.
///
/// # Errors
/// When the database fails.
pub fn place(
    tx: &ReadTx<'_>,
    reader: Reader<'_>,
    path: &str,
) -> crate::Result<Result<Place, Option<String>>> {
    let ways = ways(tx, reader)?;
    let found = steps(path).and_then(|steps| match ways.way(None, &steps) {
        Ok(Way::One(place)) => Some(Ok(place)),
        Ok(Way::Many(..)) => None,
        Err(candidates) => Some(Err(nearest(path, candidates.iter().map(String::as_str)))),
    });
    Ok(found.unwrap_or(Err(None)))
}

/// Whether a reader may ask an attribute of what records refer to.
#[must_use]
pub fn tells(reader: Reader<'_>, attribute: &Attribute) -> bool {
    open_to(reader, Vec::new()).tells(attribute)
}

/// The companies whose people and places a reader knows; every one when nothing is said.
#[must_use]
pub fn known_companies(reader: Reader<'_>) -> Option<Vec<Id<Company>>> {
    open_to(reader, Vec::new()).known
}

/// The value at a place as an expression over `record` and the kind's own table.
#[must_use]
pub fn value(kind: &'static Kind, place: &Place, zone: &str) -> Expr {
    if let Some(day) = place.own_field().filter(|field| field.kind == FieldKind::Date) {
        return custom::scalar_of(day, "text");
    }
    let value = Compiler { kind }.value(None, place);
    match place.part {
        Some(part) => part_number(value, part, &Offsets::of(&Zone(zone.to_owned()))),
        None => value,
    }
}
