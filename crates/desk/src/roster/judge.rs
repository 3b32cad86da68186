//! What a row would come to, held against who is known.

use db::{Db, ReadTx};

use super::{Options, Row};
use crate::access::Role;
use crate::foundation::{self, COMPANIES, DEPARTMENT, SITE, Sort, TEAM};
use crate::people::{Company, Department, Location, Person, Team, normalise_email};
use crate::{Error, Fault, Result};

/// Rows judged in one snapshot.
const AT_ONCE: usize = 500;

/// What a row comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Somebody nobody knew.
    New,
    /// Somebody known, of whom something changes.
    Changed,
    /// Somebody known, of whom all is so already.
    Unchanged,
    /// It cannot be taken; the faults say why.
    Refused,
}

/// What a row comes to, for whoever reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Where it stands in the file.
    pub line: u64,
    /// The name in it, or that of the person known.
    pub name: String,
    /// The address in it.
    pub email: String,
    /// What it comes to.
    pub verdict: Verdict,
    /// Why not.
    pub faults: Vec<Fault>,
}

impl Verdict {
    /// Every verdict.
    pub const EVERY: [Verdict; 4] =
        [Verdict::New, Verdict::Changed, Verdict::Unchanged, Verdict::Refused];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Verdict::New => "new",
            Verdict::Changed => "changed",
            Verdict::Unchanged => "unchanged",
            Verdict::Refused => "refused",
        }
    }
}

/// What is to be done for a row.
pub(super) struct Plan {
    pub(super) known: Option<Person>,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) company: db::Id<Company>,
    pub(super) location: Where<Location>,
    pub(super) department: Where<Department>,
    pub(super) language: Option<String>,
    pub(super) roles: Vec<Role>,
    pub(super) teams: Vec<Wanted>,
}

/// Where somebody is to be: at which location, in which department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Where<T> {
    Nowhere,
    At(db::Id<T>),
    /// In one that is to be made.
    New(String),
}

impl<T> Where<T> {
    fn of(held: Option<db::Id<T>>) -> Self {
        held.map_or(Where::Nowhere, Where::At)
    }

    /// Where, if that is there already.
    pub(super) fn there(&self) -> Option<db::Id<T>> {
        match self {
            Where::At(id) => Some(*id),
            Where::Nowhere | Where::New(_) => None,
        }
    }
}

/// A team somebody is to belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    Team(db::Id<Team>),
    New(String),
}

/// What every row would come to.
///
/// # Errors
/// When the database fails.
pub fn preview(db: &Db, rows: &[Row], options: &Options) -> Result<Vec<Outcome>> {
    let mut outcomes = Vec::with_capacity(rows.len());
    for some in rows.chunks(AT_ONCE) {
        let (some, options) = (some.to_vec(), options.clone());
        outcomes.extend(db.read(move |tx| {
            let judged = some.iter().map(|row| Ok(judge(tx, row, &options)?.0));
            judged.collect::<Result<Vec<_>>>()
        })?);
    }
    Ok(outcomes)
}

/// What one row comes to, and what is to be done for it where something is.
pub(super) fn judge(
    tx: &ReadTx<'_>,
    row: &Row,
    options: &Options,
) -> Result<(Outcome, Option<Plan>)> {
    let mut faults = row.faults.clone();
    let email = note(&mut faults, normalise_email(&row.email))?;
    let known = match &email {
        Some(email) => Person::find_by_email(tx, email)?,
        None => None,
    };
    if known.as_ref().is_some_and(|person| !person.active) {
        faults.push(Fault::new("email", "inactive"));
    }
    let plan = plan(tx, row, email, options, known, &mut faults)?;
    let verdict = match &plan {
        _ if !faults.is_empty() => Verdict::Refused,
        Some(Plan { known: None, .. }) => Verdict::New,
        Some(plan) if changes(tx, plan)? => Verdict::Changed,
        _ => Verdict::Unchanged,
    };
    let name = plan.as_ref().map_or(row.name.clone(), |plan| plan.name.clone());
    let outcome = Outcome { line: row.line, name, email: row.email.clone(), verdict, faults };
    let plan = plan.filter(|_| matches!(verdict, Verdict::New | Verdict::Changed));
    Ok((outcome, plan))
}

fn plan(
    tx: &ReadTx<'_>,
    row: &Row,
    email: Option<String>,
    options: &Options,
    known: Option<Person>,
    faults: &mut Vec<Fault>,
) -> Result<Option<Plan>> {
    let name = match (&known, row.name.is_empty()) {
        (Some(person), true) => Some(person.name.clone()),
        _ => note(faults, Person::checked_name(&row.name))?,
    };
    let company = company(tx, row, known.as_ref(), faults)?;
    let location = {
        let held = known.as_ref().and_then(|person| person.location);
        let found = called(tx, &SITE, &row.location, Some(company))?;
        let cell = ("location", row.location.as_str());
        place(cell, found, stays(known.as_ref(), company).and(held), options, faults)
    };
    let department = {
        let held = known.as_ref().and_then(|person| person.department);
        let found = called(tx, &DEPARTMENT, &row.department, Some(company))?;
        let cell = ("department", row.department.as_str());
        place(cell, found, stays(known.as_ref(), company).and(held), options, faults)
    };
    let language = language(row, known.as_ref(), options, faults);
    let codes = role_codes(tx, &row.role)?;
    let roles = match codes.is_empty() {
        true => Vec::new(),
        false => note(faults, Role::named(tx, &codes))?.unwrap_or_default(),
    };
    let teams = teams(tx, &row.team, options, faults)?;
    let makes = matches!(location, Where::New(_))
        || matches!(department, Where::New(_))
        || teams.iter().any(|team| matches!(team, Wanted::New(_)));
    if makes && faults.iter().all(|fault| fault.field != "company") {
        // Who belongs to a retired company stays there; nothing new comes to it.
        let company = Company::find(tx, company)?;
        if company.is_none_or(|company| !company.active) {
            faults.push(Fault::new("company", "retired"));
        }
    }
    let (Some(name), Some(email)) = (name, email) else { return Ok(None) };
    Ok(Some(Plan { known, name, email, company, location, department, language, roles, teams }))
}

