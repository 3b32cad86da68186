//! What administrators do about how others come in.

use db::{Id, ReadTx, Tx};

use super::has_account;
use super::link::{LinkKind, NewLink, forget_link, make_link};
use super::second_factor::remove_second_factor;
use super::session::sign_out_everywhere;
use crate::access::{ANY_KIND, Action, Agent, Role};
use crate::erasure::person_erased_at;
use crate::field::{FieldKind, TITLE};
use crate::input::{Input, RawInput};
use crate::lifecycle::InputField;
use crate::people::{Company, NewPerson, Person, has_administrator};
use crate::{Context, Error, Fault, Result, task};

/// Somebody who is to come in.
#[derive(Debug, Clone, Default)]
pub struct Invitation {
    /// The address they will sign in with.
    pub email: String,
    /// The name others see; ignored for a person already known.
    pub name: String,
    /// The codes of their roles, at least one.
    pub roles: Vec<String>,
}

/// Makes a link for a known person.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`]; [`Error::Refused`] when there
/// is no such link for them.
pub fn give_link(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    person: Id<Person>,
    kind: LinkKind,
) -> Result<NewLink> {
    let person = administered(tx, agent, person)?;
    make_link(tx, ctx, &person, kind)
}

/// Makes somebody known, unless they are, gives them roles, and makes the link by which they come in.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::Invalid`] on `email` (`taken` for who has a password), `name` or
/// `role`.
pub fn invite(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    new: &Invitation,
) -> Result<(Person, NewLink)> {
    agent.require(ANY_KIND, Action::Administer)?;
    let roles = Role::named(tx, &new.roles)?;
    if roles.is_empty() {
        return Err(Error::invalid("role", "required"));
    }
    let person = match Person::find_by_email(tx, &new.email)? {
        Some(known) if has_account(tx, known.id)? => {
            return Err(Error::Invalid(vec![Fault::new("email", "taken")]));
        }
        Some(known) => known,
        None => {
            let new = NewPerson::named(&new.name, Company::DEFAULT).with_email(&new.email);
            Person::create(tx, ctx, &new)?
        }
    };
    Person::set_active(tx, ctx, person.id, true)?;
    for role in roles {
        role.grant(tx, ctx, person.id)?;
    }
    let person = Person { active: true, ..person };
    let link = make_link(tx, ctx, &person, LinkKind::Invitation)?;
    Ok((person, link))
}

/// Ends every session of somebody; their tokens go on.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`].
pub fn end_sessions_of(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    person: Id<Person>,
) -> Result<()> {
    let person = administered(tx, agent, person)?;
    sign_out_everywhere(tx, ctx, person.id)
}

/// What taking somebody's second factor away takes.
pub const TAKING: &[InputField] = &[InputField::required("reason", FieldKind::Line(TITLE))];

/// Takes somebody's second factor away, who has lost it, and ends their sessions.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`]; [`Error::Refused`] for oneself, whose own takes a proof,
/// and for who has none; [`Error::Invalid`] on `reason`.
pub fn take_second_factor(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    person: Id<Person>,
    raw: &RawInput,
) -> Result<()> {
    let person = administered(tx, agent, person)?;
    if person.id == agent.person {
        return Err(Error::Refused("own_factor"));
    }
    // A reason is read alike for every kind; any will do.
    let input = Input::anew(tx, &task::KIND, agent, TAKING, raw)?;
    let reason = input.text("reason").ok_or_else(|| Error::invalid("reason", "required"))?;
    remove_second_factor(tx, ctx, person.id, Some(&reason))?;
    sign_out_everywhere(tx, ctx, person.id)
}

/// Lets somebody in again, or out: with their sessions and links, while their tokens rest.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`]; [`Error::Refused`] for oneself, for who is erased, and
/// when nobody would be left who administers.
pub fn let_in(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    person: Id<Person>,
    active: bool,
) -> Result<()> {
    let person = administered(tx, agent, person)?;
    if person.id == agent.person {
        return Err(Error::Refused("deactivate_yourself"));
    }
    if person_erased_at(tx, person.id)?.is_some() {
        return Err(Error::Refused("erased_already"));
    }
    Person::set_active(tx, ctx, person.id, active)?;
    if active {
        return Ok(());
    }
    // Two may let each other out at the same time.
    if !has_administrator(tx)? {
        return Err(Error::Refused("last_administrator"));
    }
    forget_link(tx, person.id)?;
    sign_out_everywhere(tx, ctx, person.id)
}

/// Somebody whom an administrator may look after.
pub(super) fn administered(tx: &ReadTx<'_>, agent: &Agent, person: Id<Person>) -> Result<Person> {
    agent.require(ANY_KIND, Action::Administer)?;
    // Neither is anybody who comes in.
    if [Person::SYSTEM, Person::UNKNOWN].contains(&person) {
        return Err(Error::NotFound);
    }
    Person::find(tx, person)?.ok_or(Error::NotFound)
}
