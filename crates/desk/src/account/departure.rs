//! What hangs on somebody who is let in no more, said before it is done.

use db::{Id, ReadTx, Timestamp, params};

use super::administer::administered;
use crate::access::Agent;
use crate::foundation::{COUNTED, mentions};
use crate::kind::Kind;
use crate::people::{Person, Team};
use crate::{Result, seen};

// Each counts in the order of an index, so far at most; departments, rules and the absences of one company
// are few.
db::statements! {
    ASSIGNED = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM record WHERE assignee_id = $1 AND kind = $2
        AND withdrawn = 0 AND is_open = 1 LIMIT $3) AS counted";
    REQUESTED = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM record WHERE requester_id = $1 AND kind = $2
        AND withdrawn = 0 AND is_open = 1 LIMIT $3) AS counted";
    TASKS = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM task WHERE assignee_id = $1 AND is_open = 1
        LIMIT $2) AS counted";
    LAST_OF = "SELECT t.id, t.name FROM team_member m JOIN team t ON t.id = m.team_id AND t.active = 1
        WHERE m.person_id = $1 AND NOT EXISTS (SELECT 1 FROM team_member o JOIN person p ON p.id = o.person_id
            AND p.active = 1 WHERE o.team_id = m.team_id AND o.person_id <> $1) ORDER BY t.name LIMIT $2";
    HEADS = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM department WHERE head_id = $1 AND active = 1
        LIMIT $2) AS counted";
    GIVEN = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM assignment_rule WHERE person_id = $1 AND active = 1
        LIMIT $2) AS counted";
    STANDS_IN = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM absence WHERE company_id = $2 AND until_at > $3
        AND stand_in_id = $1 LIMIT $4) AS counted";
    SHARED = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM saved_view WHERE owner_id = $1
        AND shared_with <> 'nobody' LIMIT $2) AS counted";
}

/// Something that hangs on somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// Its stable code; the texts go by it.
    pub code: &'static str,
    /// The code of the kind of record, where it is about records.
    pub kind: Option<&'static str>,
    /// The team, where it is about one.
    pub team: Option<(Id<Team>, String)>,
    /// That many.
    pub number: i64,
    /// Whether there are more.
    pub more: bool,
}

impl Tie {
    fn of(code: &'static str, (number, more): (i64, bool)) -> Option<Tie> {
        (number > 0).then_some(Tie { code, kind: None, team: None, number, more })
    }
}

/// What hangs on somebody now: open work, teams that would be left without anybody, and settings that name
/// them. Nothing of it goes elsewhere by itself when they are let in no more.
///
/// # Errors
/// [`crate::Error::Forbidden`] for who may not administer; [`crate::Error::NotFound`].
pub fn ties(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kinds: &[&'static Kind],
    person: Id<Person>,
    now: Timestamp,
) -> Result<Vec<Tie>> {
    let known = administered(tx, agent, person)?;
    let most = COUNTED + 1;
    let bound = |counted: i64| (counted.min(COUNTED), counted > COUNTED);
    let mut ties = Vec::new();
    for kind in kinds {
        for (code, counting) in [("assigned", ASSIGNED), ("requested", REQUESTED)] {
            let counted = tx.one(counting, params![person, kind.code, most])?.get(0)?;
            let tie = Tie::of(code, bound(counted));
            ties.extend(tie.map(|tie| Tie { kind: Some(kind.code), ..tie }));
        }
    }
    ties.extend(Tie::of("tasks", bound(tx.one(TASKS, params![person, most])?.get(0)?)));
    for row in tx.rows(LAST_OF, params![person, most])? {
        let team = Some((row.get(0)?, row.get(1)?));
        ties.push(Tie { code: "last_of", kind: None, team, number: 1, more: false });
    }
    for (code, counting) in [("heads", HEADS), ("rules", GIVEN), ("shared_views", SHARED)] {
        ties.extend(Tie::of(code, bound(tx.one(counting, params![person, most])?.get(0)?)));
    }
    let absences = tx.one(STANDS_IN, params![person, known.company, now, most])?;
    ties.extend(Tie::of("stands_in", bound(absences.get(0)?)));
    let names: Vec<&str> =
        std::iter::once(known.name.as_str()).chain(known.email.as_deref()).collect();
    for (code, count) in mentions(tx, person, &names)? {
        ties.extend(Tie::of(code, count));
    }
    Ok(ties)
}

/// What tells ties from any others, so that nobody lets somebody out over what they have not seen.
#[must_use]
pub fn ties_mark(ties: &[Tie]) -> String {
    seen::mark(ties.iter().map(|tie| format!("{tie:?}")))
}