/// Keeps what is wrong and goes on with the rest; fails where more than the row is wrong.
fn note<T>(faults: &mut Vec<Fault>, outcome: Result<T>) -> Result<Option<T>> {
    match outcome {
        Ok(found) => Ok(Some(found)),
        Err(Error::Invalid(wrong)) => {
            faults.extend(wrong);
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

fn company(
    tx: &ReadTx<'_>,
    row: &Row,
    known: Option<&Person>,
    faults: &mut Vec<Fault>,
) -> Result<db::Id<Company>> {
    let before = known.map_or(Company::DEFAULT, |person| person.company);
    if row.company.is_empty() {
        return Ok(before);
    }
    let found = called(tx, &COMPANIES, &row.company, None)?;
    match found {
        None => faults.push(Fault::new("company", "unknown")),
        Some((company, active)) if !active && company != before => {
            faults.push(Fault::new("company", "retired"));
        }
        Some(_) => {}
    }
    Ok(found.map_or(before, |(company, _)| company))
}

/// What is called so, whatever its capitals, and whether it is in use.
pub(super) fn called<T>(
    tx: &ReadTx<'_>,
    sort: &'static Sort,
    name: &str,
    company: Option<db::Id<Company>>,
) -> Result<Option<(db::Id<T>, bool)>> {
    let found = foundation::called(tx, sort, name, company)?;
    Ok(found.and_then(|item| Some((item.key.parse().ok()?, item.active))))
}

/// Locations and departments belong to one company: whoever changes the company leaves them.
fn stays(known: Option<&Person>, company: db::Id<Company>) -> Option<()> {
    known.is_some_and(|person| person.company == company).then_some(())
}

/// Where a cell puts somebody; what is empty leaves them where they are.
fn place<T>(
    (field, name): (&'static str, &str),
    found: Option<(db::Id<T>, bool)>,
    held: Option<db::Id<T>>,
    options: &Options,
    faults: &mut Vec<Fault>,
) -> Where<T> {
    if name.is_empty() {
        return Where::of(held);
    }
    match found {
        Some((id, active)) => {
            if !active && held != Some(id) {
                faults.push(Fault::new(field, "retired"));
            }
            Where::At(id)
        }
        None => {
            if !options.create {
                faults.push(Fault::new(field, "unknown"));
            }
            Where::New(name.to_owned())
        }
    }
}

fn language(
    row: &Row,
    known: Option<&Person>,
    options: &Options,
    faults: &mut Vec<Fault>,
) -> Option<String> {
    if row.language.is_empty() {
        return known.and_then(|person| person.language.clone());
    }
    let written = row.language.to_lowercase();
    let code = written.split(['-', '_']).next().unwrap_or_default();
    let speaks = |(own, name): &&(String, String)| own == code || name.to_lowercase() == written;
    let found = options.languages.iter().find(speaks);
    if found.is_none() {
        let codes: Vec<&str> = options.languages.iter().map(|(code, _)| code.as_str()).collect();
        faults.push(Fault::new("language", "option").with("options", codes.join(", ")));
    }
    found.map(|(code, _)| code.clone())
}

/// The parts of a cell that holds several.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', '|']).map(str::trim).filter(|part| !part.is_empty())
}

/// Roles may be written by their code or as people read them.
fn role_codes(tx: &ReadTx<'_>, cell: &str) -> Result<Vec<String>> {
    if cell.is_empty() {
        return Ok(Vec::new());
    }
    let known = Role::list(tx)?;
    let code = |part: &str| {
        let written = part.to_lowercase();
        let found = known.iter().find(|r| r.code == written || r.name.to_lowercase() == written);
        found.map_or(written, |role| role.code.clone())
    };
    Ok(parts(cell).map(code).collect())
}

fn teams(
    tx: &ReadTx<'_>,
    cell: &str,
    options: &Options,
    faults: &mut Vec<Fault>,
) -> Result<Vec<Wanted>> {
    let mut teams = Vec::new();
    for name in parts(cell) {
        match called(tx, &TEAM, name, None)? {
            Some((team, true)) => teams.push(Wanted::Team(team)),
            Some(_) => faults.push(Fault::new("team", "inactive_team")),
            None if options.create => teams.push(Wanted::New(name.to_owned())),
            None => faults.push(Fault::new("team", "unknown")),
        }
    }
    Ok(teams)
}

/// Whether anything of a person known becomes otherwise.
fn changes(tx: &ReadTx<'_>, plan: &Plan) -> Result<bool> {
    let Some(known) = &plan.known else { return Ok(true) };
    if known.name != plan.name
        || known.company != plan.company
        || Where::of(known.location) != plan.location
        || Where::of(known.department) != plan.department
        || known.language != plan.language
    {
        return Ok(true);
    }
    let held = if plan.roles.is_empty() { Vec::new() } else { Role::of_person(tx, known.id)? };
    if plan.roles.iter().any(|role| held.iter().all(|own| own.id != role.id)) {
        return Ok(true);
    }
    for team in &plan.teams {
        match team {
            Wanted::New(_) => return Ok(true),
            Wanted::Team(team) if !Team::has_member(tx, *team, known.id)? => return Ok(true),
            Wanted::Team(_) => {}
        }
    }
    Ok(false)
}
