//! A filter held against one record in Rust: what clocks and rules ask, and what SQL must agree with.

use std::cmp::Ordering;

use db::{Id, Value};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::ast::Unit;
use super::columns::Text;
use super::compile::number_of;
use super::entity::{Attribute, Entity, Relation};
use super::predicate::{Check, Part, Place, Predicate, Side, Slot, Zone};
use super::values::has;
use crate::Result;
use crate::custom;
use crate::field::Field;
use crate::kind::Kind;
use crate::people::Company;
use crate::text::{fold, sort_key};

/// Sixteen bytes that identify something a record refers to.
pub type Reference = [u8; 16];

/// What a filter can ask of one record.
pub trait Held {
    /// Its kind.
    fn kind(&self) -> &'static Kind;

    /// Its identity.
    fn id(&self) -> Reference;

    /// What one of its fields holds, as the column keeps it.
    fn field(&self, field: &'static Field) -> Value;

    /// What something it refers to holds; nothing when there is no such thing.
    ///
    /// # Errors
    /// When the database fails.
    fn attribute(&self, attribute: &'static Attribute, of: Reference) -> Result<Value>;

    /// The company that something belongs to, if it belongs to one.
    ///
    /// # Errors
    /// When the database fails.
    fn company(&self, entity: Entity, of: Reference) -> Result<Option<Id<Company>>>;

    /// What belongs to the record or to something else.
    ///
    /// # Errors
    /// When the database fails.
    fn members(&self, relation: &'static Relation, of: Reference) -> Result<Vec<Member>>;
}

/// One of many things that belong to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Member {
    /// Something with an identity, whose attributes are looked up by it.
    Thing(Reference),
    /// A row of its own, with all that can be asked of it.
    Row(Vec<(&'static str, Value)>),
}

/// Whether a filter holds of a record.
///
/// # Errors
/// When what the record refers to cannot be looked up.
pub fn matches(predicate: &Predicate, held: &dyn Held) -> Result<bool> {
    Evaluator { held }.holds(None, predicate)
}

struct Evaluator<'a> {
    held: &'a dyn Held,
}

/// Something a record refers to, or one of many things that hang on it.
#[derive(Clone, Copy)]
enum Thing<'m> {
    At(Entity, Reference),
    Row(&'m [(&'static str, Value)]),
}

impl Thing<'_> {
    fn value(self) -> Value {
        match self {
            Thing::At(_, id) => Value::Bytes(id.to_vec()),
            Thing::Row(_) => Value::Null,
        }
    }
}

