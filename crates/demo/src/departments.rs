//! Where people belong: the departments of both companies, who sits in which, and who leads them.

use std::collections::HashMap;

use db::{Id, Tx};
use desk::access::Agent;
use desk::foundation::{self, Expecting};
use desk::people::{Company, Department};
use desk::{Context, Error, Result};

use crate::cast::{CUSTOMER_CARE, Cast, Side};
use crate::dice::Dice;
use crate::enact::given;

/// Whose, its name, and what it is part of.
type Plan = (Side, &'static str, Option<&'static str>);

/// Every department, each behind what it is part of.
pub(crate) const DEPARTMENTS: &[Plan] = &[
    (Side::Home, "Management", None),
    (Side::Home, "Finance", None),
    (Side::Home, "Human resources", None),
    (Side::Home, "Purchasing", None),
    (Side::Home, "Sales", None),
    (Side::Home, "Development", None),
    (Side::Home, "Production", None),
    (Side::Home, "Assembly", Some("Production")),
    (Side::Home, "Calibration laboratory", Some("Production")),
    (Side::Home, "Quality", Some("Production")),
    (Side::Home, "Logistics", None),
    (Side::Home, "Goods in", Some("Logistics")),
    (Side::Home, "Dispatch", Some("Logistics")),
    (Side::Home, IT, None),
    (Side::Home, SUPPORT, Some(IT)),
    (Side::Home, INFRASTRUCTURE, Some(IT)),
    (Side::Home, APPLICATIONS, Some(IT)),
    (Side::Home, CUSTOMERS, Some(IT)),
    (Side::Customer, "Administration", None),
    (Side::Customer, "Bakery", None),
    (Side::Customer, "Depot", None),
    (Side::Customer, SITE_SERVICES, None),
];

const IT: &str = "Information technology";
const SUPPORT: &str = "Support";
const INFRASTRUCTURE: &str = "Infrastructure";
const APPLICATIONS: &str = "Applications";
const CUSTOMERS: &str = "Customer services";
const SITE_SERVICES: &str = "Site services";

/// Which departments have their desks at which site, the larger ones named more than once.
const AT: &[(&str, &[&str])] = &[
    (
        "Harbour Street",
        &["Finance", "Finance", "Human resources", "Purchasing", "Sales", "Management"],
    ),
    (
        "Mill Lane works",
        &["Production", "Assembly", "Assembly", "Calibration laboratory", "Quality"],
    ),
    ("Northgate warehouse", &["Logistics", "Goods in", "Dispatch", "Dispatch"]),
    ("Riverside office", &["Development", "Development", "Sales"]),
    ("Working from home", &["Sales", "Sales", "Development"]),
    ("Pellington bakery", &["Bakery", "Bakery", "Administration"]),
    ("Pellington depot", &["Depot"]),
];

/// Teams that are not of the infrastructure.
const OF_TEAMS: &[(&str, &str)] = &[
    ("Service desk", SUPPORT),
    ("Workplace", SUPPORT),
    ("Telephony", SUPPORT),
    ("Printing", SUPPORT),
    ("Business applications", APPLICATIONS),
    (CUSTOMER_CARE, CUSTOMERS),
    ("Pellington site IT", SITE_SERVICES),
];

/// Where somebody belongs.
pub(crate) fn department_of(
    dice: &Dice,
    (side, site): (Side, &str),
    role: &str,
    team: Option<&str>,
) -> Result<&'static str> {
    if let Some(team) = team {
        let known = OF_TEAMS.iter().find(|(of, _)| *of == team);
        return Ok(known.map_or(INFRASTRUCTURE, |(_, department)| *department));
    }
    match (side, role) {
        (Side::Home, "manager" | "administrator") => return Ok(IT),
        (Side::Home, "auditor") => return Ok("Finance"),
        (Side::Customer, "manager") => return Ok("Administration"),
        _ => {}
    }
    let here = AT.iter().find(|(of, _)| *of == site);
    let (_, here) = here.ok_or_else(|| Error::Broken(format!("no departments at {site}")))?;
    Ok(*dice.one_of(here)?)
}

/// Adds them, nobody in them yet.
pub(crate) fn create(
    tx: &Tx<'_>,
    ctx: &Context,
    company: impl Fn(Side) -> Id<Company>,
) -> Result<HashMap<&'static str, Id<Department>>> {
    let mut known = HashMap::new();
    for &(side, name, above) in DEPARTMENTS {
        let parent = above.and_then(|above| known.get(above).copied());
        let (id, company, called) = (ctx.chance.id(ctx.now), company(side), name.to_owned());
        let new = Department { id, company, parent, name: called, head: None, active: true };
        known.insert(name, new.create(tx, ctx)?.id);
    }
    Ok(known)
}

/// Says who leads each: who leads a team of it, else whoever was there first.
pub(crate) fn appoint(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    cast: &Cast,
    departments: &HashMap<&'static str, Id<Department>>,
) -> Result<()> {
    for (_, name, _) in DEPARTMENTS {
        let head = cast.everybody().iter().find(|one| one.department == *name);
        let (Some(head), Some(id)) = (head, departments.get(name)) else { continue };
        let at = Expecting { key: id.to_string(), version: None };
        let raw = given([("head", head.email.clone())]);
        let of = (&foundation::DEPARTMENT, &at);
        foundation::change(tx, ctx, agent, &[&incident::KIND], of, &raw)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::TEAMS;
    use crate::organisation::SITES;

    #[test]
    fn every_site_has_departments_and_every_department_people() {
        for (side, site, _) in SITES {
            let (_, here) = AT.iter().find(|(of, _)| of == site).unwrap();
            let is_known =
                |name: &&str| DEPARTMENTS.iter().any(|(of, n, _)| of == side && n == name);
            assert!(here.iter().all(is_known), "{site}");
        }
        assert!(OF_TEAMS.iter().all(|(team, _)| TEAMS.iter().any(|known| known.name == *team)));
        let cast = Cast::plan(1, 300).unwrap();
        for (side, name, _) in DEPARTMENTS {
            let mut people = cast.everybody().iter().filter(|one| one.department == *name);
            assert!(people.any(|one| one.side == *side), "{name}");
        }
    }
}
