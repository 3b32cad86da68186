//! When things happen: a working week with its morning peak, in UTC like the organisation.

use std::time::Duration;

use db::Timestamp;
use desk::{Error, Result};

use crate::dice::{Dice, Urn};
use crate::outages::Outages;
use crate::seasons::season;

const HOUR: i64 = 3_600_000_000;
const MINUTE: i64 = 60_000_000;

/// How much is opened in each hour of a working day, relative to the others.
const HOURS: [u64; 24] =
    [1, 1, 1, 1, 2, 4, 12, 40, 90, 100, 88, 72, 46, 78, 80, 66, 44, 22, 10, 6, 4, 3, 2, 1];

/// How much is opened on each day of the week, Monday first, relative to the others.
const WEEK: [u64; 7] = [125, 108, 100, 96, 82, 12, 8];

/// How many times as much is opened while something is out of order.
const ALARM: u64 = 6;

/// Hours in which people work on what waits for them.
const WORKING: std::ops::Range<i64> = 7..17;

/// When a history of so many days begins.
pub(crate) fn beginning(now: Timestamp, days: u64) -> Timestamp {
    now.minus(Duration::from_secs(86_400 * days))
}

/// So many instants of a history of so many days at which incidents were opened, in order, the last of
/// them shortly before `now`.
pub(crate) fn openings(
    dice: &Dice,
    now: Timestamp,
    (days, count): (u64, usize),
    outages: &Outages,
) -> Result<Vec<Timestamp>> {
    let first = beginning(now, days);
    let hours = (0..24 * days).map(|hour| {
        let at = first.plus(Duration::from_secs(3_600 * hour));
        let alarm = if outages.during(at).is_some() { ALARM } else { 1 };
        (at, busyness(at) * season(at, first) * alarm)
    });
    let hours = Urn::filled(hours);
    let mut all = Vec::with_capacity(count);
    for _ in 0..count {
        let at = dice.draw(&hours)?;
        all.push(at.plus(Duration::from_millis(dice.between(0, 3_599_999))));
    }
    all.sort_unstable();
    match all.last() {
        Some(last) if *last > now => {
            Err(Error::Broken("an incident would be opened in the future".to_owned()))
        }
        _ => Ok(all),
    }
}

/// The first instant at or after this one at which somebody is at work; some minutes into the
/// working day when it had to be waited for.
pub(crate) fn at_work(dice: &Dice, at: Timestamp) -> Timestamp {
    if works(at) {
        return at;
    }
    let mut hour = Timestamp::from_micros(at.micros() - at.micros().rem_euclid(HOUR));
    while !works(hour) {
        hour = hour.plus(Duration::from_secs(3_600));
    }
    hour.plus(Duration::from_secs(dice.between(120, 5_400)))
}

/// Some minutes later, exact to the second as people's doings are.
pub(crate) fn later(dice: &Dice, at: Timestamp, least: u64, most: u64) -> Timestamp {
    at.plus(Duration::from_secs(dice.between(least * 60, most * 60)))
}

pub(crate) fn works(at: Timestamp) -> bool {
    day_of_week(at) < 5 && WORKING.contains(&hour_of_day(at))
}

fn busyness(at: Timestamp) -> u64 {
    let of = |list: &[u64], place: i64| {
        usize::try_from(place).ok().and_then(|i| list.get(i)).copied().unwrap_or(0)
    };
    of(&WEEK, day_of_week(at)) * of(&HOURS, hour_of_day(at))
}

/// 0 is Monday; the first of January 1970 was a Thursday.
fn day_of_week(at: Timestamp) -> i64 {
    (at.micros().div_euclid(24 * HOUR) + 3).rem_euclid(7)
}

fn hour_of_day(at: Timestamp) -> i64 {
    at.micros().div_euclid(HOUR).rem_euclid(24)
}

/// This instant without seconds, for what people write down by the minute.
pub(crate) fn by_the_minute(at: Timestamp) -> Timestamp {
    Timestamp::from_micros(at.micros() - at.micros().rem_euclid(MINUTE))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(1_772_442_000_000_000);
    const DAYS: u64 = crate::Scale::TWO_YEARS;

    #[test]
    fn openings_follow_the_week_and_never_lie_ahead() {
        let all = openings(&Dice::new(1, 0), NOW, (DAYS, 2_000), &Outages::none()).unwrap();
        assert!(all.is_sorted() && all.last().is_some_and(|last| *last <= NOW));
        assert!(
            all.first()
                .is_some_and(|first| *first >= NOW.minus(Duration::from_secs(86_400 * DAYS)))
        );
        let on = |day| all.iter().filter(|at| day_of_week(**at) == day).count();
        assert!(on(0) > on(4) && on(4) > 4 * on(5), "{} {} {}", on(0), on(4), on(5));
        let morning = all.iter().filter(|at| (8..12).contains(&hour_of_day(**at))).count();
        assert!(morning > 700, "{morning}");
    }

    #[test]
    fn what_waits_over_the_weekend_goes_on_on_monday_morning() {
        let dice = Dice::new(1, 0);
        let saturday: Timestamp = "2026-02-28T13:10:00Z".parse().unwrap();
        let then = at_work(&dice, saturday);
        assert_eq!((day_of_week(then), hour_of_day(then) / 2), (0, 3), "{then}");
        let tuesday: Timestamp = "2026-02-24T13:10:00Z".parse().unwrap();
        assert_eq!(at_work(&dice, tuesday), tuesday);
        let late: Timestamp = "2026-02-24T22:10:00Z".parse().unwrap();
        assert_eq!(day_of_week(at_work(&dice, late)), 2);
    }
}
