//! What was out of order for many at once: the days everybody remembers, when one trouble was told
//! again and again within a few hours.

use std::time::Duration;

use db::Timestamp;
use desk::{Error, Result};

use crate::calendar::{beginning, works};
use crate::dice::Dice;
use crate::topics::{Case, TOPICS, Topic};

/// Days between two outages, about.
const APART: u64 = 36;

/// Something everybody waits for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outage {
    pub(crate) from: Timestamp,
    pub(crate) until: Timestamp,
    pub(crate) topic: &'static Topic,
    pub(crate) case: &'static Case,
}

/// Every outage of the history, in order.
#[derive(Debug)]
pub(crate) struct Outages(Vec<Outage>);

impl Outages {
    /// Plans them for a history of so many days that ends now.
    pub(crate) fn plan(dice: &Dice, now: Timestamp, days: u64) -> Result<Outages> {
        let wide: Vec<(&Topic, &Case)> = TOPICS
            .iter()
            .flat_map(|topic| topic.cases.iter().map(move |case| (topic, case)))
            .filter(|(_, case)| case.wide)
            .collect();
        let (first, mut all) = (beginning(now, days), Vec::new());
        for turn in 0..days / APART {
            let hour = turn * APART * 24 + dice.between(0, APART * 24 - 12);
            let mut from = first.plus(Duration::from_secs(3_600 * hour));
            while !works(from) {
                from = from.plus(Duration::from_secs(3_600));
            }
            let until = from.plus(Duration::from_secs(60 * dice.between(70, 240)));
            let (topic, case) = *dice.one_of(&wide)?;
            all.push(Outage { from, until, topic, case });
        }
        match all.last() {
            Some(last) if last.from > now => {
                Err(Error::Broken("an outage would lie in the future".to_owned()))
            }
            _ => Ok(Outages(all)),
        }
    }

    /// A history without any.
    #[cfg(test)]
    pub(crate) fn none() -> Outages {
        Outages(Vec::new())
    }

    /// All of them, in order.
    pub(crate) fn all(&self) -> &[Outage] {
        &self.0
    }

    /// What is out of order at this instant.
    pub(crate) fn during(&self, at: Timestamp) -> Option<&Outage> {
        let begun = self.0.partition_point(|outage| outage.from <= at);
        self.0.get(begun.checked_sub(1)?).filter(|outage| at < outage.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outages_come_every_few_weeks_while_people_work() {
        let outages = Outages::plan(&Dice::new(1, 1), testkit::MORNING, 730).unwrap();
        assert_eq!(outages.0.len(), 20);
        assert!(outages.0.is_sorted_by_key(|outage| outage.from));
        for outage in &outages.0 {
            assert!(works(outage.from) && outage.until < testkit::MORNING);
            assert!(outages.during(outage.from).is_some());
            assert!(outages.during(outage.until).is_none());
        }
    }
}
