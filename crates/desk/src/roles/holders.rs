//! Who holds a role: listed, given it, and taken it from.

use db::{Id, ReadTx, Row, Tx, params};

use super::{Sheet, guard};
use crate::access::{ANY_KIND, Action, Agent, Role};
use crate::erasure::person_erased_at;
use crate::kind::Kind;
use crate::people::Person;
use crate::{Context, Error, Result};

db::statements! {
    HOLDERS = "SELECT p.id, p.name, p.email, p.active, n.sort_key FROM person_role h
        JOIN person p ON p.id = h.person_id JOIN naming n ON n.id = p.id
        WHERE h.role_id = $1 AND (n.sort_key > $2 OR (n.sort_key = $2 AND n.id > $3))
        ORDER BY n.sort_key, n.id LIMIT $4";
}

/// The name of what giving a role takes: a person by identity, address or exact name.
pub const HOLDER: &str = "person";

/// Somebody who holds a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub person: Id<Person>,
    /// Their name.
    pub name: String,
    /// Their address, if one is known.
    pub email: Option<String>,
    /// Whether they may come in.
    pub active: bool,
}

/// Some who hold a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderPage {
    /// By name.
    pub holders: Vec<Holder>,
    /// The place after which the next page begins, if there is one.
    pub next: Option<Vec<u8>>,
}

/// Who holds the role with this code, by name, from a place on.
///
/// # Errors
/// [`Error::Forbidden`] for who may neither audit nor administer; [`Error::NotFound`]; [`Error::Invalid`]
/// on `after`.
pub fn holders(
    tx: &ReadTx<'_>,
    agent: &Agent,
    code: &str,
    after: &[u8],
    limit: u32,
) -> Result<HolderPage> {
    agent.require_overseer()?;
    let role = Role::find_by_code(tx, code)?.ok_or(Error::NotFound)?;
    some(tx, &role, after, limit)
}

/// Some who hold a role; whoever asks must have been admitted before.
pub(super) fn some(tx: &ReadTx<'_>, role: &Role, after: &[u8], limit: u32) -> Result<HolderPage> {
    let (key, id) = place(after).ok_or_else(|| Error::invalid("after", "cursor"))?;
    let rows = tx.rows(HOLDERS, params![role.id, key, id, i64::from(limit) + 1])?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > wanted;
    let found = rows.into_iter().take(wanted).map(read).collect::<Result<Vec<_>>>()?;
    let next = found
        .last()
        .filter(|_| more)
        .map(|(holder, key)| [holder.person.bytes().as_slice(), key].concat());
    Ok(HolderPage { holders: found.into_iter().map(|(holder, _)| holder).collect(), next })
}

/// Gives somebody a role; nothing happens when they hold it.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`] for a code no role has;
/// [`Error::Invalid`] on `person`.
pub fn grant(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    code: &str,
    who: &str,
) -> Result<Id<Person>> {
    agent.require(ANY_KIND, Action::Administer)?;
    let role = Role::find_by_code(tx, code)?.ok_or(Error::NotFound)?;
    if who.trim().is_empty() {
        return Err(Error::invalid(HOLDER, "required"));
    }
    let person = Person::anybody(tx, HOLDER, who)?;
    let nobody = [Person::SYSTEM, Person::UNKNOWN].contains(&person.id);
    if nobody || person_erased_at(tx, person.id)?.is_some() {
        return Err(Error::invalid(HOLDER, "no_such"));
    }
    if !person.active {
        return Err(Error::invalid(HOLDER, "inactive"));
    }
    role.grant(tx, ctx, person.id)?;
    Ok(person.id)
}

/// Takes a role from somebody; nothing happens when they do not hold it.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`] for a code no role has, or nobody;
/// [`Error::Refused`] when nobody would be left who administers, and for the role by which whoever does it
/// administers.
pub fn revoke(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kinds: &[&'static Kind],
    (code, person): (&str, Id<Person>),
) -> Result<()> {
    agent.require(ANY_KIND, Action::Administer)?;
    let role = Role::find_by_code(tx, code)?.ok_or(Error::NotFound)?;
    let person = Person::find(tx, person)?.ok_or(Error::NotFound)?;
    if !Role::of_person(tx, person.id)?.contains(&role) {
        return Ok(());
    }
    let held = Sheet::of(tx, kinds, role.id)?;
    guard::holder(tx, agent, &role, (&held, person.id))?;
    role.revoke(tx, ctx, person.id)
}

/// A place in the order: 16 bytes of the person, then their name's key.
fn place(after: &[u8]) -> Option<(Vec<u8>, Id<Person>)> {
    if after.is_empty() {
        return Some((Vec::new(), Id::from_bytes([0; 16])));
    }
    let (id, key) = after.split_first_chunk::<16>()?;
    Some((key.to_vec(), Id::from_bytes(*id)))
}

fn read(row: Row) -> Result<(Holder, Vec<u8>)> {
    let mut c = row.columns();
    let holder = Holder { person: c.next()?, name: c.next()?, email: c.next()?, active: c.next()? };
    Ok((holder, c.next()?))
}
