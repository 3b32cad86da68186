//! Where things go that a team cannot solve: to the team that can do more, and to whoever is above.

use db::Tx;
use desk::access::Agent;
use desk::people::Person;
use desk::{Context, Error, Result, escalation};

use crate::cast::{CUSTOMER_CARE, Cast, SERVICE_DESK, Somebody};
use crate::enact::given;
use crate::organisation::Founded;

/// Each team with the one that can do more.
const UP: &[(&str, &str)] = &[
    (SERVICE_DESK, "Workplace"),
    ("Workplace", "Servers and storage"),
    ("Printing", "Workplace"),
    ("Telephony", "Network"),
    ("Messaging", "Servers and storage"),
    ("Identity and access", "Servers and storage"),
    ("Business applications", "Databases"),
    ("Servers and storage", "Network"),
    (CUSTOMER_CARE, SERVICE_DESK),
];

/// Says where each team escalates to, and who is above those who lead one.
pub(crate) fn point(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    cast: &Cast,
    founded: &Founded,
) -> Result<()> {
    for (team, above) in UP {
        let of = |team| founded.teams.get(team).copied().ok_or(Error::NotFound);
        let raw = given([("escalates_to", of(*above)?.to_string())]);
        escalation::set_team(tx, ctx, agent, of(*team)?, &raw)?;
    }
    let above = |lead: &Somebody| {
        let mut managers = cast.everybody().iter().filter(|one| one.role == "manager");
        managers.find(|one| one.side == lead.side)
    };
    for lead in cast.everybody().iter().filter(|one| one.leads) {
        let Some(manager) = above(lead) else { continue };
        let person = Person::find_by_email(tx, &lead.email)?.ok_or(Error::NotFound)?;
        let raw = given([("manager", manager.email.clone())]);
        escalation::set_manager(tx, ctx, agent, person.id, &raw)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::cast::TEAMS;

    #[test]
    fn every_way_up_is_between_teams_and_ends() {
        let ways: HashMap<&str, &str> = UP.iter().copied().collect();
        assert_eq!(ways.len(), UP.len());
        for (team, _) in UP {
            let mut at = *team;
            for _ in 0..=UP.len() {
                assert!(TEAMS.iter().any(|known| known.name == at), "{at}");
                let Some(next) = ways.get(at) else { break };
                at = next;
            }
            assert!(!ways.contains_key(at), "{team} goes round");
        }
    }
}