impl Evaluator<'_> {
    fn holds(&self, of: Option<Thing<'_>>, predicate: &Predicate) -> Result<bool> {
        match predicate {
            Predicate::Always => Ok(true),
            Predicate::Never => Ok(false),
            Predicate::All(parts) => {
                for part in parts {
                    if !self.holds(of, part)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Predicate::Any(parts) => {
                for part in parts {
                    if self.holds(of, part)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Predicate::Not(part) => Ok(!self.holds(of, part)?),
            Predicate::Words(words) => Ok(self.has_words(words)),
            Predicate::Holds(place, check) => self.passes(of, place, check),
        }
    }

    fn has_words(&self, words: &[String]) -> bool {
        let kind = self.held.kind();
        let text = |code: &str| match kind.field(code).map(|field| self.held.field(field)) {
            Some(Value::Text(text)) => text,
            _ => String::new(),
        };
        let title = fold(&text("title"));
        let numbered = match words {
            [word] => number_of(kind, word) == text("number"),
            _ => false,
        };
        numbered || words.iter().all(|word| title.contains(word))
    }

    fn passes(&self, of: Option<Thing<'_>>, place: &Place, check: &Check) -> Result<bool> {
        let Some(slot) = place.slots.last() else { return self.counts_of_own(of, place, check) };
        let value = self.value(of, place)?;
        if value == Value::Null {
            return Ok(false);
        }
        Ok(match (check, &value) {
            (Check::PartIn(ranges, zone), Value::Int(at)) => {
                let number = place.part.and_then(|part| part_of(*at, part, zone));
                number.is_some_and(|number| {
                    ranges.iter().any(|(least, most)| (*least..=*most).contains(&number))
                })
            }
            (Check::Against(side, other, by), value) => {
                let other_slot = other.slots.last().copied();
                let order = order(*slot, value, other_slot, &self.value(of, other)?, *by);
                order.is_some_and(|order| lies(order, *side))
            }
            (Check::SameUnit(unit, other, zone), Value::Int(one)) => match self.value(of, other)? {
                Value::Int(other) => unit_of(*one, *unit, zone)
                    .is_some_and(|u| Some(u) == unit_of(other, *unit, zone)),
                _ => false,
            },
            (Check::Count(relation, least, most, inner), Value::Bytes(bytes)) => {
                match Reference::try_from(bytes.as_slice()) {
                    Ok(id) => self.counts(place, relation, id, (*least, *most), inner)?,
                    Err(_) => false,
                }
            }
            (check, value) => fits(*slot, check, value),
        })
    }

    /// What belongs to the record, or to the thing at hand, itself.
    fn counts_of_own(&self, of: Option<Thing<'_>>, place: &Place, check: &Check) -> Result<bool> {
        let own = match of {
            None => Some(self.held.id()),
            Some(Thing::At(_, id)) => Some(id),
            Some(Thing::Row(_)) => None,
        };
        match (check, own) {
            (Check::Count(relation, least, most, inner), Some(own)) => {
                self.counts(place, relation, own, (*least, *most), inner)
            }
            _ => Ok(false),
        }
    }

    /// The value at a place; nothing where a reference on the way leads nowhere, or to what the
    /// reader does not know.
    fn value(&self, of: Option<Thing<'_>>, place: &Place) -> Result<Value> {
        let mut at = of;
        let mut value = of.map_or(Value::Null, Thing::value);
        for (step, slot) in place.slots.iter().enumerate() {
            value = match (slot, at) {
                (Slot::Field(field), _) => self.held.field(field),
                (Slot::Attribute(attribute), Some(Thing::Row(row))) => {
                    let held = row.iter().find(|(code, _)| *code == attribute.code);
                    held.map_or(Value::Null, |(_, value)| value.clone())
                }
                (Slot::Attribute(attribute), Some(Thing::At(entity, id))) => {
                    if attribute.guarded && step > 0 && !self.knows(place, entity, id)? {
                        Value::Null
                    } else {
                        self.held.attribute(attribute, id)?
                    }
                }
                (Slot::Attribute(_), None) => Value::Null,
            };
            at = match (&value, slot.target()) {
                (Value::Bytes(bytes), Some(entity)) => {
                    let id = Reference::try_from(bytes.as_slice()).ok();
                    id.map(|id| Thing::At(entity, id))
                }
                _ => None,
            };
        }
        Ok(value)
    }

    fn knows(&self, place: &Place, entity: Entity, id: Reference) -> Result<bool> {
        let Some(known) = &place.known else { return Ok(true) };
        if entity.company_column().is_none() {
            return Ok(true);
        }
        Ok(self.held.company(entity, id)?.is_some_and(|company| known.contains(&company)))
    }

    fn counts(
        &self,
        place: &Place,
        relation: &'static Relation,
        of: Reference,
        (least, most): (i64, Option<i64>),
        inner: &Predicate,
    ) -> Result<bool> {
        if let Some(entity) = relation.of
            && !self.knows(place, entity, of)?
        {
            return Ok(false);
        }
        let mut count = 0;
        for member in self.held.members(relation, of)? {
            let counted = match &member {
                Member::Thing(id) => {
                    self.knows(place, relation.to, *id)?
                        && self.holds(Some(Thing::At(relation.to, *id)), inner)?
                }
                Member::Row(row) => self.holds(Some(Thing::Row(row)), inner)?,
            };
            count += i64::from(counted);
        }
        Ok(within(count, Some(least), most))
    }
}

/// Whether a value that is there is what is asked for by itself.
fn fits(slot: Slot, check: &Check, value: &Value) -> bool {
    match (check, value) {
        (Check::Exists, Value::Text(text)) => !slot.kind().is_text() || !text.is_empty(),
        (Check::Exists, _) => true,
        (Check::OneOf(values), Value::Text(codes)) if slot.kind().is_several() => {
            let any = |value: &Value| match value {
                Value::Text(asked) => {
                    custom::members(asked).any(|one| custom::members(codes).any(|held| held == one))
                }
                _ => false,
            };
            values.iter().any(any)
        }
        (Check::OneOf(values), value) => values.contains(value),
        (Check::Keys(least, most), value) => {
            let key = slot.custom().map(|field| custom::comparable(field, value));
            matches!(key, Some(Value::Bytes(key))
                if least.as_ref().is_none_or(|least| key >= *least)
                    && most.as_ref().is_none_or(|most| key <= *most))
        }
        (Check::Between(least, most), Value::Int(number)) => within(*number, *least, *most),
        (Check::Reads(said), Value::Text(text)) => read(slot, text) == *said,
        (Check::Sorts(side, said), Value::Text(text)) => {
            sorts(slot, text, said).is_some_and(|order| lies(order, *side))
        }
        (Check::Has(how, said), Value::Text(text)) => has(*how, &read(slot, text), said),
        _ => false,
    }
}

/// How a text lies to another in the order in which lists have it.
fn sorts(slot: Slot, text: &str, said: &str) -> Option<Ordering> {
    match Text::of(slot) {
        Text::Number => Some(text.cmp(said.to_uppercase().as_str())),
        Text::Custom(field, _) => {
            let key = |text: &str| custom::comparable(field, &text.into());
            match (key(text), key(said)) {
                (Value::Bytes(own), Value::Bytes(other)) => Some(own.cmp(&other)),
                _ => None,
            }
        }
        _ => Some(sort_key(text).cmp(&sort_key(said))),
    }
}

fn within(number: i64, least: Option<i64>, most: Option<i64>) -> bool {
    least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most)
}

/// A text as it is compared.
fn read(slot: Slot, text: &str) -> String {
    if Text::of(slot) == Text::Plain { text.to_owned() } else { fold(text) }
}

/// How one value lies to another that is moved.
fn order(
    slot: Slot,
    one: &Value,
    other_slot: Option<Slot>,
    other: &Value,
    by: i64,
) -> Option<Ordering> {
    match (one, other) {
        (Value::Int(one), Value::Int(other)) => Some(one.cmp(&other.saturating_add(by))),
        (Value::Text(one), Value::Text(other)) if slot.kind().is_text() => {
            Some(read(slot, one).cmp(&read(other_slot?, other)))
        }
        (Value::Text(one), Value::Text(other)) => Some(one.cmp(other)),
        (Value::Bytes(one), Value::Bytes(other)) => Some(one.cmp(other)),
        _ => None,
    }
}

fn lies(order: Ordering, side: Side) -> bool {
    match side {
        Side::At => order.is_eq(),
        Side::Below => order.is_lt(),
        Side::UpTo => order.is_le(),
        Side::Above => order.is_gt(),
        Side::From => order.is_ge(),
    }
}

fn clock(micros: i64, zone: &Zone) -> Option<DateTime> {
    let zone = TimeZone::get(&zone.0).unwrap_or(TimeZone::UTC);
    let at = jiff::Timestamp::from_microsecond(micros).ok()?;
    Some(zone.to_datetime(at))
}

fn part_of(micros: i64, part: Part, zone: &Zone) -> Option<i64> {
    let at = clock(micros, zone)?;
    Some(match part {
        Part::Hour => i64::from(at.hour()),
        Part::Weekday => i64::from(at.weekday().to_monday_one_offset()),
        Part::Month => i64::from(at.month()),
        Part::Quarter => i64::from((at.month() - 1) / 3 + 1),
        Part::Year => i64::from(at.year()),
    })
}

/// The unit an instant lies in, by the day it begins and the hour or minute.
fn unit_of(micros: i64, unit: Unit, zone: &Zone) -> Option<(Date, i64)> {
    let at = clock(micros, zone)?;
    let day = at.date();
    Some(match unit {
        Unit::Minute => (Date::ZERO, micros.div_euclid(60_000_000)),
        Unit::Hour => (day, i64::from(at.hour())),
        Unit::Day => (day, 0),
        Unit::Week => {
            let since_monday = i64::from(day.weekday().to_monday_zero_offset());
            (day.checked_sub(jiff::Span::new().try_days(since_monday).ok()?).ok()?, 0)
        }
        Unit::Month => (day.first_of_month(), 0),
        Unit::Quarter => (Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).ok()?, 0),
        Unit::Year => (day.first_of_year(), 0),
    })
}
