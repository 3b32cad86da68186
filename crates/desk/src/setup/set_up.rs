//! Setting an installation up, in one transaction.

use db::{Id, Tx};

use crate::access::{ANY_KIND, Action, Reach, Role};
use crate::account::{HashedPassword, NewUser, add_user};
use crate::people::{
    Category, Company, Organisation, Person, Service, has_administrator, normalise_email,
};
use crate::{Context, Error, Fault, Result};

/// The code of the role that the first administrator is given.
const ADMINISTRATOR: &str = "administrator";

/// What is said when an installation is set up.
#[derive(Debug, Clone)]
pub struct SetUp {
    /// The organisation's name.
    pub organisation: String,
    /// Its time zone, by its IANA name.
    pub zone: String,
    /// Its language, one that the interface has.
    pub language: String,
    /// The administrator's name.
    pub name: String,
    /// The administrator's address.
    pub email: String,
    /// What there is to choose from on the first day.
    pub catalogue: Catalogue,
}

/// Categories and services to begin with.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    /// The kinds of record that have the categories.
    pub kinds: Vec<&'static str>,
    /// Categories with those below them.
    pub categories: Vec<(String, Vec<String>)>,
    /// Services.
    pub services: Vec<String>,
}

impl SetUp {
    /// Everything that is wrong with it, by field.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let outcomes = [
            Organisation::checked("organisation", &self.organisation, &self.zone).map(drop),
            Person::checked_name(&self.name).map(drop),
            normalise_email(&self.email).map(drop),
        ];
        let faults = outcomes.into_iter().filter_map(|outcome| match outcome {
            Err(Error::Invalid(faults)) => Some(faults),
            _ => None,
        });
        faults.flatten().collect()
    }
}

/// Names the organisation, lets its first administrator in and fills its catalogue.
///
/// # Errors
/// [`Error::Refused`] with `set_up` when somebody administers it already; [`Error::Invalid`] as
/// [`SetUp::faults`].
pub fn set_up(
    tx: &Tx<'_>,
    ctx: &Context,
    asked: &SetUp,
    password: &HashedPassword,
) -> Result<Id<Person>> {
    if has_administrator(tx)? {
        return Err(Error::Refused("set_up"));
    }
    let faults = asked.faults();
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    Organisation::change(tx, ctx, &asked.organisation, &asked.zone, &asked.language)?;
    let administrator = NewUser {
        email: asked.email.clone(),
        name: asked.name.clone(),
        roles: vec![ADMINISTRATOR.to_owned()],
        password: password.clone(),
        company: Company::DEFAULT,
    };
    let person = add_user(tx, ctx, &administrator)?;
    if !has_administrator(tx)? {
        // Whoever administered before took that from the role and is gone.
        let role = Role::find_by_code(tx, ADMINISTRATOR)?.ok_or(Error::NotFound)?;
        role.permit(tx, ctx, ANY_KIND, Action::Administer, Reach::All)?;
    }
    fill(tx, ctx, &asked.catalogue)?;
    Ok(person)
}

/// What is there already stays as it is: an import may have come before.
fn fill(tx: &Tx<'_>, ctx: &Context, catalogue: &Catalogue) -> Result<()> {
    for kind in &catalogue.kinds {
        for (name, below) in &catalogue.categories {
            let parent = category(tx, ctx, kind, None, name)?;
            for name in below {
                category(tx, ctx, kind, Some(parent), name)?;
            }
        }
    }
    for name in &catalogue.services {
        if Service::find_by_name(tx, name)?.is_none() {
            Service::create(tx, ctx, Company::DEFAULT, name)?;
        }
    }
    Ok(())
}

fn category(
    tx: &Tx<'_>,
    ctx: &Context,
    kind: &str,
    parent: Option<Id<Category>>,
    name: &str,
) -> Result<Id<Category>> {
    match Category::find_by_name(tx, kind, parent, name)? {
        Some(there) => Ok(there.id),
        None => Ok(Category::create(tx, ctx, kind, parent, name)?.id),
    }
}
