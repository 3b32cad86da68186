//! What a value is compared with, by the kind of field that holds it.

use db::Value;

use super::ast::{Operand, Path, Said, Text as Quoted, TextTest, Unit};
use super::check::{Checker, Wrong, unfit};
use super::columns::Text;
use super::entity::Entity;
use super::operands::flag;
use super::paths::Way;
use super::predicate::{Check, Place, Predicate, Side, Slot, Zone, text_is};
use super::problem::Found;
use super::span::Span;
use super::when::Window;
use crate::custom::decimal;
use crate::field::FieldKind;
use crate::text::fold;

/// What sort of value a place holds; values of one sort can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Text,
    Number(i64, i64),
    Flag,
    Instant,
    Code,
    Reference(Entity),
    /// A number with so many digits after the point, between two in units of the last of them.
    Decimal(u32, i64, i64),
    Money(&'static [&'static str]),
    Day,
}

/// What a part of a filter means, or what is wrong with it.
pub(super) type Meaning<T> = Result<T, Wrong>;

impl Place {
    pub(super) fn kind(&self) -> Option<FieldKind> {
        self.slots.last().map(|slot| slot.kind())
    }

    pub(super) fn sort(&self) -> Sort {
        use super::predicate::Part;
        match (self.part, self.kind()) {
            (Some(Part::Hour), _) => Sort::Number(0, 23),
            (Some(Part::Weekday), _) => Sort::Number(1, 7),
            (Some(Part::Month), _) => Sort::Number(1, 12),
            (Some(Part::Quarter), _) => Sort::Number(1, 4),
            (Some(Part::Year), _) => Sort::Number(0, 9_999),
            (None, Some(FieldKind::Number(least, most))) => Sort::Number(least, most),
            (None, Some(FieldKind::Flag)) => Sort::Flag,
            (None, Some(FieldKind::Instant)) => Sort::Instant,
            (
                None,
                Some(
                    FieldKind::State
                    | FieldKind::Options(_)
                    | FieldKind::Choice(_)
                    | FieldKind::One(_)
                    | FieldKind::Several(_),
                ),
            ) => Sort::Code,
            (None, Some(FieldKind::Decimal(scale, least, most))) => {
                Sort::Decimal(scale, least, most)
            }
            (None, Some(FieldKind::Money(currencies))) => Sort::Money(currencies),
            (None, Some(FieldKind::Date)) => Sort::Day,
            (None, Some(kind)) => Entity::of(kind).map_or(Sort::Text, Sort::Reference),
            (None, None) => Sort::Text,
        }
    }
}

impl Sort {
    fn compares_with(self, other: Sort) -> bool {
        match (self, other) {
            (Sort::Number(..), Sort::Number(..)) => true,
            (Sort::Decimal(one, ..), Sort::Decimal(other, ..)) => one == other,
            (one, other) => one == other,
        }
    }
}

