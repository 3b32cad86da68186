//! People: whoever asks, works or is mentioned. They need neither an address nor an account.

use std::collections::HashMap;

use db::{Id, ReadTx, Row, Timestamp, Tx, params};

use super::creation::log_creation;
use super::name::{checked_name, keep_name, names_in, taken};
use super::{Company, Department, Location, normalise_email};
use crate::access::{Action, Agent};
use crate::journal::{self, Logbook, SetValue};
use crate::{Context, Error, Result};

db::statements! {
    INSERT = "INSERT INTO person (id, name, email, company_id, location_id, language, time_zone, active, created_at, department_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    BY_ID = "SELECT id, name, email, company_id, location_id, language, time_zone, active, created_at, department_id
        FROM person WHERE id = $1";
    BY_EMAIL = "SELECT id, name, email, company_id, location_id, language, time_zone, active, created_at, department_id
        FROM person WHERE email = $1";
    BY_NAME = "SELECT id, name, email, company_id, location_id, language, time_zone, active, created_at, department_id
        FROM person WHERE company_id = $1 AND name = $2 ORDER BY id LIMIT $3";
    OF_COMPANY = "SELECT id, name, email, company_id, location_id, language, time_zone, active, created_at, department_id
        FROM person WHERE company_id = $1 AND active = 1 AND name >= $2 ORDER BY name, id LIMIT $3";
    SET_ACTIVE = "UPDATE person SET active = $2 WHERE id = $1";
    WORK_FOR = "INSERT INTO person_company (person_id, company_id) VALUES ($1, $2)
        ON CONFLICT (person_id, company_id) DO NOTHING";
    WORKS_FOR = "SELECT company_id FROM person_company WHERE person_id = $1";
    WORK_NO_MORE = "DELETE FROM person_company WHERE person_id = $1 AND company_id = $2";
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Identity.
    pub id: Id<Person>,
    /// The name others see.
    pub name: String,
    /// The address, in lower case, if one is known. No two people share one.
    pub email: Option<String>,
    /// The company the person belongs to.
    pub company: Id<Company>,
    /// Where they usually are.
    pub location: Option<Id<Location>>,
    /// The department they belong to, one of their company's.
    pub department: Option<Id<Department>>,
    /// The language they chose for the interface.
    pub language: Option<String>,
    /// The time zone they chose, by its IANA name.
    pub zone: Option<String>,
    /// Whether they may sign in and be assigned work.
    pub active: bool,
    /// Since when they are known here.
    pub created_at: Timestamp,
}

/// What is needed to make a person known.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// The name others see.
    pub name: String,
    /// The address, if one is known.
    pub email: Option<String>,
    /// The company the person belongs to.
    pub company: Id<Company>,
    /// Where they usually are.
    pub location: Option<Id<Location>>,
    /// The department they belong to, one of their company's.
    pub department: Option<Id<Department>>,
    /// The language of their interface, if they chose one.
    pub language: Option<String>,
    /// Their time zone, if they chose one.
    pub zone: Option<String>,
}

impl NewPerson {
    /// A person of whom only the name is known.
    #[must_use]
    pub fn named(name: impl Into<String>, company: Id<Company>) -> Self {
        NewPerson {
            name: name.into(),
            email: None,
            company,
            location: None,
            department: None,
            language: None,
            zone: None,
        }
    }

    /// The same with an address.
    #[must_use]
    pub fn with_email(mut self, email: impl Into<String>) -> Self {
        self.email = Some(email.into());
        self
    }
}

impl Person {
    /// The program itself: whatever happens by clock, rule or job is its doing.
    pub const SYSTEM: Id<Person> = Id::fixed(1);
    /// Somebody whom a source of imported history does not name.
    pub const UNKNOWN: Id<Person> = Id::fixed(2);

    /// Makes a person known.
    ///
    /// # Errors
    /// [`Error::Invalid`] on `name`, `email` (also `taken`) or `time_zone`.
    pub fn create(tx: &Tx<'_>, ctx: &Context, new: &NewPerson) -> Result<Person> {
        let email = new.email.as_deref().map(normalise_email).transpose()?;
        if let Some(email) = &email
            && Person::find_by_email(tx, email)?.is_some()
        {
            return Err(Error::invalid("email", "taken"));
        }
        if let Some(zone) = &new.zone
            && jiff::tz::TimeZone::get(zone).is_err()
        {
            return Err(Error::invalid("time_zone", "unknown"));
        }
        let person = Person {
            id: ctx.chance.id(ctx.now),
            name: checked_name("name", &new.name)?,
            email,
            company: new.company,
            location: new.location,
            department: new.department,
            language: new.language.clone(),
            zone: new.zone.clone(),
            active: true,
            created_at: ctx.now,
        };
        person.insert(tx)?;
        let [name, email, company, location, department, language, zone] = person.facts();
        let id = ("person", Some(person.id.to_string()));
        let values = [id, name, email, company, location, department, language, zone];
        log_creation(tx, ctx, "create_person", None, values)?;
        Ok(person)
    }

