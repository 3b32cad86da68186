//! Who is there: planned from the seed alone, before anything is written.

use std::collections::{HashMap, HashSet};

use desk::{Error, Result};

use crate::departments::department_of;
use crate::dice::Dice;
use crate::names::{FAMILY, GIVEN, in_address};
use crate::organisation::SITES;

/// Whose company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    /// The organisation's own.
    Home,
    /// The company it serves.
    Customer,
}

/// A team to be, with how many belong to it at full size.
pub(crate) struct TeamPlan {
    pub(crate) name: &'static str,
    pub(crate) side: Side,
    members: usize,
}

const fn team(name: &'static str, members: usize) -> TeamPlan {
    TeamPlan { name, side: Side::Home, members }
}

/// Takes every call of the organisation's own people.
pub(crate) const SERVICE_DESK: &str = "Service desk";
/// Takes every call of the customer's people, and works for both companies.
pub(crate) const CUSTOMER_CARE: &str = "Customer care";
/// The customer's own hands on the spot.
pub(crate) const SITE_IT: &str = "Pellington site IT";

/// The teams.
pub(crate) const TEAMS: &[TeamPlan] = &[
    team(SERVICE_DESK, 12),
    team("Workplace", 8),
    team("Network", 6),
    team("Servers and storage", 6),
    team("Messaging", 4),
    team("Business applications", 8),
    team("Identity and access", 4),
    team("Databases", 4),
    team("Telephony", 3),
    team("Printing", 3),
    team(CUSTOMER_CARE, 5),
    TeamPlan { name: SITE_IT, side: Side::Customer, members: 3 },
];

/// Everybody there at full size.
const FULL: usize = 300;

/// One of so many works for the customer.
const CUSTOMERS: usize = 8;

/// A person to be.
#[derive(Debug, Clone)]
pub(crate) struct Somebody {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) side: Side,
    pub(crate) site: &'static str,
    pub(crate) department: &'static str,
    pub(crate) role: &'static str,
    pub(crate) team: Option<&'static str>,
    pub(crate) leads: bool,
    pub(crate) signs_in: bool,
}

impl Somebody {
    /// Whether they work for the customer without belonging to it.
    pub(crate) fn serves_customer(&self) -> bool {
        self.team == Some(CUSTOMER_CARE)
    }
}

/// Everybody, and who is in which team.
#[derive(Debug)]
pub(crate) struct Cast {
    everybody: Vec<Somebody>,
    teams: HashMap<&'static str, Vec<usize>>,
    asking: HashMap<Side, Vec<usize>>,
}

impl Cast {
    /// Plans so many people.
    pub(crate) fn plan(seed: u64, people: usize) -> Result<Cast> {
        let mut casting = Casting {
            dice: Dice::new(seed, 0),
            desks: Dice::new(!seed, 0),
            known: HashSet::new(),
            everybody: Vec::new(),
        };
        for (role, title) in [
            ("manager", "manager"),
            ("administrator", "admin"),
            ("auditor", "auditor"),
            ("requester", "requester"),
        ] {
            casting.join(Side::Home, role, None, false, Some(title))?;
        }
        casting.join(Side::Customer, "manager", None, false, None)?;
        for team in TEAMS {
            casting.man(team, people)?;
        }
        let left = people.checked_sub(casting.everybody.len());
        let left = left
            .ok_or_else(|| Error::Broken(format!("{people} people are too few for every team")))?;
        for place in 0..left {
            let side = if place % CUSTOMERS == 0 { Side::Customer } else { Side::Home };
            casting.join(side, "requester", None, false, None)?;
        }
        Ok(Cast::of(casting.everybody))
    }

    fn of(everybody: Vec<Somebody>) -> Cast {
        let (mut teams, mut asking) =
            (HashMap::<_, Vec<usize>>::new(), HashMap::<_, Vec<usize>>::new());
        for (place, somebody) in everybody.iter().enumerate() {
            match somebody.team {
                Some(team) => teams.entry(team).or_default().push(place),
                None if somebody.role == "requester" => {
                    asking.entry(somebody.side).or_default().push(place)
                }
                None => {}
            }
        }
        Cast { everybody, teams, asking }
    }

