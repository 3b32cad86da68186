//! Hours, days and months of a zone's clock in SQL: whole-number arithmetic both engines do alike.
//!
//! How far the clock is ahead of UTC is written into the statement as the steps it has made. That is
//! exact for the years in which anything was recorded; outside of them the nearest step holds.

use db::sea_query::{CaseStatement, Cond, Expr, ExprTrait, Query, SelectStatement, Value};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::ast::Unit;
use super::compile::scalar;
use super::predicate::{Part, Zone};
use super::when::offset_at;

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// Days from the first of March of the year 0 to 1970: numbers stay positive, and a year ends with
/// the month whose length changes.
const BEFORE_1970: i64 = 719_468;
/// 1990 and 2050: the steps of the clock that are written into a statement.
const KNOWN: (i64, i64) = (631_152_000, 2_524_608_000);

/// Numbers that are listed one by one at most.
const LISTED: i64 = 1_000;

/// How far a zone's clock is ahead of UTC, and since when.
#[derive(Debug, Clone)]
pub(super) struct Offsets {
    first: i64,
    /// The instant of each step, and what holds from then on; the last one first.
    steps: Vec<(i64, i64)>,
}

impl Offsets {
    pub(super) fn of(zone: &Zone) -> Offsets {
        let zone = TimeZone::get(&zone.0).unwrap_or(TimeZone::UTC);
        let begin = Timestamp::from_second(KNOWN.0).unwrap_or(Timestamp::UNIX_EPOCH);
        let first = offset_at(&zone, begin.as_microsecond()).unwrap_or(0);
        let mut steps = Vec::new();
        let mut held = first;
        for step in zone.following(begin) {
            if step.timestamp().as_second() > KNOWN.1 {
                break;
            }
            let offset = i64::from(step.offset().seconds()) * 1_000_000;
            if offset != held {
                steps.push((step.timestamp().as_microsecond(), offset));
                held = offset;
            }
        }
        steps.reverse();
        Offsets { first, steps }
    }

    /// The reading of the clock at an instant, as if it were UTC. An instant that has to be looked up
    /// is looked up once, not for each step of the clock.
    fn local(&self, instant: Expr) -> Expr {
        match instant {
            Expr::Column(_) => self.ahead(instant),
            _ if self.steps.is_empty() => self.ahead(instant),
            _ => {
                let looked_up = Query::select().expr_as(instant, "at").take();
                let local = self.ahead(Expr::col("at"));
                scalar(from(looked_up, "looked_up").expr(local).take())
            }
        }
    }

    fn ahead(&self, instant: Expr) -> Expr {
        if self.steps.is_empty() {
            return if self.first == 0 { instant } else { instant.add(constant(self.first)) };
        }
        let mut case = CaseStatement::new();
        for (from, offset) in &self.steps {
            case = case.case(instant.clone().gte(constant(*from)), constant(*offset));
        }
        instant.add(Expr::Case(Box::new(case.finally(constant(self.first)))))
    }
}

/// A number written into the statement: it is the same for everybody in a zone, and there are many.
pub(super) fn constant(number: i64) -> Expr {
    Expr::Constant(Value::BigInt(Some(number)))
}

/// A number that is the same within an hour, day, week, month, quarter or year, and in no other.
pub(super) fn unit_number(instant: Expr, unit: Unit, zone: &Offsets) -> Expr {
    let days = |local: Expr| local.add(constant(BEFORE_1970 * DAY)).div(constant(DAY));
    match unit {
        Unit::Minute => instant.div(constant(HOUR / 60)),
        Unit::Hour => zone.local(instant).div(constant(HOUR)),
        Unit::Day => days(zone.local(instant)),
        // The first day counted is a Wednesday: two days after a Monday.
        Unit::Week => days(zone.local(instant)).add(constant(2)).div(constant(7)),
        Unit::Month => months(days(zone.local(instant))),
        Unit::Quarter => months(days(zone.local(instant))).div(constant(3)),
        Unit::Year => months(days(zone.local(instant))).div(constant(12)),
    }
}

/// A part of a moment as a number.
pub(super) fn part_number(instant: Expr, part: Part, zone: &Offsets) -> Expr {
    match part {
        Part::Hour => zone
            .local(instant)
            .add(constant(BEFORE_1970 * DAY))
            .div(constant(HOUR))
            .modulo(constant(24)),
        Part::Weekday => {
            let day = unit_number(instant, Unit::Day, zone);
            day.add(constant(2)).modulo(constant(7)).add(constant(1))
        }
        Part::Month => {
            unit_number(instant, Unit::Month, zone).modulo(constant(12)).add(constant(1))
        }
        Part::Quarter => {
            let month = unit_number(instant, Unit::Month, zone).modulo(constant(12));
            month.div(constant(3)).add(constant(1))
        }
        Part::Year => unit_number(instant, Unit::Year, zone),
    }
}

