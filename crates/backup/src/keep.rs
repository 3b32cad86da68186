//! How many backups are kept: the newest of each of the last days, weeks and months.

use std::collections::BTreeSet;
use std::str::FromStr;

use jiff::civil::{Date, Weekday};

/// The newest backup of so many days, weeks and months that have one; the newest of all always stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// Days.
    pub days: usize,
    /// Weeks, from Monday on.
    pub weeks: usize,
    /// Months.
    pub months: usize,
}

/// Text that is no rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("write how many to keep like 7d,4w,12m")]
pub struct KeepError;

impl Default for Keep {
    fn default() -> Self {
        Keep { days: 7, weeks: 4, months: 12 }
    }
}

impl FromStr for Keep {
    type Err = KeepError;

    fn from_str(text: &str) -> Result<Self, KeepError> {
        let mut keep = Keep { days: 0, weeks: 0, months: 0 };
        for word in text.split(',') {
            let word = word.trim();
            let (end, _) = word.char_indices().next_back().ok_or(KeepError)?;
            let (number, unit) = word.split_at(end);
            let place = match unit {
                "d" => &mut keep.days,
                "w" => &mut keep.weeks,
                "m" => &mut keep.months,
                _ => return Err(KeepError),
            };
            *place = number.parse().map_err(|_| KeepError)?;
        }
        Ok(keep)
    }
}

impl std::fmt::Display for Keep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}d,{}w,{}m", self.days, self.weeks, self.months)
    }
}

impl Keep {
    /// Which of these backups are kept, by the days they were made on; several may be of one day, the
    /// later in the list being the newer. Answers places in the list.
    #[must_use]
    pub fn kept(&self, made: &[Date]) -> BTreeSet<usize> {
        let mut order: Vec<usize> = (0..made.len()).collect();
        order.sort_by_key(|place| std::cmp::Reverse((made.get(*place).copied(), *place)));
        let mut kept: BTreeSet<usize> = order.first().copied().into_iter().collect();
        let monday = |day: Date| {
            day.nth_weekday(-1, Weekday::Monday).map_or(day, |before| match day.weekday() {
                Weekday::Monday => day,
                _ => before,
            })
        };
        let spans: [(usize, &dyn Fn(Date) -> Date); 3] = [
            (self.days, &|day| day),
            (self.weeks, &monday),
            (self.months, &|day| day.first_of_month()),
        ];
        for (most, begins) in spans {
            let mut seen = BTreeSet::new();
            for place in &order {
                let Some(day) = made.get(*place) else { continue };
                if seen.len() < most && seen.insert(begins(*day)) {
                    kept.insert(*place);
                }
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rules_are_read_as_they_are_written() {
        assert_eq!("7d,4w,12m".parse(), Ok(Keep::default()));
        assert_eq!(Keep::default().to_string().parse(), Ok(Keep::default()));
        assert_eq!(" 3d ".parse(), Ok(Keep { days: 3, weeks: 0, months: 0 }));
        for bad in ["", "7", "d", "7x", "-1d", "7d;4w", "7d,", "7ü"] {
            assert_eq!(bad.parse::<Keep>(), Err(KeepError), "{bad}");
        }
    }

    #[test]
    fn the_newest_of_each_day_week_and_month_stays() {
        let keep = Keep { days: 2, weeks: 2, months: 2 };
        let made = [
            date(2026, 1, 3),  // 0
            date(2026, 1, 31), // 1: the newest of January
            date(2026, 2, 15), // 2: the Sunday of the week before
            date(2026, 2, 16), // 3: Monday
            date(2026, 2, 17), // 4: the day before
            date(2026, 2, 18), // 5
            date(2026, 2, 18), // 6: the newest
        ];
        assert_eq!(keep.kept(&made), [1, 2, 4, 6].into());
        assert_eq!(Keep { days: 0, weeks: 0, months: 0 }.kept(&made), [6].into());
        assert_eq!(keep.kept(&[]), BTreeSet::new());
    }

    proptest! {
        #[test]
        fn no_more_stay_than_the_rule_says_and_the_newest_does(
            days in prop::collection::vec(0..900_i64, 1..60), d in 0..9_usize, w in 0..9_usize, m in 0..9_usize,
        ) {
            let made: Vec<Date> = days
                .iter()
                .map(|n| date(2026, 1, 1).checked_add(jiff::Span::new().days(*n)).unwrap())
                .collect();
            let kept = Keep { days: d, weeks: w, months: m }.kept(&made);
            prop_assert!(!kept.is_empty() && kept.len() <= d + w + m + 1);
            let newest = made.iter().max().unwrap();
            prop_assert!(kept.iter().any(|place| made[*place] == *newest));
            // Backing up goes on: what was dropped before is never wanted later.
            let left: Vec<Date> = kept.iter().map(|place| made[*place]).collect();
            prop_assert_eq!(Keep { days: d, weeks: w, months: m }.kept(&left).len(), left.len());
        }
    }
}
