//! What an operand says, read as the kind of value it is compared with.

use db::Value;
use jiff::civil::Date;

use super::ast::{Base, Moment, Offset, Operand, Said};
use super::check::Checker;
use super::entity::Entity;
use super::predicate::{Part, Place, Side};
use super::problem::Found;
use super::span::Span;
use super::values::{Meaning, Sort};
use super::when::{Window, fixed};
use crate::custom::{Money, decimal, money_key};

/// Two keys between which others lie, both allowed.
type Ends = (Option<Vec<u8>>, Option<Vec<u8>>);

impl Checker<'_, '_> {
    /// Another moment of the record, and by how many microseconds it is moved.
    pub(super) fn moved(
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

    pub(super) fn window(&self, operand: &Operand) -> Meaning<Window> {
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

    /// The keys of what lies on a side of a day or of an amount, which compares with its own currency
    /// alone.
    pub(super) fn keys(&self, place: &Place, side: Side, operand: &Operand) -> Meaning<Ends> {
        if let Sort::Money(currencies) = place.sort() {
            let words = self.words_of(operand)?;
            let money = Money::parse(&words, currencies).ok_or_else(|| {
                Found::new(operand.span, "filter_money_expected")
                    .with("options", currencies.join(", "))
            })?;
            let key = |minor: i64| Some(money_key(&money.currency, minor));
            let (least, most) = match side {
                Side::At => (money.minor, money.minor),
                Side::Below => (i64::MIN, money.minor.saturating_sub(1)),
                Side::UpTo => (i64::MIN, money.minor),
                Side::Above => (money.minor.saturating_add(1), i64::MAX),
                Side::From => (money.minor, i64::MAX),
            };
            return Ok((key(least), key(most)));
        }
        let Window { start, end } = self.window(operand)?;
        let written = |day: Date| day.to_string().into_bytes();
        let day = |micros: i64| self.almanac.day(micros);
        let before = || Some(written(day(start)?.yesterday().ok()?));
        let (first, last) = (day(start).map(written), day(end.saturating_sub(1)).map(written));
        // A byte behind a day is behind it and before the next.
        let behind = |day: Option<Vec<u8>>| day.map(|day| [day, vec![0]].concat());
        Ok(match side {
            Side::At => (first, last),
            Side::Below => (None, before()),
            Side::UpTo => (None, last),
            Side::Above => (behind(last), None),
            Side::From => (first, None),
        })
    }

    /// A number with digits after the point, in units of the last of them.
    pub(super) fn decimal(&self, operand: &Operand, scale: u32) -> Meaning<i64> {
        let number = decimal::parse(self.words_of(operand)?.trim(), scale);
        number.ok_or_else(|| {
            Found::new(operand.span, "filter_decimal_expected").with("digits", scale).into()
        })
    }

    pub(super) fn number(&self, place: &Place, operand: &Operand) -> Meaning<i64> {
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
    pub(super) fn words_of(&self, operand: &Operand) -> Meaning<String> {
        match &operand.said {
            Said::Text(text) => Ok(text.clone()),
            Said::Name(steps) => Ok(steps.join(".")),
            Said::Number(number) => Ok(number.to_string()),
            Said::Moved(..) | Said::Moment(_) => {
                Err(Found::new(operand.span, "filter_text_expected").into())
            }
        }
    }
}

pub(super) fn flag(operand: &Operand) -> Meaning<Value> {
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
