//! When something comes round: every so many days, weeks or months, at a time of day in a zone.
//!
//! The date is reckoned from the first one, never from the last, so that the 31st comes back after a
//! short month. The time of day is the zone's own through every change of its clock; a time that a
//! change skips comes as much later as was skipped.

use db::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Unit as Of};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months; where one has no such day, its last.
    Month,
}

/// The codes of the units.
pub const UNITS: &[&str] = &["day", "week", "month"];

/// A rule by which something comes round.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// How many units lie between two times; 1 or more.
    pub every: i64,
    /// What is counted.
    pub unit: Unit,
    /// The first day.
    pub starts_on: Date,
    /// The time of day.
    pub at: Time,
    /// The zone by its IANA name.
    pub zone: String,
}

/// One time something comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// Which one, from 0.
    pub index: i64,
    /// The day in the rule's zone by which it is named.
    pub on: Date,
    /// The instant.
    pub at: Timestamp,
}

impl Unit {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
        }
    }

    /// The unit with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Unit> {
        [Unit::Day, Unit::Week, Unit::Month].into_iter().find(|unit| unit.code() == code)
    }
}

impl Rule {
    /// One of its times; nothing beyond the end of the calendar.
    #[must_use]
    pub fn occurrence(&self, index: i64) -> Option<Occurrence> {
        let count = self.every.checked_mul(index)?;
        let span = match self.unit {
            Unit::Day => Span::new().try_days(count),
            Unit::Week => Span::new().try_weeks(count),
            Unit::Month => Span::new().try_months(count),
        };
        let on = self.starts_on.checked_add(span.ok()?).ok()?;
        let zone = self.zone()?;
        let there = zone.to_ambiguous_zoned(on.to_datetime(self.at)).compatible().ok()?;
        let at = Timestamp::from_micros(there.timestamp().as_microsecond());
        Some(Occurrence { index, on, at })
    }

    /// The first of its times after an instant; nothing when the calendar ends before.
    #[must_use]
    pub fn next_after(&self, after: Timestamp) -> Option<Occurrence> {
        let mut index = self.about(after)?;
        // The estimate may be early by a change of the clock or a short month, never late.
        loop {
            let occurrence = self.occurrence(index)?;
            if occurrence.at > after {
                return Some(occurrence);
            }
            index += 1;
        }
    }

    /// How many of its times lie after one instant and not after another.
    #[must_use]
    pub fn between(&self, after: Timestamp, until: Timestamp) -> i64 {
        match (self.next_after(after), self.next_after(until)) {
            (Some(first), Some(beyond)) => (beyond.index - first.index).max(0),
            _ => 0,
        }
    }

    /// An index whose time is not after the instant by more than one, and not far before.
    fn about(&self, after: Timestamp) -> Option<i64> {
        let instant = jiff::Timestamp::from_microsecond(after.micros()).ok()?;
        let day = instant.to_zoned(self.zone()?).date();
        if day <= self.starts_on {
            return Some(0);
        }
        let largest = if self.unit == Unit::Month { Of::Month } else { Of::Day };
        let passed = self.starts_on.until((largest, day)).ok()?;
        let units = match self.unit {
            Unit::Day => i64::from(passed.get_days()),
            Unit::Week => i64::from(passed.get_days()) / 7,
            Unit::Month => i64::from(passed.get_months()),
        };
        Some((units / self.every - 2).max(0))
    }

    fn zone(&self) -> Option<TimeZone> {
        TimeZone::get(&self.zone).ok()
    }
}

