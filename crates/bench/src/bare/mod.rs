//! The bare loops: the rows of a create written again and again with nothing around them.

mod disk;
mod postgres;
mod sqlite;
mod template;

pub(crate) use disk::syncs;
pub(crate) use postgres::Postgres;
pub(crate) use sqlite::{Sqlite, copy_log, open_page};
pub(crate) use template::Template;

/// How many creates share a commit on average, kept exactly in whole numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    /// So many creates …
    pub(crate) creates: u64,
    /// … in so many commits.
    pub(crate) commits: u64,
}

impl Pace {
    /// How many creates the commit at this place holds; at least one.
    pub(crate) fn at(self, place: u64) -> u64 {
        let until = |place: u64| {
            let creates =
                u128::from(place) * u128::from(self.creates) / u128::from(self.commits.max(1));
            u64::try_from(creates).unwrap_or(u64::MAX)
        };
        (until(place + 1) - until(place)).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_keeps_the_average() {
        let pace = Pace { creates: 55, commits: 10 };
        assert_eq!((0..1_000).map(|place| pace.at(place)).sum::<u64>(), 5_500);
        assert!((0..100).all(|place| [5, 6].contains(&pace.at(place))));
        assert_eq!(Pace { creates: 0, commits: 0 }.at(3), 1);
    }
}
