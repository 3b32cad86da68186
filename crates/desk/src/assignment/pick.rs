//! Who of a team gets the next one.

use db::{Id, ReadTx, Row, Timestamp, Tx, params};

use super::rule::Gives;
use crate::Result;
use crate::people::{Person, Team};
use crate::record::Record;

// Who may work on such records is what [`Person::can_work`] says, asked for a whole team at once.
db::statements! {
    TEAM = "SELECT p.id, p.name, COALESCE(g.turn, 0),
            CASE WHEN CAST($4 AS BIGINT) = 1 THEN (SELECT COUNT(*) FROM record r WHERE r.assignee_id = p.id
                AND r.kind = $2 AND r.withdrawn = 0 AND r.is_open = 1 AND r.subject_id <> $5) ELSE CAST(0 AS BIGINT) END,
            CAST(CASE WHEN EXISTS (SELECT 1 FROM absence a
                WHERE a.person_id = p.id AND a.until_at > $3 AND a.from_at <= $3) THEN 1 ELSE 0 END AS BIGINT),
            CAST(CASE WHEN EXISTS (SELECT 1 FROM person_role h JOIN permission w ON w.role_id = h.role_id
                WHERE h.person_id = p.id AND w.action = 'work' AND w.kind IN ($2, '*')) THEN 1 ELSE 0 END AS BIGINT)
        FROM team_member m JOIN person p ON p.id = m.person_id AND p.active = 1
        LEFT JOIN assignment_given g ON g.kind = $2 AND g.team_id = m.team_id AND g.person_id = m.person_id
        WHERE m.team_id = $1 ORDER BY p.name, p.id";
    TURN = "INSERT INTO assignment_turn (kind, team_id, turn) VALUES ($1, $2, 1)
        ON CONFLICT (kind, team_id) DO UPDATE SET turn = assignment_turn.turn + 1 RETURNING turn";
    GIVEN = "INSERT INTO assignment_given (kind, team_id, person_id, turn) VALUES ($1, $2, $3, $4)
        ON CONFLICT (kind, team_id, person_id) DO UPDATE SET turn = excluded.turn";
}

/// An active person of a team, as one who may be given something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The person.
    pub person: Id<Person>,
    /// Their name.
    pub name: String,
    /// Which of the team's turns was their last; none yet when 0.
    pub turn: i64,
    /// How many open records of the kind they have, where that was asked.
    pub open: i64,
    /// Whether they are away.
    pub away: bool,
    /// Whether they may work on such records.
    pub works: bool,
}

impl Candidate {
    /// Whether they can be given anything now.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.works && !self.away
    }
}

/// What is counted of what people have open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// Nothing: it decides nothing.
    Nothing,
    /// Everything.
    Everything,
    /// Everything but the record that is about to be given: whoever has it already must not seem to have
    /// one more than they would have by getting it.
    But(Id<Record>),
}

impl Counted {
    /// What is counted to find out who gets this record.
    pub(super) fn for_one(gives: Gives, record: Id<Record>) -> Counted {
        if gives == Gives::LeastLoad { Counted::But(record) } else { Counted::Nothing }
    }
}

/// The people of a team, by name, with how many open ones they have as far as that is `counted`.
pub(super) fn team(
    tx: &ReadTx<'_>,
    (kind, team): (&str, Id<Team>),
    at: Timestamp,
    counted: Counted,
) -> Result<Vec<Candidate>> {
    // No record has the identity of nothing but zeros.
    let (counts, but) = match counted {
        Counted::Nothing => (false, Id::from_bytes([0; 16])),
        Counted::Everything => (true, Id::from_bytes([0; 16])),
        Counted::But(record) => (true, record),
    };
    tx.rows(TEAM, params![team, kind, at, counts, but])?.into_iter().map(read).collect()
}

/// Takes the next turn of a team. Whoever else gives to it at the same time waits for this, or begins
/// again.
pub(super) fn take_turn(tx: &Tx<'_>, kind: &str, team: Id<Team>) -> Result<i64> {
    Ok(tx.one(TURN, params![kind, team])?.get(0)?)
}

/// Remembers whose a turn was.
pub(super) fn give_turn(
    tx: &Tx<'_>,
    (kind, team): (&str, Id<Team>),
    person: Id<Person>,
    turn: i64,
) -> Result<()> {
    tx.execute(GIVEN, params![kind, team, person, turn])?;
    Ok(())
}

/// Who of the team gets the next one; nobody where it goes to the team, or nobody is there. By turns it is
/// whoever's last is the longest ago; by load whoever has the fewest, and of several the one whose last is
/// the longest ago.
#[must_use]
pub fn pick(gives: Gives, team: &[Candidate]) -> Option<&Candidate> {
    let mut there = team.iter().filter(|one| one.is_there());
    match gives {
        Gives::Team => None,
        Gives::Person(person) => there.find(|one| one.person == person),
        Gives::RoundRobin => there.min_by_key(|one| one.turn),
        Gives::LeastLoad => there.min_by_key(|one| (one.open, one.turn)),
    }
}

fn read(row: Row) -> Result<Candidate> {
    let mut c = row.columns();
    Ok(Candidate {
        person: c.next()?,
        name: c.next()?,
        turn: c.next()?,
        open: c.next()?,
        away: c.next()?,
        works: c.next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(id: u8, turn: i64, open: i64) -> Candidate {
        let person = Id::from_bytes([id; 16]);
        Candidate { person, name: id.to_string(), turn, open, away: false, works: true }
    }

    #[test]
    fn whoever_waited_longest_or_has_least_and_is_there_gets_it() {
        let away = Candidate { away: true, ..one(4, 0, 0) };
        let idle = Candidate { works: false, ..one(5, 0, 0) };
        let team = [one(1, 7, 3), one(2, 5, 2), one(3, 6, 2), away, idle];
        let who = |gives| pick(gives, &team).map(|one| one.name.as_str());
        assert_eq!(who(Gives::Team), None);
        assert_eq!(who(Gives::RoundRobin), Some("2"));
        assert_eq!(who(Gives::LeastLoad), Some("2"));
        assert_eq!(who(Gives::Person(Id::from_bytes([3; 16]))), Some("3"));
        assert_eq!(who(Gives::Person(Id::from_bytes([4; 16]))), None);
        assert_eq!(pick(Gives::RoundRobin, &team[3..]), None);
        assert_eq!(pick(Gives::LeastLoad, &[]), None);
    }
}
