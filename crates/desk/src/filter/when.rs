//! Places moments on the line of time, by the reader's clock and calendar.

use db::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span as Length, Zoned};

use super::ast::{Base, Moment, Offset, Unit, Which};

const MINUTE: i64 = 60_000_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A stretch of time in microseconds: from its beginning up to, and without, its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) start: i64,
    pub(super) end: i64,
}

/// The present moment and a calendar.
#[derive(Debug, Clone)]
pub(super) struct Almanac {
    now: Timestamp,
    zone: TimeZone,
}

impl Window {
    fn instant(at: i64) -> Window {
        Window { start: at, end: at.saturating_add(1) }
    }
}

impl Almanac {
    /// The calendar of a zone by its IANA name; an unknown zone reads as UTC.
    pub(super) fn new(now: Timestamp, zone: &str) -> Self {
        Almanac { now, zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC) }
    }

    /// Where a moment lies; nothing when it lies beyond what a calendar can say.
    pub(super) fn window(&self, moment: &Moment) -> Option<Window> {
        let Some(by) = moment.by else { return self.base(moment.base) };
        let by_clock = matches!(
            moment.base,
            Base::Instant(_)
                | Base::Now
                | Base::Rolling(..)
                | Base::Named(_, Unit::Minute | Unit::Hour)
        );
        if by_clock || matches!(by.unit, Unit::Minute | Unit::Hour) {
            let window = self.base(moment.base)?;
            let start = self.shift(window.start, by)?;
            return Some(Window { start, end: self.shift(window.end, by)? });
        }
        // Days and longer units move by the calendar, so that a day stays one of 23 or 25 hours.
        let (start, end) = self.civil(moment.base)?;
        Some(Window {
            start: self.micros(add(start, by)?)?,
            end: self.end(add(end, by)?, moment.base)?,
        })
    }

    fn base(&self, base: Base) -> Option<Window> {
        match base {
            Base::Now => Some(Window::instant(self.now.micros())),
            Base::Instant(at) => Some(Window::instant(at.micros())),
            Base::Named(which, Unit::Minute) => self.clock(which, MINUTE),
            Base::Named(which, Unit::Hour) => self.clock(which, HOUR),
            Base::Rolling(which, count, unit) => {
                let back = which == Which::Last;
                let by = Offset { count: if back { -count } else { count }, unit };
                let other = self.shift(self.now.micros(), by)?;
                let (start, last) =
                    if back { (other, self.now.micros()) } else { (self.now.micros(), other) };
                Some(Window { start, end: last.saturating_add(1) })
            }
            _ => {
                let (start, end) = self.civil(base)?;
                Some(Window { start: self.micros(start)?, end: self.end(end, base)? })
            }
        }
    }

    /// The end of a stretch; a moment by the minute has none but itself.
    fn end(&self, end: DateTime, base: Base) -> Option<i64> {
        let at = self.micros(end)?;
        Some(if matches!(base, Base::Local(_)) { at.saturating_add(1) } else { at })
    }

    /// Beginning and end by the calendar; those of a moment are the same.
    fn civil(&self, base: Base) -> Option<(DateTime, DateTime)> {
        let months = |first: Date, count: i64| {
            let end = first.checked_add(Length::new().try_months(count).ok()?).ok()?;
            Some((midnight(first), midnight(end)))
        };
        match base {
            Base::Local(at) => Some((at, at)),
            Base::Day(day) => Some((midnight(day), midnight(day.tomorrow().ok()?))),
            Base::Month(year, month) => months(Date::new(year, month, 1).ok()?, 1),
            Base::Quarter(year, quarter) => {
                months(Date::new(year, quarter.checked_mul(3)?.checked_sub(2)?, 1).ok()?, 3)
            }
            Base::Named(which, unit) => self.calendar(which, unit),
            Base::Now | Base::Instant(_) | Base::Rolling(..) => None,
        }
    }

    /// The day on which an instant lies.
    pub(super) fn day(&self, micros: i64) -> Option<Date> {
        Some(self.zoned(micros)?.date())
    }

    /// A year of the calendar.
    pub(super) fn year(&self, year: i16) -> Option<Window> {
        let first = |year: i16| self.micros(midnight(Date::new(year, 1, 1).ok()?));
        Some(Window { start: first(year)?, end: first(year.checked_add(1)?)? })
    }

    /// This day, last month, next year.
    fn calendar(&self, which: Which, unit: Unit) -> Option<(DateTime, DateTime)> {
        let today = self.zoned(self.now.micros())?.date();
        let first = match unit {
            Unit::Week => {
                let since_monday = i64::from(today.weekday().to_monday_zero_offset());
                today.checked_sub(Length::new().try_days(since_monday).ok()?).ok()?
            }
            Unit::Month => today.first_of_month(),
            Unit::Quarter => {
                let month = (today.month() - 1) / 3 * 3 + 1;
                Date::new(today.year(), month, 1).ok()?
            }
            Unit::Year => today.first_of_year(),
            _ => today,
        };
        let one = |count: i64| add(midnight(first), Offset { count, unit });
        match which {
            Which::This => Some((midnight(first), one(1)?)),
            Which::Last => Some((one(-1)?, midnight(first))),
            Which::Next => Some((one(1)?, one(2)?)),
        }
    }

    /// This hour or minute of the clock, the one before, or the one after.
    fn clock(&self, which: Which, length: i64) -> Option<Window> {
        let now = self.now.micros();
        let offset = offset_at(&self.zone, now)?;
        let begun = (now + offset).div_euclid(length) * length - offset;
        let start = match which {
            Which::This => begun,
            Which::Last => begun - length,
            Which::Next => begun + length,
        };
        Some(Window { start, end: start + length })
    }

    /// An instant moved: minutes and hours by their length, longer units by the calendar.
    fn shift(&self, at: i64, by: Offset) -> Option<i64> {
        if let Some(length) =
            fixed(by.unit).filter(|_| matches!(by.unit, Unit::Minute | Unit::Hour))
        {
            return at.checked_add(by.count.checked_mul(length)?);
        }
        let moved = self.zoned(at)?.checked_add(length(by)?).ok()?;
        Some(moved.timestamp().as_microsecond())
    }

    fn zoned(&self, micros: i64) -> Option<Zoned> {
        Some(jiff::Timestamp::from_microsecond(micros).ok()?.to_zoned(self.zone.clone()))
    }

    fn micros(&self, civil: DateTime) -> Option<i64> {
        Some(civil.to_zoned(self.zone.clone()).ok()?.timestamp().as_microsecond())
    }
}