    /// Everybody.
    pub(crate) fn everybody(&self) -> &[Somebody] {
        &self.everybody
    }

    /// One of a team.
    pub(crate) fn member(&self, dice: &Dice, team: &str) -> Result<&Somebody> {
        self.one_of(dice, self.teams.get(team))
    }

    /// Everybody of a team, who leads it first.
    pub(crate) fn members(&self, team: &str) -> impl Iterator<Item = &Somebody> {
        let places = self.teams.get(team).into_iter().flatten();
        places.filter_map(|place| self.everybody.get(*place))
    }

    /// Who leads a team.
    pub(crate) fn lead(&self, team: &str) -> Option<&Somebody> {
        self.members(team).find(|somebody| somebody.leads)
    }

    /// Somebody who asks for things.
    pub(crate) fn requester(&self, dice: &Dice, side: Side) -> Result<&Somebody> {
        self.one_of(dice, self.asking.get(&side))
    }

    fn one_of(&self, dice: &Dice, places: Option<&Vec<usize>>) -> Result<&Somebody> {
        let place = dice.one_of(places.map_or(&[][..], Vec::as_slice))?;
        self.everybody.get(*place).ok_or_else(|| Error::Broken("somebody left the cast".to_owned()))
    }
}

struct Casting {
    dice: Dice,
    /// Who sits in which department.
    desks: Dice,
    known: HashSet<String>,
    everybody: Vec<Somebody>,
}

impl Casting {
    /// The members of a team, its lead first, then at most one with an account of their own.
    fn man(&mut self, team: &TeamPlan, people: usize) -> Result<()> {
        let members = (team.members * people / FULL).clamp(2, team.members);
        let shown = team.name == SERVICE_DESK;
        self.join(team.side, "team_lead", Some(team.name), true, shown.then_some("lead"))?;
        self.join(team.side, "agent", Some(team.name), false, shown.then_some("agent"))?;
        for _ in 2..members {
            self.join(team.side, "agent", Some(team.name), false, None)?;
        }
        Ok(())
    }

    /// Somebody new; with a title for an address they sign in with it.
    fn join(
        &mut self,
        side: Side,
        role: &'static str,
        team: Option<&'static str>,
        leads: bool,
        title: Option<&str>,
    ) -> Result<()> {
        let name = self.name()?;
        let domain = match side {
            Side::Home => "greywater.example",
            Side::Customer => "pellington.example",
        };
        let local = title.map_or_else(|| in_address(&name), ToOwned::to_owned);
        let sites: Vec<&str> =
            SITES.iter().filter(|(of, ..)| *of == side).map(|(_, site, _)| *site).collect();
        let site = self.dice.one_of(&sites)?;
        let email = format!("{local}@{domain}");
        let department = department_of(&self.desks, (side, site), role, team)?;
        self.everybody.push(Somebody {
            name,
            email,
            side,
            site,
            department,
            role,
            team,
            leads,
            signs_in: title.is_some(),
        });
        Ok(())
    }

    /// A name nobody else has.
    fn name(&mut self) -> Result<String> {
        loop {
            let name = format!("{} {}", self.dice.one_of(GIVEN)?, self.dice.one_of(FAMILY)?);
            if self.known.insert(name.clone()) {
                return Ok(name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_an_address_of_their_own_and_every_team_a_lead() {
        for people in [60, 300] {
            let cast = Cast::plan(3, people).unwrap();
            assert_eq!(cast.everybody().len(), people);
            let addresses: HashSet<&str> =
                cast.everybody().iter().map(|s| s.email.as_str()).collect();
            assert_eq!(addresses.len(), people);
            for team in TEAMS {
                assert!(cast.lead(team.name).is_some(), "{}", team.name);
            }
            let roles: HashSet<&str> =
                cast.everybody().iter().filter(|s| s.signs_in).map(|s| s.role).collect();
            assert_eq!(roles.len(), 6);
        }
    }

    #[test]
    fn too_few_people_are_refused_rather_than_teams_left_empty() {
        assert!(Cast::plan(3, 10).is_err());
    }
}
