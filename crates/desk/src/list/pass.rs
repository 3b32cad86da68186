//! Goes over a list for one page.
//!
//! A list in the order of an index is read from there and stops when the page is full. What it walks
//! over on the way is bounded: a page that finds little in so much ends there, and the next one goes
//! on from that place. Any other order is sorted by the engine, among the newest records.

use db::ReadTx;
use db::sea_query::SelectStatement;

use super::cursor::Mode;
use super::driver::Driver;
use super::drivers::drivers;
use super::legs::{Leg, has_index};
use super::place::Reading;
use super::sort::Place;
use super::statements::{Asked, Found, nth};
use crate::Result;

/// Records a page walks over at most for each index it goes by, one after the other: first few, for most
/// pages find enough among them, then more, then many.
const WALK: [u64; 3] = [SOON, LATER, LONG];
/// Few: within them a page is full where it is worth while to read it from an index.
const SOON: u64 = 1_000;
/// Some more: to find where many records end costs more than to look at these.
const LATER: u64 = 4_000;
/// Many.
const LONG: u64 = 20_000;
/// The newest matches that are sorted where no index gives the order.
const SORTED: u64 = 10_000;
/// Records that are walked over to find them.
const SOUGHT: u64 = 50_000;
/// Records that somebody may see at most for whom all of them are sorted at once.
const SHORT: u64 = 500;

/// What a pass found, in the direction in which it went.
#[derive(Debug, Default)]
pub(super) struct Passed {
    pub(super) found: Vec<Found>,
    /// Whether there are more.
    pub(super) more: bool,
    /// Where it stopped with the page not full, because it had walked over enough.
    pub(super) stopped: Option<Place>,
}

impl Passed {
    /// Whether its page is full, or the list ends in it.
    fn is_whole(&self) -> bool {
        self.more || self.stopped.is_none()
    }
}