/// Whether a number, which may be long to write, lies in any of these ranges: it is written once,
/// however many they are, or once for each of a few that do not touch.
pub(super) fn in_ranges(number: Expr, ranges: &[(i64, i64)]) -> Expr {
    let merged = merged(ranges);
    let width = |(least, most): &(i64, i64)| most.saturating_sub(*least).saturating_add(1);
    let all = merged.iter().map(width).fold(0, i64::saturating_add);
    match merged.as_slice() {
        [(least, most)] => number.between(constant(*least), constant(*most)),
        several if all <= LISTED => {
            let each = several.iter().flat_map(|(least, most)| *least..=*most);
            number.is_in(each.map(constant))
        }
        several => Expr::from(several.iter().fold(Cond::any(), |any, (least, most)| {
            any.add(number.clone().between(constant(*least), constant(*most)))
        })),
    }
}

/// The same numbers in the fewest ranges, in their order.
fn merged(ranges: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let mut ranges: Vec<(i64, i64)> =
        ranges.iter().copied().filter(|(least, most)| least <= most).collect();
    ranges.sort_unstable();
    let mut merged: Vec<(i64, i64)> = Vec::with_capacity(ranges.len());
    for (least, most) in ranges {
        match merged.last_mut() {
            Some((_, end)) if least <= end.saturating_add(1) => *end = Ord::max(most, *end),
            _ => merged.push((least, most)),
        }
    }
    merged
}

/// Months since the year 0 from days since the first of March of that year. Each step is a select of
/// its own, so that what it needs several times is computed once.
fn months(days: Expr) -> Expr {
    let c = |name: &'static str| Expr::col(name);
    let first = Query::select().expr_as(days, "day").take();
    // 400 years have 146,097 days.
    let era = from(first, "a")
        .expr_as(c("day").div(constant(146_097)), "era")
        .expr_as(c("day").modulo(constant(146_097)), "day")
        .take();
    let leap = c("day")
        .sub(c("day").div(constant(1_460)))
        .add(c("day").div(constant(36_524)))
        .sub(c("day").div(constant(146_096)));
    let year = from(era, "b")
        .expr_as(c("era"), "era")
        .expr_as(c("day"), "day")
        .expr_as(leap.div(constant(365)), "year")
        .take();
    let before = c("year")
        .mul(constant(365))
        .add(c("year").div(constant(4)))
        .sub(c("year").div(constant(100)));
    let day = from(year, "c")
        .expr_as(c("era").mul(constant(400)).add(c("year")), "year")
        .expr_as(c("day").sub(before), "day")
        .take();
    // From March on, five months have 153 days.
    let month = c("day").mul(constant(5)).add(constant(2)).div(constant(153));
    let since = c("year").mul(constant(12)).add(month).add(constant(2));
    scalar(from(day, "d").expr(since).take())
}

/// Selects from one row. Without the limit both engines would write the inner select's columns out
/// wherever they are used, and what is used in several steps would grow with each.
fn from(mut inner: SelectStatement, alias: &'static str) -> SelectStatement {
    Query::select().from_subquery(inner.limit(1).take(), alias).take()
}

#[cfg(test)]
mod tests {
    use db::sea_query::SqliteQueryBuilder;

    use super::*;

    #[test]
    fn one_case_serves_a_condition() {
        let zone = Offsets::of(&Zone("Europe/Berlin".to_owned()));
        let hour = part_number(Expr::col("opened_at"), Part::Hour, &zone);
        for ranges in [vec![(8, 17)], (0..12).map(|hour| (2 * hour, 2 * hour)).collect()] {
            let asked = in_ranges(hour.clone(), &ranges);
            let text = Query::select().expr(asked).to_string(SqliteQueryBuilder);
            assert_eq!(text.matches("CASE").count(), 1, "{ranges:?}");
        }
    }

    #[test]
    fn ranges_that_touch_are_one() {
        let ranges = [(5, 5), (1, 2), (3, 3), (9, 7), (20, i64::MAX), (2, 3), (22, 30)];
        assert_eq!(merged(&ranges), [(1, 3), (5, 5), (20, i64::MAX)]);
        assert_eq!(merged(&[]), []);
    }
}
