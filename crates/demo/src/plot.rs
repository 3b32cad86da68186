//! What is known of the whole history before any of it is told.

use db::Timestamp;
use desk::Result;

use crate::calendar::openings;
use crate::cast::Cast;
use crate::dice::Dice;
use crate::families::Families;
use crate::outages::Outages;
use crate::present::{self, Scene};
use crate::progress::Begun;
use crate::scene::play;
use crate::story::{Matter, Story};
use crate::telling::tell;

/// So many stories are looked back through for one that is like another.
const BACK: usize = 150;

/// Who is there, what goes wrong when, and when each incident is opened.
#[derive(Debug)]
pub(crate) struct Plot {
    pub(crate) begun: Begun,
    pub(crate) cast: Cast,
    pub(crate) outages: Outages,
    pub(crate) families: Families,
    /// When each is opened; those of the present with their row there.
    openings: Vec<(Timestamp, Option<usize>)>,
}

impl Plot {
    /// Plans it all.
    pub(crate) fn plan(begun: Begun) -> Result<Plot> {
        let cast = Cast::plan(begun.seed, begun.scale.people)?;
        let calendar = Dice::new(begun.seed, 1);
        let (now, days) = (begun.now, begun.scale.days);
        let outages = Outages::plan(&calendar, now, days)?;
        let scenes = present::scenes(begun.scale.incidents);
        let count = begun.scale.incidents - scenes.len();
        let past = openings(&calendar, now, (days, count), &outages)?;
        let mut openings: Vec<_> = past.into_iter().map(|at| (at, None)).collect();
        openings.extend(scenes.iter().enumerate().map(|(row, scene)| (scene.at(now), Some(row))));
        openings.sort_unstable();
        let reports: Vec<_> = openings.iter().map(|(at, row)| (*at, row.is_some())).collect();
        let mut families = Families::plan(begun.seed, &calendar, &outages, &reports)?;
        let placed = |row| openings.iter().position(|(_, of)| *of == Some(row));
        present::families(scenes, now, placed).into_iter().for_each(|one| families.add(one));
        Ok(Plot { begun, cast, outages, families, openings })
    }

    /// When each incident is opened, by its place.
    pub(crate) fn openings(&self) -> impl Iterator<Item = (usize, Timestamp)> {
        self.openings.iter().map(|(at, _)| *at).enumerate()
    }

    /// The story of one of them.
    pub(crate) fn story(&self, place: usize, at: Timestamp) -> Result<Story> {
        match self.scene(place) {
            Some(scene) => play(self, place, scene),
            None => tell(self, place, at),
        }
    }

    /// What the story at this place is about.
    pub(crate) fn matter(&self, place: usize, at: Timestamp) -> Result<Matter> {
        Matter::choose(self.begun.seed, place, self.outages.during(at))
    }

    /// The place of the last story before that has the same trouble, if it is not long ago.
    pub(crate) fn alike(&self, place: usize, matter: &Matter) -> Result<Option<usize>> {
        let before = self.openings.iter().enumerate().take(place).rev().take(BACK);
        for (other, (at, row)) in before {
            let found = self.matter(other, *at)?;
            let same = found.case.title == matter.case.title && found.side == matter.side;
            if same && row.is_none() {
                return Ok(Some(other));
            }
        }
        Ok(None)
    }

    /// The place of a scene of the present.
    pub(crate) fn place_of(&self, scene: usize) -> Option<usize> {
        self.openings.iter().rposition(|(_, row)| *row == Some(scene))
    }

    fn scene(&self, place: usize) -> Option<&'static Scene> {
        let row = self.openings.get(place)?.1?;
        present::SCENES.get(row)
    }
}