impl Asked<'_> {
    /// The first page, and how the list is read from there on. Where an index has the order asked for,
    /// a page that is soon full of matches is read from it; sorting some thousand records instead costs
    /// tens of milliseconds. Who may see few at all has those sorted, for others would be walked over.
    /// Else few matches are all sorted, many are looked for along the index, and
    /// where there is none the newest are sorted.
    pub(super) fn first(&self, tx: &ReadTx<'_>) -> Result<(Mode, Passed)> {
        let along = |walk: &[u64]| self.along_for(tx, None, false, walk);
        if self.query.sort.is_by_opening() {
            return Ok((Mode::Indexed, along(&WALK)?));
        }
        let indexed = has_index(&self.query.sort);
        if indexed && self.is_short(tx)? {
            return Ok((Mode::Sorted(None), self.sorted(tx, None, None, false)?));
        }
        if indexed {
            let passed = along(&[SOON])?;
            if passed.is_whole() {
                return Ok((Mode::Indexed, passed));
            }
        }
        Ok(match self.since(tx)? {
            Some(_) if indexed => (Mode::Indexed, along(&[LONG])?),
            since => {
                let passed = self.sorted(tx, since.as_ref(), None, false)?;
                (Mode::Sorted(since), passed)
            }
        })
    }

    /// Whether whatever the list goes by holds few records.
    fn is_short(&self, tx: &ReadTx<'_>) -> Result<bool> {
        let all = drivers(self.kind, self.query);
        let each = SHORT / u64::try_from(all.len().max(1)).unwrap_or(SHORT);
        for driver in all {
            let reading = Reading::newest(driver.table());
            if self.after(tx, &driver, &reading, None, each.max(1))?.is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The place since which those were opened that are sorted; nothing when that is all.
    fn since(&self, tx: &ReadTx<'_>) -> Result<Option<Place>> {
        let mut since: Option<(Reading, Place)> = None;
        for driver in drivers(self.kind, self.query) {
            let reading = Reading::newest(driver.table());
            let sought = self.after(tx, &driver, &reading, None, SOUGHT)?;
            let mut places = self.places(&driver, &reading);
            if let Some(sought) = &sought {
                places.cond_where(reading.up_to(sought));
            }
            let nth = nth(tx, places.offset(SORTED).limit(1))?;
            if let Some(place) = nth.or(sought)
                && since.as_ref().is_none_or(|(by, other)| by.compare(&place, other).is_lt())
            {
                since = Some((reading, place));
            }
        }
        Ok(since.map(|(_, place)| place))
    }

    /// Along indexes, from a place on.
    pub(super) fn along(
        &self,
        tx: &ReadTx<'_>,
        place: Option<&Place>,
        backward: bool,
    ) -> Result<Passed> {
        self.along_for(tx, place, backward, &WALK)
    }

    fn along_for(
        &self,
        tx: &ReadTx<'_>,
        place: Option<&Place>,
        backward: bool,
        walks: &[u64],
    ) -> Result<Passed> {
        if let Some(narrow) = self.narrow(place) {
            return self.either(tx, &narrow, backward);
        }
        let mut passed = Passed::default();
        for leg in self.legs(place, backward) {
            let wanted = self.query.rows().saturating_sub(passed.found.len());
            let next = self.leg(tx, &leg, wanted, backward, walks)?;
            passed.found.extend(next.found);
            passed.more = next.more;
            passed.stopped = next.stopped;
            if passed.more || passed.stopped.is_some() {
                break;
            }
        }
        Ok(passed)
    }

    /// By the way every list goes, or by values that few records have: whichever soon has a page.
    fn either(&self, tx: &ReadTx<'_>, narrow: &Leg, backward: bool) -> Result<Passed> {
        let rows = self.query.rows();
        let usual = Leg { drivers: drivers(self.kind, self.query), ..narrow.clone() };
        for leg in [&usual, narrow] {
            let passed = self.leg(tx, leg, rows, backward, &[SOON])?;
            if passed.is_whole() {
                return Ok(passed);
            }
        }
        self.leg(tx, &usual, rows, backward, &[LONG])
    }

    fn leg(
        &self,
        tx: &ReadTx<'_>,
        leg: &Leg,
        wanted: usize,
        backward: bool,
        walks: &[u64],
    ) -> Result<Passed> {
        let (mut passed, mut rest) = (Passed::default(), leg.clone());
        for walk in walks {
            let walk = self.query.walks().then_some(*walk);
            let left = wanted.saturating_sub(passed.found.len());
            let next = self.merged(tx, &rest, left, backward, walk)?;
            passed.found.extend(next.found);
            (passed.more, passed.stopped) = (next.more, next.stopped);
            if passed.is_whole() {
                break;
            }
            // Goes on from where it stopped.
            rest.place = passed.stopped.as_ref().map(|place| place.without(leg.held.len()));
        }
        Ok(passed)
    }

    /// The rows of several indexes in one order, each walked over so many records. Those that hold the
    /// most come last and are read first: what fills the page from one bounds what is read of the others.
    fn merged(
        &self,
        tx: &ReadTx<'_>,
        leg: &Leg,
        wanted: usize,
        backward: bool,
        walk: Option<u64>,
    ) -> Result<Passed> {
        let mut found: Vec<Found> = Vec::new();
        let mut order: Option<Reading> = None;
        let mut stopped: Option<Place> = None;
        for driver in leg.drivers.iter().rev() {
            let all = self.reading(&self.query.sort, driver, backward);
            let own = leg.own(&all);
            let walked = match walk {
                Some(walk) => self.after(tx, driver, &own, leg.place.as_ref(), walk)?,
                None => None,
            };
            // What comes after the first row that is too many is not on this page.
            let full = found.get(wanted).map(|one| one.place.without(leg.held.len()));
            let (floor, is_left) = match (walked, full) {
                (Some(walked), Some(full)) if own.compare(&full, &walked).is_le() => {
                    (Some(full), false)
                }
                (Some(walked), _) => (Some(walked), true),
                (None, full) => (full, false),
            };
            let select = self.stretch(leg, driver, &all, floor.as_ref(), more_than(wanted));
            for row in tx.select(&select)? {
                found.push(self.read(row, all.columns.len())?);
            }
            if let Some(floor) = floor.filter(|_| is_left).map(|floor| leg.whole(floor))
                && stopped.as_ref().is_none_or(|other| all.compare(&floor, other).is_lt())
            {
                stopped = Some(floor);
            }
            in_order(&mut found, &all);
            found.truncate(wanted.saturating_add(1));
            order = Some(all);
        }
        // Beyond where one index was left, others may have rows that come in between.
        if let (Some(order), Some(stopped)) = (&order, &stopped) {
            found.retain(|one| order.compare(&one.place, stopped).is_le());
        }
        Ok(Passed { stopped, ..cut(found, order.as_ref(), wanted) })
    }

    /// Sorted by the engine, of those opened since a place.
    pub(super) fn sorted(
        &self,
        tx: &ReadTx<'_>,
        since: Option<&Place>,
        place: Option<&Place>,
        backward: bool,
    ) -> Result<Passed> {
        let (mut found, mut order) = (Vec::new(), None);
        for driver in drivers(self.kind, self.query) {
            let all = self.reading(&self.query.sort, &driver, backward).by_no_index();
            let mut select = self.rows(&driver, &all, &all, place, more_than(self.query.rows()));
            if let Some(since) = since {
                select.cond_where(Reading::newest(driver.table()).up_to(since));
            }
            for row in tx.select(&select)? {
                found.push(self.read(row, all.columns.len())?);
            }
            order = Some(all);
        }
        Ok(cut(found, order.as_ref(), self.query.rows()))
    }

    /// The rows of one index on a stretch, down to where enough was walked over.
    fn stretch(
        &self,
        leg: &Leg,
        driver: &Driver,
        all: &Reading,
        floor: Option<&Place>,
        limit: u64,
    ) -> SelectStatement {
        let own = leg.own(all);
        let mut select = self.rows(driver, all, &own, leg.place.as_ref(), limit);
        if let Some(floor) = floor {
            select.cond_where(own.up_to(floor));
        }
        select
    }

    /// Every statement a page is read with at first, for tests of plans: those that find how far to
    /// walk, and those that walk.
    pub(super) fn statements(
        &self,
        tx: &ReadTx<'_>,
        place: Option<&Place>,
        backward: bool,
    ) -> Result<Vec<SelectStatement>> {
        let limit = more_than(self.query.rows());
        let walk = WALK.first().copied().filter(|_| self.query.walks());
        let mut all = Vec::new();
        for leg in self.legs(place, backward).into_iter().chain(self.narrow(place)) {
            for driver in &leg.drivers {
                let whole = self.reading(&self.query.sort, driver, backward);
                let (own, place) = (leg.own(&whole), leg.place.as_ref());
                let mut floor = None;
                if let Some(walk) = walk {
                    floor = self.after(tx, driver, &own, place, walk)?;
                    let mut walked = self.walked(driver, &own, place);
                    all.push(walked.offset(walk).limit(1).to_owned());
                }
                all.push(self.stretch(&leg, driver, &whole, floor.as_ref(), limit));
            }
        }
        Ok(all)
    }
}

/// One more than shown tells whether there is a next page.
fn more_than(wanted: usize) -> u64 {
    u64::try_from(wanted).unwrap_or(u64::MAX).saturating_add(1)
}

/// Rows of several statements in one order, each once.
fn in_order(found: &mut Vec<Found>, order: &Reading) {
    found.sort_by(|one, other| order.compare(&one.place, &other.place));
    found.dedup_by_key(|one| one.row.id);
}

/// The same, so many at most.
fn cut(mut found: Vec<Found>, order: Option<&Reading>, wanted: usize) -> Passed {
    if let Some(order) = order {
        in_order(&mut found, order);
    }
    let more = found.len() > wanted;
    found.truncate(wanted);
    Passed { found, more, stopped: None }
}
