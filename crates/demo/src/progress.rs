//! How far the demonstration has come, kept in the database itself, so that starting it again goes
//! on where it was interrupted and does nothing when all is there.

use db::{Id, ReadTx, Timestamp, Tx, params};
use desk::people::Organisation;
use desk::{Record, Result};

use crate::Scale;

/// Where the made-up ids come from, as the table of foreign ids names its sources.
const SOURCE: &str = "demo";

db::statements! {
    REMEMBER = "INSERT INTO alias (kind, source, outside_id, inside_id) VALUES ($1, $2, $3, $4)";
    OUTSIDE = "SELECT outside_id FROM alias WHERE kind = $1 AND source = $2 ORDER BY outside_id";
    NUMBER = "SELECT r.number FROM alias a JOIN record r ON r.subject_id = a.inside_id
        WHERE a.kind = $1 AND a.source = $2 AND a.outside_id = $3";
}

/// What the history in this database was begun with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Begun {
    pub(crate) seed: u64,
    pub(crate) now: Timestamp,
    pub(crate) scale: Scale,
}

impl Begun {
    /// What was begun here; nothing when nothing was.
    pub(crate) fn find(tx: &ReadTx<'_>) -> Result<Option<Begun>> {
        let row = tx.row(OUTSIDE, params!["organisation", SOURCE])?;
        Ok(row.map(|row| row.get::<String>(0)).transpose()?.as_deref().and_then(Begun::read))
    }

    /// Keeps what is begun.
    pub(crate) fn remember(&self, tx: &Tx<'_>) -> Result<()> {
        tx.execute(REMEMBER, params!["organisation", SOURCE, self.written(), Organisation::ID])?;
        Ok(())
    }

    fn written(&self) -> String {
        let Begun { seed, now, scale: Scale { people, incidents, days } } = self;
        format!("{seed} {} {people} {incidents} {days}", now.micros())
    }

    fn read(text: &str) -> Option<Begun> {
        let mut parts = text.split(' ');
        Some(Begun {
            seed: parts.next()?.parse().ok()?,
            now: Timestamp::from_micros(parts.next()?.parse().ok()?),
            scale: Scale {
                people: parts.next()?.parse().ok()?,
                incidents: parts.next()?.parse().ok()?,
                // Written before histories had lengths of their own.
                days: parts.next().map_or(Some(Scale::TWO_YEARS), |days| days.parse().ok())?,
            },
        })
    }
}

/// The stories that have been told, by their place.
pub(crate) fn told(tx: &ReadTx<'_>) -> Result<Vec<usize>> {
    let rows = tx.rows(OUTSIDE, params!["incident", SOURCE])?;
    let places = rows.iter().map(|row| row.get::<String>(0)).collect::<db::Result<Vec<_>>>()?;
    Ok(places.iter().filter_map(|place| place.parse().ok()).collect())
}

/// The number of the incident whose story this is, once it has been told.
pub(crate) fn number(tx: &ReadTx<'_>, place: usize) -> Result<Option<String>> {
    let row = tx.row(NUMBER, params!["incident", SOURCE, place.to_string()])?;
    Ok(row.map(|row| row.get(0)).transpose()?)
}

/// Keeps that a story has been told, in the transaction that tells it.
pub(crate) fn tell(tx: &Tx<'_>, place: usize, incident: Id<Record>) -> Result<()> {
    tx.execute(REMEMBER, params!["incident", SOURCE, place.to_string(), incident])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_begun_reads_back() {
        let begun = Begun { seed: u64::MAX, now: Timestamp::from_micros(-5), scale: Scale::full() };
        assert_eq!(Begun::read(&begun.written()), Some(begun));
        assert_eq!(Begun::read("1 2"), None);
        assert_eq!(Begun::read("1 2 60 80").map(|b| b.scale.days), Some(Scale::TWO_YEARS));
        assert_eq!(Begun::read("1 2 60 80 x"), None);
    }
}
