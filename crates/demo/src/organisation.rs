//! The organisation as it is founded: its companies, sites, services, categories and teams.

use std::collections::HashMap;

use db::{Id, Tx};
use desk::access::Role;
use desk::account::{HashedPassword, NewUser, add_user};
use desk::people::{
    Category, Company, Department, Location, NewPerson, Person, Service, Team, organise,
};
use desk::{Context, Error, Result};

use crate::ORGANISATION;
use crate::cast::{Cast, Side, Somebody};
use crate::topics::TOPICS;
use crate::{departments, fields};

/// The company that is served beside the organisation's own.
pub(crate) const CUSTOMER: &str = "Pellington Foods";

/// Where those are who have no desk at any site.
pub(crate) const AT_HOME: &str = "Working from home";

/// Sites with what lies in each; names are unique within a company.
pub(crate) const SITES: &[(Side, &str, &[&str])] = &[
    (
        Side::Home,
        "Harbour Street",
        &[
            "Harbour Street, ground floor",
            "Harbour Street, 1st floor",
            "Harbour Street, 2nd floor",
            "Harbour Street, 3rd floor",
        ],
    ),
    (
        Side::Home,
        "Mill Lane works",
        &["Mill Lane, assembly hall", "Mill Lane, calibration lab", "Mill Lane, offices"],
    ),
    (Side::Home, "Northgate warehouse", &["Northgate, goods in", "Northgate, dispatch"]),
    (Side::Home, "Riverside office", &["Riverside, open plan", "Riverside, meeting rooms"]),
    (Side::Home, AT_HOME, &[]),
    (Side::Customer, "Pellington bakery", &["Bakery, line 1 and 2", "Bakery, offices"]),
    (Side::Customer, "Pellington depot", &["Depot, loading bay"]),
];

/// Services people use.
pub(crate) const SERVICES: &[&str] = &[
    "Accounts and sign-in",
    "Backup and restore",
    "Calendar",
    "Calibration certificates",
    "E-mail",
    "ERP",
    "File shares",
    "Guest Wi-Fi",
    "Hotline",
    "Internet access",
    "Intranet",
    "Invoicing",
    "Joiners and leavers",
    "Label printing",
    "Laptops and workplaces",
    "Leave requests",
    "Meeting rooms",
    "Mobile data",
    "Mobile phones",
    "Office network",
    "Payroll portal",
    "Printing",
    "Production network",
    "Production terminals",
    "Purchase approvals",
    "Quality database",
    "Remote access",
    "Room booking",
    "Scanning to e-mail",
    "Second factor",
    "Shared mailboxes",
    "Shipping",
    "Telephony",
    "Time recording",
    "Travel expenses",
    "Video meetings",
    "Warehouse scanners",
    "Wi-Fi",
    "Work instructions",
];

/// What the customer has bought: the only service its people can name, who work with no company but
/// their own.
pub(crate) const CUSTOMER_SERVICE: &str = "Managed IT for Pellington";

/// What was founded, by its names.
#[derive(Debug)]
pub(crate) struct Founded {
    pub(crate) teams: HashMap<&'static str, Id<Team>>,
    pub(crate) departments: HashMap<&'static str, Id<Department>>,
}

/// Fills an empty database with everything but work. What is there of the organisation is kept.
pub(crate) fn found(
    tx: &Tx<'_>,
    ctx: &Context,
    cast: &Cast,
    password: &HashedPassword,
) -> Result<Founded> {
    let home = organise(tx, ctx, ORGANISATION)?.company;
    let customer = Company::create(tx, ctx, CUSTOMER)?.id;
    let company = |side| match side {
        Side::Home => home,
        Side::Customer => customer,
    };
    let sites = lay_out(tx, ctx, company)?;
    for service in SERVICES {
        Service::create(tx, ctx, home, service)?;
    }
    Service::create(tx, ctx, customer, CUSTOMER_SERVICE)?;
    categorise(tx, ctx)?;
    fields::add(tx, ctx)?;
    let mut teams = HashMap::new();
    for team in crate::cast::TEAMS {
        teams.insert(team.name, Team::create(tx, ctx, company(team.side), team.name)?.id);
    }
    let departments = departments::create(tx, ctx, company)?;
    for somebody in cast.everybody() {
        let person = NewPerson {
            email: Some(somebody.email.clone()),
            location: sites.get(somebody.site).copied(),
            department: departments.get(somebody.department).copied(),
            ..NewPerson::named(&somebody.name, company(somebody.side))
        };
        let person = Person::create(tx, ctx, &person)?.id;
        join(tx, ctx, somebody, person, &teams)?;
        if somebody.serves_customer() {
            Person::work_for(tx, ctx, person, customer)?;
        }
        if somebody.signs_in {
            let new = NewUser {
                email: somebody.email.clone(),
                name: somebody.name.clone(),
                roles: vec![somebody.role.to_owned()],
                password: password.clone(),
                company: company(somebody.side),
            };
            add_user(tx, ctx, &new)?;
        }
    }
    Ok(Founded { teams, departments })
}

fn join(
    tx: &Tx<'_>,
    ctx: &Context,
    somebody: &Somebody,
    person: Id<Person>,
    teams: &HashMap<&'static str, Id<Team>>,
) -> Result<()> {
    let role = Role::find_by_code(tx, somebody.role)?;
    role.ok_or_else(|| Error::Broken(format!("no role {}", somebody.role)))?
        .grant(tx, ctx, person)?;
    match somebody.team.and_then(|team| teams.get(team)) {
        Some(team) => Team::add_member(tx, ctx, *team, person, somebody.leads),
        None => Ok(()),
    }
}

fn lay_out(
    tx: &Tx<'_>,
    ctx: &Context,
    company: impl Fn(Side) -> Id<Company>,
) -> Result<HashMap<&'static str, Id<Location>>> {
    let mut places = HashMap::new();
    for (side, site, parts) in SITES {
        let above = Location::create(tx, ctx, company(*side), None, site)?.id;
        places.insert(*site, above);
        for part in *parts {
            places.insert(part, Location::create(tx, ctx, company(*side), Some(above), part)?.id);
        }
    }
    Ok(places)
}

/// The tree the topics hang on, each node once.
fn categorise(tx: &Tx<'_>, ctx: &Context) -> Result<()> {
    let mut roots = HashMap::new();
    for (root, leaf) in
        TOPICS.iter().filter_map(|topic| topic.category.split_once(Category::BETWEEN))
    {
        let root = match roots.get(root) {
            Some(id) => *id,
            None => {
                let id = Category::create(tx, ctx, incident::KIND.code, None, root)?.id;
                roots.insert(root, id);
                id
            }
        };
        Category::create(tx, ctx, incident::KIND.code, Some(root), leaf)?;
    }
    Ok(())
}