impl Checker<'_, '_> {
    /// The operators that go with a place, for messages.
    pub(super) fn operators(&self, place: &Place) -> &'static str {
        match place.sort() {
            Sort::Text if place.slots.last().is_some_and(|slot| Text::of(*slot).is_sorted()) => {
                "=, !=, <, <=, >, >=, in, between, contains, starts, ends, is empty"
            }
            Sort::Text => "=, !=, in, contains, starts, ends, is empty",
            Sort::Number(..) | Sort::Decimal(..) | Sort::Money(_) | Sort::Day => {
                "=, !=, <, <=, >, >=, in, between, is empty"
            }
            Sort::Flag => "=, !=, is empty",
            Sort::Instant => "=, !=, <, <=, >, >=, in, between, before, after, same, is empty",
            Sort::Code => "=, !=, in, contains, starts, ends, is empty",
            Sort::Reference(entity) if entity.is_tree() => {
                "=, !=, in, under, contains, starts, ends, is empty"
            }
            Sort::Reference(_) => "=, !=, in, contains, starts, ends, is empty",
        }
    }

    /// Another value that an operand names, of a sort that compares.
    pub(super) fn other(
        &self,
        of: Option<Entity>,
        place: &Place,
        steps: &[String],
    ) -> Option<Place> {
        let other = self.ways.value(of, steps)?;
        (other.part.is_none() && place.part.is_none() && other.sort().compares_with(place.sort()))
            .then_some(other)
    }

    pub(super) fn equal(
        &self,
        of: Option<Entity>,
        place: &Place,
        operand: &Operand,
    ) -> Meaning<Predicate> {
        if let Said::Name(steps) = &operand.said
            && let Some(other) = self.other(of, place, steps)
        {
            return Ok(holds(place, Check::Against(Side::At, other, 0)));
        }
        match place.sort() {
            Sort::Text => Ok(text_is(place.clone(), &self.words_of(operand)?)),
            Sort::Number(least, most) => {
                let number = self.number(place, operand)?;
                if !(least..=most).contains(&number) && place.part.is_none() {
                    return Err(Found::new(operand.span, "filter_number_between")
                        .with("least", least)
                        .with("most", most)
                        .into());
                }
                Ok(self.number_in(place, Some(number), Some(number)))
            }
            Sort::Flag => Ok(holds(place, Check::OneOf(vec![flag(operand)?]))),
            Sort::Instant => {
                if let Said::Moved(steps, by) = &operand.said {
                    let (other, by) = self.moved(of, place, steps, *by, operand.span)?;
                    return Ok(holds(place, Check::Against(Side::At, other, by)));
                }
                let window = self.window(operand)?;
                let most = window.end.saturating_sub(1);
                Ok(holds(place, Check::Between(Some(window.start), Some(most))))
            }
            Sort::Decimal(scale, least, most) => {
                let number = self.decimal(operand, scale)?;
                if !(least..=most).contains(&number) {
                    return Err(Found::new(operand.span, "filter_number_between")
                        .with("least", decimal::format(least, scale))
                        .with("most", decimal::format(most, scale))
                        .into());
                }
                Ok(holds(place, Check::Between(Some(number), Some(number))))
            }
            Sort::Money(_) | Sort::Day => {
                let (least, most) = self.keys(place, Side::At, operand)?;
                Ok(holds(place, Check::Keys(least, most)))
            }
            Sort::Code => {
                let word = self.words_of(operand)?;
                if word.is_empty() {
                    return Ok(holds(place, Check::Exists).negated());
                }
                Ok(holds(place, Check::OneOf(vec![self.code(place, &word, operand.span)?])))
            }
            Sort::Reference(entity) => self.reference(place, entity, operand),
        }
    }

    pub(super) fn order(
        &self,
        of: Option<Entity>,
        place: &Place,
        side: Side,
        operand: &Operand,
    ) -> Meaning<Predicate> {
        match (&operand.said, place.sort()) {
            (Said::Moved(steps, by), Sort::Instant) => {
                let (other, by) = self.moved(of, place, steps, *by, operand.span)?;
                return Ok(holds(place, Check::Against(side, other, by)));
            }
            (
                Said::Name(steps),
                Sort::Number(..) | Sort::Instant | Sort::Decimal(..) | Sort::Day,
            ) => {
                if let Some(other) = self.other(of, place, steps) {
                    return Ok(holds(place, Check::Against(side, other, 0)));
                }
            }
            _ => {}
        }
        let bounds = |window: Window| {
            let (start, end) = (window.start, window.end);
            match side {
                Side::At => (Some(start), Some(end.saturating_sub(1))),
                Side::Below => (None, Some(start.saturating_sub(1))),
                Side::UpTo => (None, Some(end.saturating_sub(1))),
                Side::Above => (Some(end), None),
                Side::From => (Some(start), None),
            }
        };
        match place.sort() {
            Sort::Text | Sort::Reference(_) => {
                let place = named(place.clone());
                let sorted = place.slots.last().is_some_and(|slot| Text::of(*slot).is_sorted());
                if !sorted {
                    return Err(unfit(&operand.span, self.operators(&place)).into());
                }
                Ok(holds(&place, Check::Sorts(side, self.words_of(operand)?)))
            }
            Sort::Number(..) => {
                let number = self.number(place, operand)?;
                let one = Window { start: number, end: number.saturating_add(1) };
                let (least, most) = bounds(one);
                Ok(self.number_in(place, least, most))
            }
            Sort::Instant => {
                let (least, most) = bounds(self.window(operand)?);
                Ok(holds(place, Check::Between(least, most)))
            }
            Sort::Decimal(scale, ..) => {
                let number = self.decimal(operand, scale)?;
                let one = Window { start: number, end: number.saturating_add(1) };
                let (least, most) = bounds(one);
                Ok(holds(place, Check::Between(least, most)))
            }
            Sort::Money(_) | Sort::Day => {
                let (least, most) = self.keys(place, side, operand)?;
                Ok(holds(place, Check::Keys(least, most)))
            }
            _ => Err(unfit(&operand.span, self.operators(place)).into()),
        }
    }

    /// A number, or a part of a moment, between two.
    fn number_in(&self, place: &Place, least: Option<i64>, most: Option<i64>) -> Predicate {
        if place.part.is_none() {
            return holds(place, Check::Between(least, most));
        }
        let zone = Zone(self.reader.agent.zone.clone());
        let ends = (least.unwrap_or(i64::MIN), most.unwrap_or(i64::MAX));
        holds(place, Check::PartIn(vec![ends], zone))
    }

    pub(super) fn text(
        &self,
        place: Place,
        how: TextTest,
        text: &Quoted,
        span: Span,
    ) -> Meaning<Predicate> {
        let place = named(place);
        let sought = fold(&text.said);
        if sought.is_empty() {
            return Err(Found::new(text.span, "filter_text_expected").into());
        }
        match place.sort() {
            Sort::Text => Ok(holds(&place, Check::Has(how, sought))),
            Sort::Code => {
                let codes = self.codes(&place)?;
                let has = |word: &str| has(how, &fold(word), &sought);
                let found = codes.into_iter().filter(|(code, label)| has(code) || has(label));
                let found: Vec<Value> = found.map(|(code, _)| code.into()).collect();
                Ok(if found.is_empty() {
                    Predicate::Never
                } else {
                    holds(&place, Check::OneOf(found))
                })
            }
            _ => Err(unfit(&span, self.operators(&place)).into()),
        }
    }

    pub(super) fn under(&self, place: &Place, node: &Operand) -> Meaning<Predicate> {
        match place.sort() {
            Sort::Reference(entity) if entity.is_tree() => {
                match self.reference(place, entity, node)? {
                    Predicate::Holds(place, Check::OneOf(roots)) => {
                        let all = super::tree::below(self.tx, entity, roots)?;
                        let all = all.ok_or_else(|| {
                            Found::new(node.span, "filter_too_many_below")
                                .with("most", super::tree::MOST)
                        })?;
                        Ok(Predicate::Holds(place, Check::OneOf(all)))
                    }
                    other => Ok(other),
                }
            }
            _ => Err(unfit(&node.span, self.operators(place)).into()),
        }
    }

    pub(super) fn same(
        &self,
        of: Option<Entity>,
        place: Place,
        unit: Unit,
        other: &Path,
        span: Span,
    ) -> Meaning<Predicate> {
        if place.sort() != Sort::Instant {
            return Err(unfit(&span, self.operators(&place)).into());
        }
        match self.ways.find(of, other)? {
            Way::One(other) if other.sort() == Sort::Instant => {
                let zone = Zone(self.reader.agent.zone.clone());
                Ok(holds(&place, Check::SameUnit(unit, other, zone)))
            }
            _ => Err(Found::new(other.span, "filter_moment_expected").into()),
        }
    }
}

/// The name of what a place refers to: that is what text is sought in.
fn named(mut place: Place) -> Place {
    if let Sort::Reference(entity) = place.sort()
        && let Some(name) = entity.attribute("name")
    {
        place.slots.push(Slot::Attribute(name));
    }
    place
}

/// A check of the value at a place.
pub(super) fn holds(place: &Place, check: Check) -> Predicate {
    Predicate::Holds(place.clone(), check)
}

/// Whether folded text has other folded text in it.
pub(super) fn has(how: TextTest, text: &str, sought: &str) -> bool {
    match how {
        TextTest::Contains => text.contains(sought),
        TextTest::Starts => text.starts_with(sought),
        TextTest::Ends => text.ends_with(sought),
    }
}