impl Occurrence {
    /// A title with the time's own date in it: `{date}`, `{week}`, `{month}` and `{year}`.
    #[must_use]
    pub fn entitle(&self, title: &str) -> String {
        let week = self.on.iso_week_date();
        title
            .replace("{date}", &self.on.to_string())
            .replace("{week}", &format!("{:04}-W{:02}", week.year(), week.week()))
            .replace("{month}", &format!("{:04}-{:02}", self.on.year(), self.on.month()))
            .replace("{year}", &format!("{:04}", self.on.year()))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    use super::*;

    fn rule(every: i64, unit: Unit, starts_on: Date, at: Time, zone: &str) -> Rule {
        Rule { every, unit, starts_on, at, zone: zone.to_owned() }
    }

    fn instants(rule: &Rule, count: i64) -> Vec<String> {
        (0..count).map(|index| rule.occurrence(index).unwrap().at.to_string()).collect()
    }

    #[test]
    fn the_clock_on_the_wall_stays_through_its_changes() {
        let daily = rule(1, Unit::Day, date(2026, 3, 28), time(8, 0, 0, 0), "Europe/Berlin");
        let expected = ["2026-03-28T07:00:00Z", "2026-03-29T06:00:00Z", "2026-03-30T06:00:00Z"];
        assert_eq!(instants(&daily, 3), expected);
        // 02:30 does not exist on the 29th: it comes as much later as was skipped.
        let skipped = rule(1, Unit::Day, date(2026, 3, 28), time(2, 30, 0, 0), "Europe/Berlin");
        let expected = ["2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"];
        assert_eq!(instants(&skipped, 3), expected);
        // 02:30 comes twice on 25 October: the first is taken.
        let twice = rule(1, Unit::Day, date(2026, 10, 24), time(2, 30, 0, 0), "Europe/Berlin");
        let expected = ["2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"];
        assert_eq!(instants(&twice, 3), expected);
    }

    #[test]
    fn the_last_of_a_month_comes_back_after_a_short_one() {
        let monthly = rule(1, Unit::Month, date(2026, 1, 31), time(9, 0, 0, 0), "UTC");
        let days: Vec<String> =
            (0..4).map(|index| monthly.occurrence(index).unwrap().on.to_string()).collect();
        assert_eq!(days, ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
    }

    #[test]
    fn a_day_that_never_was_is_not_made_up() {
        // Samoa had no 30 December 2011: what would be due then is due with the next day's.
        let daily = rule(1, Unit::Day, date(2011, 12, 29), time(9, 0, 0, 0), "Pacific/Apia");
        let first = daily.occurrence(0).unwrap();
        let second = daily.next_after(first.at).unwrap();
        let third = daily.next_after(second.at).unwrap();
        assert!(third.at > second.at && third.on > second.on);
    }

    #[test]
    fn a_title_carries_its_date() {
        let on = |day: Date| Occurrence { index: 0, on: day, at: Timestamp::from_micros(0) };
        let title = "Check {date} ({week}, {month}, {year}) {other}";
        assert_eq!(
            on(date(2027, 1, 1)).entitle(title),
            "Check 2027-01-01 (2026-W53, 2027-01, 2027) {other}"
        );
    }

    const ZONES: [&str; 7] = [
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Asia/Kathmandu",
        "Africa/Casablanca",
    ];

    fn any_rule() -> impl Strategy<Value = Rule> {
        let units = prop::sample::select(vec![Unit::Day, Unit::Week, Unit::Month]);
        let days = (2009i16..2030, 1i8..13, 1i8..29, 0i8..4);
        let times = (0i8..24, 0i8..60);
        (1i64..40, units, days, times, prop::sample::select(ZONES.to_vec())).prop_map(
            |(every, unit, (year, month, day, beyond), (hour, minute), zone)| {
                let first = date(year, month, day);
                let starts_on = first.checked_add(Span::new().days(beyond)).unwrap();
                rule(every, unit, starts_on, time(hour, minute, 0, 0), zone)
            },
        )
    }

    proptest! {
        /// The next time is the first one later, as a walk from the start finds it.
        #[test]
        fn the_next_is_the_first_that_is_later(rule in any_rule(), days in -40i64..2_000, seconds in 0i64..86_400) {
            let start = rule.occurrence(0).unwrap().at;
            let after = Timestamp::from_micros(start.micros() + (days * 86_400 + seconds) * 1_000_000);
            let walked = (0..).filter_map(|index| rule.occurrence(index)).find(|o| o.at > after);
            prop_assert_eq!(rule.next_after(after), walked);
        }

        /// One after the other, each is later, and the clock on the wall says the rule's time unless
        /// a change of the clock skipped it.
        #[test]
        fn times_only_go_forward(rule in any_rule()) {
            let zone = TimeZone::get(&rule.zone).unwrap();
            let mut last = rule.next_after(Timestamp::from_micros(0)).unwrap();
            prop_assert_eq!(last.index, 0);
            for _ in 0..60 {
                let next = rule.next_after(last.at).unwrap();
                prop_assert!(next.at > last.at && next.index > last.index && next.on > last.on);
                let there = jiff::Timestamp::from_microsecond(next.at.micros()).unwrap().to_zoned(zone.clone());
                if zone.to_ambiguous_zoned(next.on.to_datetime(rule.at)).is_ambiguous() {
                    prop_assert!(there.datetime() >= next.on.to_datetime(rule.at));
                } else {
                    prop_assert_eq!(there.datetime(), next.on.to_datetime(rule.at));
                }
                prop_assert_eq!(rule.between(last.at, next.at), next.index - last.index);
                last = next;
            }
        }
    }
}