    /// What is known of them, as the logbook writes it.
    pub(super) fn facts(&self) -> [(&'static str, Option<String>); 7] {
        [
            ("name", Some(self.name.clone())),
            ("email", self.email.clone()),
            ("company", Some(self.company.to_string())),
            ("location", self.location.map(|id| id.to_string())),
            ("department", self.department.map(|id| id.to_string())),
            ("language", self.language.clone()),
            ("time_zone", self.zone.clone()),
        ]
    }

    /// A name as it is kept, or what is wrong with it.
    pub(crate) fn checked_name(name: &str) -> Result<String> {
        checked_name("name", name)
    }

    pub(super) fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        let values = params![
            self.id,
            &self.name,
            self.email.clone(),
            self.company,
            self.location,
            self.language.clone(),
            self.zone.clone(),
            self.active,
            self.created_at,
            self.department,
        ];
        tx.execute(INSERT, values).map_err(taken("email"))?;
        keep_name(tx, self.id, &self.name)
    }

    /// The person with this identity.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(tx: &ReadTx<'_>, id: Id<Person>) -> Result<Option<Person>> {
        tx.row(BY_ID, params![id])?.map(read).transpose()
    }

    /// The person with this address, however it is spelt.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find_by_email(tx: &ReadTx<'_>, email: &str) -> Result<Option<Person>> {
        let Ok(email) = normalise_email(email) else { return Ok(None) };
        tx.row(BY_EMAIL, params![email])?.map(read).transpose()
    }

    /// The people of a company with exactly this name, the longest known first; at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find_by_name(
        tx: &ReadTx<'_>,
        company: Id<Company>,
        name: &str,
        limit: u32,
    ) -> Result<Vec<Person>> {
        tx.rows(BY_NAME, params![company, name.trim(), limit])?.into_iter().map(read).collect()
    }

    /// The active people of a company by name, from a name on; at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn list(
        tx: &ReadTx<'_>,
        company: Id<Company>,
        from: &str,
        limit: u32,
    ) -> Result<Vec<Person>> {
        tx.rows(OF_COMPANY, params![company, from, limit])?.into_iter().map(read).collect()
    }

    /// The names of many people in one query.
    ///
    /// # Errors
    /// When the database fails.
    pub fn names(tx: &ReadTx<'_>, ids: &[Id<Person>]) -> Result<HashMap<Id<Person>, String>> {
        names_in(tx, "person", ids)
    }

    /// Whether a person may be given records of a kind to work on: they are active, and one of
    /// their roles lets them work on such records.
    ///
    /// # Errors
    /// When the database fails.
    pub fn can_work(tx: &ReadTx<'_>, id: Id<Person>, kind: &str) -> Result<bool> {
        Ok(Agent::load(tx, id)?.is_some_and(|agent| agent.may(kind, Action::Work)))
    }

    /// Lets a person in again, or out: an inactive one can neither sign in nor use a token.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such person.
    pub fn set_active(tx: &Tx<'_>, ctx: &Context, id: Id<Person>, active: bool) -> Result<()> {
        let person = Person::find(tx, id)?.ok_or(Error::NotFound)?;
        if person.active != active {
            tx.execute(SET_ACTIVE, params![id, active])?;
            let values = vec![
                SetValue::set("person", id.to_string()),
                SetValue::set("active", i64::from(active).to_string()),
            ];
            journal::log(tx, ctx, Logbook::Settings, "set_active", values)?;
        }
        Ok(())
    }

    /// Makes a company one of those the person works for, besides their own.
    ///
    /// # Errors
    /// When the person or the company does not exist.
    pub fn work_for(
        tx: &Tx<'_>,
        ctx: &Context,
        id: Id<Person>,
        company: Id<Company>,
    ) -> Result<()> {
        if tx.execute(WORK_FOR, params![id, company])? > 0 {
            let values = vec![
                SetValue::set("person", id.to_string()),
                SetValue::set("company", company.to_string()),
            ];
            journal::log(tx, ctx, Logbook::Settings, "work_for", values)?;
        }
        Ok(())
    }

    /// The companies a person works for besides their own.
    ///
    /// # Errors
    /// When the database fails.
    pub fn works_for(tx: &ReadTx<'_>, id: Id<Person>) -> Result<Vec<Id<Company>>> {
        tx.rows(WORKS_FOR, params![id])?.iter().map(|row| Ok(row.get(0)?)).collect()
    }

    /// Makes these the companies a person works for besides their own.
    ///
    /// # Errors
    /// When the person or a company does not exist.
    pub fn set_works_for(
        tx: &Tx<'_>,
        ctx: &Context,
        id: Id<Person>,
        companies: &[Id<Company>],
    ) -> Result<()> {
        for gone in Person::works_for(tx, id)?.iter().filter(|one| !companies.contains(one)) {
            tx.execute(WORK_NO_MORE, params![id, *gone])?;
            let values = vec![
                SetValue::set("person", id.to_string()),
                SetValue::set("company", gone.to_string()),
            ];
            journal::log(tx, ctx, Logbook::Settings, "work_no_more_for", values)?;
        }
        companies.iter().try_for_each(|one| Person::work_for(tx, ctx, id, *one))
    }
}

fn read(row: Row) -> Result<Person> {
    let mut columns = row.columns();
    Ok(Person {
        id: columns.next()?,
        name: columns.next()?,
        email: columns.next()?,
        company: columns.next()?,
        location: columns.next()?,
        language: columns.next()?,
        zone: columns.next()?,
        active: columns.next()?,
        created_at: columns.next()?,
        department: columns.next()?,
    })
}
