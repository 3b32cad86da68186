//! Adding somebody who can sign in.

use db::{Id, Tx};

use super::{HashedPassword, has_account, set_password};
use crate::access::Role;
use crate::people::{Company, NewPerson, Person};
use crate::{Context, Error, Result};

/// What is needed to let somebody sign in.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// Their address; they sign in with it.
    pub email: String,
    /// The name others see; ignored for a person already known.
    pub name: String,
    /// The codes of their roles, at least one.
    pub roles: Vec<String>,
    /// Their password.
    pub password: HashedPassword,
    /// The company they belong to; ignored for a person already known.
    pub company: Id<Company>,
}

/// Gives somebody an account and roles, making them known first unless they are.
///
/// # Errors
/// [`Error::Invalid`] on `email` (`taken` when they have an account), `name` or `role`.
pub fn add_user(tx: &Tx<'_>, ctx: &Context, new: &NewUser) -> Result<Id<Person>> {
    let roles = Role::named(tx, &new.roles)?;
    if roles.is_empty() {
        return Err(Error::invalid("role", "required"));
    }
    let person = match Person::find_by_email(tx, &new.email)? {
        Some(known) if has_account(tx, known.id)? => return Err(Error::invalid("email", "taken")),
        Some(known) => {
            Person::set_active(tx, ctx, known.id, true)?;
            known.id
        }
        None => {
            let person = NewPerson::named(&new.name, new.company).with_email(&new.email);
            Person::create(tx, ctx, &person)?.id
        }
    };
    for role in roles {
        role.grant(tx, ctx, person)?;
    }
    set_password(tx, ctx, person, &new.password)?;
    Ok(person)
}