/// How far a zone's clock is ahead of UTC at an instant, in microseconds.
pub(super) fn offset_at(zone: &TimeZone, micros: i64) -> Option<i64> {
    let at = jiff::Timestamp::from_microsecond(micros).ok()?;
    Some(i64::from(zone.to_offset(at).seconds()) * 1_000_000)
}

/// The length of a unit in microseconds, where it always has the same: a day is 24 hours here.
pub(super) fn fixed(unit: Unit) -> Option<i64> {
    match unit {
        Unit::Minute => Some(MINUTE),
        Unit::Hour => Some(HOUR),
        Unit::Day => Some(DAY),
        Unit::Week => Some(7 * DAY),
        Unit::Month | Unit::Quarter | Unit::Year => None,
    }
}

fn midnight(day: Date) -> DateTime {
    day.to_datetime(Time::midnight())
}

fn add(at: DateTime, by: Offset) -> Option<DateTime> {
    at.checked_add(length(by)?).ok()
}

fn length(Offset { count, unit }: Offset) -> Option<Length> {
    let none = Length::new();
    match unit {
        Unit::Minute => none.try_minutes(count),
        Unit::Hour => none.try_hours(count),
        Unit::Day => none.try_days(count),
        Unit::Week => none.try_weeks(count),
        Unit::Month => none.try_months(count),
        Unit::Quarter => none.try_months(count.checked_mul(3)?),
        Unit::Year => none.try_years(count),
    }
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::ast::{Operand, Said, Test};
    use crate::filter::{Expr, parse};

    /// Half past ten on Wednesday, 25 March 2026, in Berlin: four days before the clocks go forward.
    const NOW: &str = "2026-03-25T09:30:00Z";

    fn window(text: &str) -> (String, String) {
        let Ok(Expr::Is(condition)) = parse(&format!("opened_at = {text}")) else {
            panic!("{text} cannot be read")
        };
        let Test::Compare(_, Operand { said: Said::Moment(moment), .. }) = condition.test else {
            panic!("{text} is no moment: {condition:?}")
        };
        let almanac = Almanac::new(NOW.parse().unwrap(), "Europe/Berlin");
        let found = almanac.window(&moment).unwrap_or_else(|| panic!("{text} lies nowhere"));
        let show = |micros| Timestamp::from_micros(micros).to_string();
        (show(found.start), show(found.end))
    }

    #[test]
    fn moments_go_by_the_readers_calendar() {
        for (text, start, end) in [
            ("today", "2026-03-24T23:00:00Z", "2026-03-25T23:00:00Z"),
            ("yesterday", "2026-03-23T23:00:00Z", "2026-03-24T23:00:00Z"),
            // The day on which the clocks go forward has 23 hours.
            ("2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
            ("today + 4d", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
            ("this week", "2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z"),
            ("last month", "2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z"),
            ("this month - 1y", "2025-02-28T23:00:00Z", "2025-03-31T22:00:00Z"),
            ("this quarter", "2025-12-31T23:00:00Z", "2026-03-31T22:00:00Z"),
            ("next year", "2026-12-31T23:00:00Z", "2027-12-31T23:00:00Z"),
            ("2026-Q2", "2026-03-31T22:00:00Z", "2026-06-30T22:00:00Z"),
            ("2026-02", "2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z"),
            ("this hour", "2026-03-25T09:00:00Z", "2026-03-25T10:00:00Z"),
            ("last minute", "2026-03-25T09:29:00Z", "2026-03-25T09:30:00Z"),
            ("now", "2026-03-25T09:30:00Z", "2026-03-25T09:30:00.000001Z"),
            ("-2h", "2026-03-25T07:30:00Z", "2026-03-25T07:30:00.000001Z"),
            // The same time of the clock a week later, although an hour is missing in between.
            ("+7d", "2026-04-01T08:30:00Z", "2026-04-01T08:30:00.000001Z"),
            ("last 7 days", "2026-03-18T09:30:00Z", "2026-03-25T09:30:00.000001Z"),
            ("next 2 hours", "2026-03-25T09:30:00Z", "2026-03-25T11:30:00.000001Z"),
            ("2026-03-25T12:00", "2026-03-25T11:00:00Z", "2026-03-25T11:00:00.000001Z"),
            ("2026-03-25T12:00:00Z", "2026-03-25T12:00:00Z", "2026-03-25T12:00:00.000001Z"),
        ] {
            assert_eq!(window(text), (start.to_owned(), end.to_owned()), "{text}");
        }
    }
}
