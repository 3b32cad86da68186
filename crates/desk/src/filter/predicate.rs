//! What a filter means to one reader at one moment: fields found, words looked up, moments placed.
//! It compiles to SQL and is evaluated in Rust, and both say the same.

use db::Value;

use super::ast::{TextTest, Unit};
use super::entity::{Attribute, Entity, Relation};
use crate::field::{Field, FieldKind};
use crate::people::Company;
use db::Id;

/// What must hold of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Predicate {
    /// It always holds.
    Always,
    /// It never holds.
    Never,
    /// Every part holds.
    All(Vec<Predicate>),
    /// Some part holds.
    Any(Vec<Predicate>),
    /// The part does not hold.
    Not(Box<Predicate>),
    /// A value passes a check.
    Holds(Place, Check),
    /// The number is this one, or the title has all of these words. They are folded.
    Words(Vec<String>),
}

/// Where a value is found, from the record on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// References to follow one after the other, and last what holds the value.
    pub slots: Vec<Slot>,
    /// A part of the moment found there, instead of the moment.
    pub part: Option<Part>,
    /// The companies whose people and places the reader knows; every one when nothing is said.
    /// What belongs to others looks empty behind the first reference, but for its name.
    pub known: Option<Vec<Id<Company>>>,
}

/// Something that holds a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// A field of the record.
    Field(&'static Field),
    /// An attribute of what the slot before refers to.
    Attribute(&'static Attribute),
}

/// A part of a moment, by the reader's clock and calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// 0 to 23.
    Hour,
    /// 1 (Monday) to 7.
    Weekday,
    /// 1 to 12.
    Month,
    /// 1 to 4.
    Quarter,
    /// The year.
    Year,
}

/// What is asked of a value. Of a value that is not there nothing holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// There is one, and it is no empty text.
    Exists,
    /// It is one of these, as the column keeps them. Never of text that people write.
    OneOf(Vec<Value>),
    /// It is a number or moment between these, both allowed.
    Between(Option<i64>, Option<i64>),
    /// Its text, folded, is this, which is folded as well.
    Reads(String),
    /// Its text, folded, has this in it, which is folded as well.
    Has(TextTest, String),
    /// Its key, as it is sorted by, lies between these, both allowed: of days and amounts of money.
    Keys(Option<Vec<u8>>, Option<Vec<u8>>),
    /// Its text stands so to this one in the alphabet.
    Sorts(Side, String),
    /// It compares so with another value of the same kind, moved by so many microseconds.
    Against(Side, Place, i64),
    /// It lies in the same hour, day and so on as another moment.
    SameUnit(Unit, Place, Zone),
    /// The part of it asked for is one of these.
    PartIn(Vec<(i64, i64)>, Zone),
    /// So many belong to it, between these, both allowed, of those for which the predicate holds.
    Count(&'static Relation, i64, Option<i64>, Box<Predicate>),
}

/// On which side of another value one lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Equal to it.
    At,
    /// Less than it.
    Below,
    /// Less than it or equal.
    UpTo,
    /// More than it.
    Above,
    /// More than it or equal.
    From,
}

/// A time zone, by its IANA name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(pub String);

impl Slot {
    /// What it holds.
    #[must_use]
    pub fn kind(self) -> FieldKind {
        match self {
            Slot::Field(field) => field.kind,
            Slot::Attribute(attribute) => attribute.kind,
        }
    }

    /// The field an administrator added, if it is one.
    #[must_use]
    pub fn custom(self) -> Option<&'static Field> {
        match self {
            Slot::Field(field) if field.definition().is_some() => Some(field),
            _ => None,
        }
    }

    /// What it refers to, if it refers to anything.
    #[must_use]
    pub fn target(self) -> Option<Entity> {
        Entity::of(self.kind())
    }
}

impl Place {
    /// A field of the record itself.
    #[must_use]
    pub fn field(field: &'static Field) -> Place {
        Place { slots: vec![Slot::Field(field)], part: None, known: None }
    }

    /// The field, when the value is in one of the record itself.
    #[must_use]
    pub fn own_field(&self) -> Option<&'static Field> {
        match (self.slots.as_slice(), self.part) {
            ([Slot::Field(field)], None) => Some(field),
            _ => None,
        }
    }
}

impl Predicate {
    /// A field of the record holds one of these values; [`Value::Null`] stands for nothing.
    #[must_use]
    pub fn field_is(field: &'static Field, any_of: Vec<Value>) -> Predicate {
        let place = || Place::field(field);
        let wanted = any_of.len();
        let values: Vec<Value> = any_of.into_iter().filter(|v| *v != Value::Null).collect();
        let empty =
            (values.len() < wanted).then(|| Predicate::Holds(place(), Check::Exists).negated());
        let held = (!values.is_empty()).then(|| {
            if !field.kind.is_text() {
                return Predicate::Holds(place(), Check::OneOf(values));
            }
            let reads = values.iter().filter_map(|value| match value {
                Value::Text(text) => Some(text_is(place(), text)),
                _ => None,
            });
            Predicate::any(reads.collect())
        });
        Predicate::any(empty.into_iter().chain(held).collect())
    }

    /// Every part holds.
    #[must_use]
    pub fn all(parts: Vec<Predicate>) -> Predicate {
        let mut left = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Predicate::Always => {}
                Predicate::Never => return Predicate::Never,
                Predicate::All(inner) => left.extend(inner),
                other => left.push(other),
            }
        }
        match left.len() {
            0 => Predicate::Always,
            1 => left.pop().unwrap_or(Predicate::Always),
            _ => Predicate::All(left),
        }
    }

    /// Some part holds.
    #[must_use]
    pub fn any(parts: Vec<Predicate>) -> Predicate {
        let mut left = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Predicate::Never => {}
                Predicate::Always => return Predicate::Always,
                Predicate::Any(inner) => left.extend(inner),
                other => left.push(other),
            }
        }
        match left.len() {
            0 => Predicate::Never,
            1 => left.pop().unwrap_or(Predicate::Never),
            _ => Predicate::Any(left),
        }
    }

    /// It does not hold.
    #[must_use]
    pub fn negated(self) -> Predicate {
        match self {
            Predicate::Always => Predicate::Never,
            Predicate::Never => Predicate::Always,
            Predicate::Not(inner) => *inner,
            other => Predicate::Not(Box::new(other)),
        }
    }

    /// The parts that must all hold.
    #[must_use]
    pub fn conjuncts(&self) -> &[Predicate] {
        match self {
            Predicate::All(parts) => parts,
            Predicate::Always => &[],
            one => std::slice::from_ref(one),
        }
    }
}

/// Text that people write is this text, whatever its case; empty text is none.
pub(super) fn text_is(place: Place, text: &str) -> Predicate {
    if text.is_empty() {
        return Predicate::Holds(place, Check::Exists).negated();
    }
    Predicate::Holds(place, Check::Reads(crate::text::fold(text)))
}
