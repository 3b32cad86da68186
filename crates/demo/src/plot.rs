//! What is known of the whole history before any of it is told.

use db::Timestamp;
use desk::Result;

use crate::calendar::openings;
use crate::cast::Cast;
use crate::dice::Dice;
use crate::outages::Outages;
use crate::progress::Begun;
use crate::story::Story;
use crate::telling::tell;

/// Who is there, what goes wrong when, and when each incident is opened.
#[derive(Debug)]
pub(crate) struct Plot {
    pub(crate) begun: Begun,
    pub(crate) cast: Cast,
    pub(crate) outages: Outages,
    openings: Vec<Timestamp>,
}

impl Plot {
    /// Plans it all.
    pub(crate) fn plan(begun: Begun) -> Result<Plot> {
        let cast = Cast::plan(begun.seed, begun.scale.people)?;
        let calendar = Dice::new(begun.seed, 1);
        let outages = Outages::plan(&calendar, begun.now, begun.scale.days)?;
        let openings = openings(&calendar, begun.now, begun.scale, &outages)?;
        Ok(Plot { begun, cast, outages, openings })
    }

    /// When each incident is opened, by its place.
    pub(crate) fn openings(&self) -> impl Iterator<Item = (usize, Timestamp)> {
        self.openings.iter().copied().enumerate()
    }

    /// The story of one of them.
    pub(crate) fn story(&self, place: usize, at: Timestamp) -> Result<Story> {
        tell(self, place, at)
    }
}
