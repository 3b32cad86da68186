//! What a value is compared with, by the kind of field that holds it.

use db::Value;

use super::ast::{Base, Moment, Offset, Operand, Path, Said, Text as Quoted, TextTest, Unit};
use super::check::{Checker, Wrong, unfit};
use super::columns::Text;
use super::entity::Entity;
use super::nearest::nearest;
use super::paths::Way;
use super::predicate::{Check, Place, Predicate, Side, Slot, Zone, text_is};
use super::problem::Found;
use super::span::Span;
use super::when::{Window, fixed};
use crate::field::FieldKind;
use crate::input::{RawValue, typed};
use crate::people::Choice;
use crate::text::fold;
use crate::{Error, Fault};

/// What sort of value a place holds; values of one sort can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Text,
    Number(i64, i64),
    Flag,
    Instant,
    Code,
    Reference(Entity),
}

type Meaning<T> = Result<T, Wrong>;

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
            (None, Some(FieldKind::State | FieldKind::Options(_) | FieldKind::Choice(_))) => {
                Sort::Code
            }
            (None, Some(kind)) => Entity::of(kind).map_or(Sort::Text, Sort::Reference),
            (None, None) => Sort::Text,
        }
    }
}

impl Sort {
    fn compares_with(self, other: Sort) -> bool {
        match (self, other) {
            (Sort::Number(..), Sort::Number(..)) => true,
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
            Sort::Number(..) => "=, !=, <, <=, >, >=, in, between, is empty",
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
    fn other(&self, of: Option<Entity>, place: &Place, steps: &[String]) -> Option<Place> {
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
            (Said::Name(steps), Sort::Number(..) | Sort::Instant) => {
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

    /// Another moment of the record, and by how many microseconds it is moved.
    fn moved(
        &self,
        of: Option<Entity>,
        place: &Place,
        steps: &[String],
        by: Offset,
        span: Span,
    ) -> Meaning<(Place, i64)> {
        let other = self.other(of, place, steps);
        let other = other.ok_or_else(|| Found::new(span, "filter_moment_expected"))?;
        let by = fixed(by.unit).and_then(|unit| unit.checked_mul(by.count));
        Ok((other, by.ok_or_else(|| Found::new(span, "filter_offset_of_field"))?))
    }

    fn window(&self, operand: &Operand) -> Meaning<Window> {
        let moment = match &operand.said {
            Said::Moment(moment) => Some(*moment),
            Said::Number(year) => {
                let year = i16::try_from(*year).ok().filter(|year| (1..=9_998).contains(year));
                let window = year.and_then(|year| self.almanac.year(year));
                return window.ok_or_else(|| Found::new(operand.span, "filter_date").into());
            }
            Said::Text(text) => super::parse_operand::date(&text.trim().replacen(' ', "T", 1))
                .map(|base: Base| Moment { base, by: None }),
            Said::Name(_) | Said::Moved(..) => None,
        };
        let moment = moment.ok_or_else(|| Found::new(operand.span, "filter_moment_expected"))?;
        let window = self.almanac.window(&moment);
        window.ok_or_else(|| Found::new(operand.span, "filter_date").into())
    }

    fn number(&self, place: &Place, operand: &Operand) -> Meaning<i64> {
        use super::predicate::Part;
        let number = match &operand.said {
            Said::Number(number) => Some(*number),
            Said::Text(text) => text.trim().parse().ok(),
            Said::Name(steps) => match (place.part, steps.as_slice()) {
                (Some(Part::Weekday), [day]) => ordinal(&WEEKDAYS, day),
                (Some(Part::Month), [month]) => ordinal(&MONTHS, month),
                _ => None,
            },
            Said::Moved(..) | Said::Moment(_) => None,
        };
        number.ok_or_else(|| Found::new(operand.span, "filter_number_expected").into())
    }

    /// The words an operand says, in quotes or without.
    fn words_of(&self, operand: &Operand) -> Meaning<String> {
        match &operand.said {
            Said::Text(text) => Ok(text.clone()),
            Said::Name(steps) => Ok(steps.join(".")),
            Said::Number(number) => Ok(number.to_string()),
            Said::Moved(..) | Said::Moment(_) => {
                Err(Found::new(operand.span, "filter_text_expected").into())
            }
        }
    }

    /// The codes a place can hold, with the words people read where they are rows.
    fn codes(&self, place: &Place) -> crate::Result<Vec<(String, String)>> {
        let alone = |code: &str| (code.to_owned(), code.to_owned());
        Ok(match place.kind() {
            Some(FieldKind::State) => {
                self.reader.kind.lifecycle.states.iter().map(|state| alone(state.code)).collect()
            }
            Some(FieldKind::Options(codes)) => codes.iter().map(|code| alone(code)).collect(),
            Some(FieldKind::Choice(list)) => Choice::all(self.tx, self.reader.kind.code)?
                .into_iter()
                .filter(|choice| choice.list == list)
                .map(|choice| (choice.code, choice.label))
                .collect(),
            _ => Vec::new(),
        })
    }

    /// The code that a word names: itself, however it is written, or by its label.
    fn code(&self, place: &Place, word: &str, span: Span) -> Meaning<Value> {
        let codes = self.codes(place)?;
        let plain = fold(word).replace([' ', '-'], "_");
        let is = |(code, label): &&(String, String)| {
            *code == word || *code == plain || fold(label) == fold(word)
        };
        if let Some((code, _)) = codes.iter().find(is) {
            return Ok(code.as_str().into());
        }
        let known = || codes.iter().map(|(code, _)| code.as_str());
        let options: Vec<&str> = known().collect();
        Err(Found::new(span, "filter_option")
            .with("found", word)
            .with("options", options.join(", "))
            .near(nearest(&plain, known()))
            .into())
    }

    fn reference(&self, place: &Place, entity: Entity, operand: &Operand) -> Meaning<Predicate> {
        let agent = self.reader.agent;
        let ids: Option<Vec<Value>> = match (&operand.said, entity) {
            (Said::Name(steps), entity) => {
                let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
                match (steps.as_slice(), entity) {
                    (["me", "teams"], Entity::Team) => {
                        Some(agent.teams.iter().map(Value::from).collect())
                    }
                    (["me", "leads"], Entity::Team) => {
                        Some(agent.leads.iter().map(Value::from).collect())
                    }
                    (["me", "companies"], Entity::Company) => {
                        Some(agent.companies.iter().map(Value::from).collect())
                    }
                    (["me", "company"], Entity::Company) => Some(vec![agent.company.into()]),
                    _ => None,
                }
            }
            _ => None,
        };
        if let Some(ids) = ids {
            return Ok(if ids.is_empty() {
                Predicate::Never
            } else {
                holds(place, Check::OneOf(ids))
            });
        }
        let words = self.words_of(operand)?;
        if words.trim().is_empty() {
            return Ok(holds(place, Check::Exists).negated());
        }
        let Some(kind) = place.kind() else { return Ok(Predicate::Never) };
        match typed(self.tx, self.reader.kind, agent, "q", kind, &RawValue::Text(words.clone())) {
            Ok(value) => Ok(holds(place, Check::OneOf(vec![value]))),
            Err(Error::Invalid(faults)) => Err(unknown(&faults, operand.span, &words).into()),
            Err(other) => Err(other.into()),
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

/// Something that cannot be found by its name, or of which there are several.
fn unknown(faults: &[Fault], span: Span, words: &str) -> Found {
    let ambiguous = faults.iter().any(|fault| fault.code == "ambiguous");
    let code = if ambiguous { "filter_ambiguous" } else { "filter_no_such" };
    Found::new(span, code).with("found", words)
}

fn holds(place: &Place, check: Check) -> Predicate {
    Predicate::Holds(place.clone(), check)
}

fn flag(operand: &Operand) -> Meaning<Value> {
    let word = match &operand.said {
        Said::Name(steps) => steps.join("."),
        Said::Text(text) => text.clone(),
        Said::Number(number) => number.to_string(),
        Said::Moved(..) | Said::Moment(_) => String::new(),
    };
    match word.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Ok(true.into()),
        "false" | "no" | "0" => Ok(false.into()),
        _ => Err(Found::new(operand.span, "filter_flag_expected").into()),
    }
}

/// Whether folded text has other folded text in it.
pub(super) fn has(how: TextTest, text: &str, sought: &str) -> bool {
    match how {
        TextTest::Contains => text.contains(sought),
        TextTest::Starts => text.starts_with(sought),
        TextTest::Ends => text.ends_with(sought),
    }
}

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The place of a name in a list, counted from 1; three letters are enough.
fn ordinal(names: &[&str], word: &str) -> Option<i64> {
    let word = word.to_ascii_lowercase();
    let is = |name: &&str| **name == *word || (word.len() == 3 && name.starts_with(&word));
    let place = names.iter().position(is)?;
    i64::try_from(place).ok()?.checked_add(1)
}
