//! The incidents people report of one outage: the first becomes the parent of those that follow, and
//! all of them are resolved together.

use std::collections::HashMap;
use std::time::Duration;

use db::Timestamp;
use desk::Result;

use crate::calendar::later;
use crate::cast::Side;
use crate::dice::Dice;
use crate::outages::Outages;
use crate::story::Matter;

/// Children at most: the desk ties the first reports to it and leaves it at that; in a very large history one
/// outage must not become thousands.
const MOST: usize = 30;
/// Reports looked at for each outage.
const LOOKED_AT: usize = 60;

/// One outage as the desk sees it, by the places of the stories.
#[derive(Debug)]
pub(crate) struct Family {
    /// The first report.
    pub(crate) parent: usize,
    /// The others, in order.
    children: Vec<usize>,
    /// When all of them are resolved.
    pub(crate) resolved_at: Timestamp,
}

impl Family {
    /// A family of these stories.
    pub(crate) fn of(parent: usize, children: Vec<usize>, resolved_at: Timestamp) -> Family {
        Family { parent, children, resolved_at }
    }

    /// The place of the last of them.
    pub(crate) fn last(&self) -> usize {
        self.children.last().copied().unwrap_or(self.parent)
    }
}

/// Every family of the history.
#[derive(Debug, Default)]
pub(crate) struct Families {
    all: Vec<Family>,
    by_place: HashMap<usize, usize>,
}

impl Families {
    /// Finds them among the reports, given with the instant of each and whether a scene of the present
    /// has its place.
    pub(crate) fn plan(
        seed: u64,
        dice: &Dice,
        outages: &Outages,
        reports: &[(Timestamp, bool)],
    ) -> Result<Families> {
        let mut families = Families::default();
        for outage in outages.all() {
            let first = reports.partition_point(|(at, _)| *at < outage.from);
            let mut alike = Vec::new();
            for (place, (at, is_scene)) in reports.iter().enumerate().skip(first).take(LOOKED_AT) {
                if *at >= outage.until || alike.len() > MOST {
                    break;
                }
                let matter = Matter::choose(seed, place, Some(outage))?;
                let same = matter.case.title == outage.case.title && matter.side == Side::Home;
                if same && !is_scene {
                    alike.push(place);
                }
            }
            // Behind the last report, and the desk's first steps with it.
            let resolved_at = later(dice, outage.until, 25, 55);
            if let [parent, children @ ..] = &alike[..]
                && !children.is_empty()
            {
                families.add(Family::of(*parent, children.to_vec(), resolved_at));
            }
        }
        Ok(families)
    }

    /// Adds one.
    pub(crate) fn add(&mut self, family: Family) {
        let place = self.all.len();
        for member in std::iter::once(&family.parent).chain(&family.children) {
            self.by_place.insert(*member, place);
        }
        self.all.push(family);
    }

    /// The family of the story at this place.
    pub(crate) fn of(&self, place: usize) -> Option<&Family> {
        self.by_place.get(&place).and_then(|family| self.all.get(*family))
    }
}

/// Time between two words about an outage.
pub(crate) const BETWEEN: Duration = Duration::from_secs(35 * 60);
