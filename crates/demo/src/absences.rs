//! Who is away at the present, and who stands in.

use std::collections::HashMap;
use std::time::Duration;

use db::{Timestamp, Tx};
use desk::access::Agent;
use desk::{Context, Error, Result, absence};

use crate::calendar::by_the_minute;
use crate::cast::{Cast, SERVICE_DESK};
use crate::enact::given;

/// Somebody who is away.
struct Plan {
    team: &'static str,
    /// Their place in the team, who leads it first.
    member: usize,
    /// Hours from the present.
    from: i64,
    until: i64,
    /// The place of whoever stands in.
    stand_in: Option<usize>,
    note: &'static str,
}

const fn away(
    (team, member): (&'static str, usize),
    (from, until): (i64, i64),
    stand_in: Option<usize>,
    note: &'static str,
) -> Plan {
    Plan { team, member, from, until, stand_in, note }
}

/// The second of the service desk is the agent who signs in.
const AWAY: &[Plan] = &[
    away((SERVICE_DESK, 3), (-52, 116), Some(1), "On leave"),
    away((SERVICE_DESK, 6), (-5, 19), None, "Off sick"),
    away((SERVICE_DESK, 0), (70, 238), Some(1), "On leave"),
    away(("Databases", 1), (-28, 44), Some(0), "Training"),
    away(("Messaging", 1), (-220, 404), Some(0), "Parental leave"),
];

/// Says who is away; a team too small for one of the rows goes without it.
pub(crate) fn announce(
    tx: &Tx<'_>,
    ctx: &Context,
    cast: &Cast,
    agents: &HashMap<String, Agent>,
) -> Result<()> {
    for plan in AWAY {
        let Some(somebody) = cast.members(plan.team).nth(plan.member) else { continue };
        let agent = agents.get(&somebody.email).ok_or(Error::NotFound)?;
        let mut words = vec![
            ("from", in_hours(ctx.now, plan.from).to_string()),
            ("until", in_hours(ctx.now, plan.until).to_string()),
            ("note", plan.note.to_owned()),
        ];
        if let Some(stand_in) = plan.stand_in.and_then(|one| cast.members(plan.team).nth(one)) {
            words.push(("stand_in", stand_in.email.clone()));
        }
        let by = Context { actor: Some(agent.person), ..ctx.clone() };
        absence::announce(tx, &by, agent, &incident::KIND, &given(words))?;
    }
    Ok(())
}

fn in_hours(now: Timestamp, hours: i64) -> Timestamp {
    let span = Duration::from_secs(hours.unsigned_abs() * 3_600);
    by_the_minute(if hours < 0 { now.minus(span) } else { now.plus(span) })
}
