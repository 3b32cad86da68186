//! Everybody an administrator looks after, and how each comes in.

use db::{Id, ReadTx, Row, Timestamp, params};

use super::link::{AccountLink, link_of};
use super::second_factor::{SecondFactor, second_factor_of};
use super::session::{OpenSession, sessions_of};
use super::token::{ApiToken, tokens_of};
use crate::access::{ANY_KIND, Action, Agent, Role};
use crate::people::{Company, Department, Person, Team};
use crate::text::fold;
use crate::{Error, Result};

db::statements! {
    // A search looks through the names in their order until a page is full; at the worst through all.
    LIST = "SELECT p.id, p.name, p.email, p.active, a.changed_at, a.signed_in_at, n.sort_key
        FROM naming n JOIN person p ON p.id = n.id LEFT JOIN account a ON a.person_id = p.id
        WHERE (n.sort_key > $1 OR (n.sort_key = $1 AND n.id > $2))
            AND p.id NOT IN ($3, $4) AND p.erased_at IS NULL
            AND (n.fold LIKE $5 ESCAPE '!' OR p.email LIKE $5 ESCAPE '!')
            AND (CAST($6 AS BIGINT) < 0 OR p.active = $6)
        ORDER BY n.sort_key, n.id LIMIT $7";
    ACCOUNT = "SELECT changed_at, signed_in_at FROM account WHERE person_id = $1";
    TEAMS = "SELECT team_id FROM team_member WHERE person_id = $1";
}

/// Somebody, as the list tells of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Who it is.
    pub id: Id<Person>,
    /// Their name.
    pub name: String,
    /// Their address, if one is known.
    pub email: Option<String>,
    /// Whether they may come in.
    pub active: bool,
    /// Since when they have had their password; nothing when they have none.
    pub password_since: Option<Timestamp>,
    /// When they last came in.
    pub signed_in_at: Option<Timestamp>,
    /// The codes of their roles.
    pub roles: Vec<String>,
}

/// What users are looked for by.
#[derive(Debug, Clone, Default)]
pub struct UserQuery {
    /// A part of the name or of the address; empty for any.
    pub text: String,
    /// Only those who may come in, or may not.
    pub active: Option<bool>,
    /// The place after which the page begins; empty for the beginning.
    pub after: Vec<u8>,
    /// At most so many.
    pub limit: u32,
}

/// A page of users.
#[derive(Debug, Clone)]
pub struct UserPage {
    /// By name.
    pub users: Vec<User>,
    /// The place after which the next page begins, if there is one.
    pub next: Option<Vec<u8>>,
}

/// How somebody comes in.
#[derive(Debug, Clone)]
pub struct UserAccount {
    /// Who it is.
    pub user: User,
    /// What is known of them.
    pub person: Person,
    /// The companies they work for besides their own.
    pub works_for: Vec<Company>,
    /// Their roles.
    pub roles: Vec<Role>,
    /// The names of their teams.
    pub teams: Vec<String>,
    /// Their department.
    pub department: Option<Department>,
    /// Where they are signed in.
    pub sessions: Vec<OpenSession>,
    /// Programs that act as them.
    pub tokens: Vec<ApiToken>,
    /// The link that waits for them, if there is one.
    pub link: Option<AccountLink>,
    /// Their second factor, if they have one.
    pub second_factor: Option<SecondFactor>,
}

/// Those who fit, by name.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::Invalid`] on `after`.
pub fn users(tx: &ReadTx<'_>, agent: &Agent, query: &UserQuery) -> Result<UserPage> {
    agent.require(ANY_KIND, Action::Administer)?;
    let (key, id) = place(&query.after).ok_or_else(|| Error::invalid("after", "cursor"))?;
    let active = query.active.map_or(-1, i64::from);
    let values = params![
        key,
        id,
        Person::SYSTEM,
        Person::UNKNOWN,
        pattern(&query.text),
        active,
        i64::from(query.limit) + 1
    ];
    let rows = tx.rows(LIST, values)?;
    let wanted = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let more = rows.len() > wanted;
    let mut found = rows.into_iter().take(wanted).map(read).collect::<Result<Vec<_>>>()?;
    let next =
        found.last().filter(|_| more).map(|(user, key)| [user.id.bytes().as_slice(), key].concat());
    for (user, _) in &mut found {
        user.roles = codes(&Role::of_person(tx, user.id)?);
    }
    Ok(UserPage { users: found.into_iter().map(|(user, _)| user).collect(), next })
}

/// How a person comes in.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`].
pub fn user_account(
    tx: &ReadTx<'_>,
    agent: &Agent,
    person: Id<Person>,
    now: Timestamp,
) -> Result<UserAccount> {
    agent.require(ANY_KIND, Action::Administer)?;
    if [Person::SYSTEM, Person::UNKNOWN].contains(&person) {
        return Err(Error::NotFound);
    }
    let known = Person::find(tx, person)?.ok_or(Error::NotFound)?;
    let roles = Role::of_person(tx, person)?;
    let (password_since, signed_in_at) = match tx.row(ACCOUNT, params![person])? {
        Some(row) => (Some(row.get(0)?), row.get(1)?),
        None => (None, None),
    };
    let ids = tx.rows(TEAMS, params![person])?;
    let ids = ids.iter().map(|row| row.get(0)).collect::<db::Result<Vec<Id<Team>>>>()?;
    let mut teams: Vec<String> = Team::names(tx, &ids)?.into_values().collect();
    teams.sort_by_key(|name| crate::text::sort_key(name));
    let theirs = Person::works_for(tx, person)?;
    let mut works_for = Company::list(tx)?;
    works_for.retain(|company| theirs.contains(&company.id));
    Ok(UserAccount {
        works_for,
        person: known.clone(),
        user: User {
            id: person,
            name: known.name,
            email: known.email,
            active: known.active,
            password_since,
            signed_in_at,
            roles: codes(&roles),
        },
        roles,
        teams,
        department: Department::of_person(tx, person)?,
        sessions: sessions_of(tx, person, now)?,
        tokens: tokens_of(tx, person)?,
        link: link_of(tx, person, now)?,
        second_factor: second_factor_of(tx, person)?,
    })
}

fn codes(roles: &[Role]) -> Vec<String> {
    roles.iter().map(|role| role.code.clone()).collect()
}

/// The text anywhere, whatever signs it holds.
fn pattern(text: &str) -> String {
    let plain: String = fold(text.trim())
        .chars()
        .filter(|c| *c != '\0')
        .flat_map(|c| if "!%_".contains(c) { vec!['!', c] } else { vec![c] })
        .collect();
    format!("%{plain}%")
}

/// A place in the order: 16 bytes of the person, then their name's key.
fn place(after: &[u8]) -> Option<(Vec<u8>, Id<Person>)> {
    if after.is_empty() {
        return Some((Vec::new(), Id::from_bytes([0; 16])));
    }
    let (id, key) = after.split_first_chunk::<16>()?;
    Some((key.to_vec(), Id::from_bytes(*id)))
}

fn read(row: Row) -> Result<(User, Vec<u8>)> {
    let mut columns = row.columns();
    let user = User {
        id: columns.next()?,
        name: columns.next()?,
        email: columns.next()?,
        active: columns.next()?,
        password_since: columns.next()?,
        signed_in_at: columns.next()?,
        roles: Vec::new(),
    };
    Ok((user, columns.next()?))
}

#[cfg(test)]
mod tests {
    use super::{pattern, place};

    #[test]
    fn signs_of_patterns_stand_for_themselves() {
        assert_eq!(pattern(" 100%_Ada! "), "%100!%!_ada!!%");
        assert_eq!(pattern(""), "%%");
    }

    #[test]
    fn a_place_is_whole_or_none() {
        assert!(place(&[]).is_some() && place(&[0; 16]).is_some());
        assert!(place(&[0; 3]).is_none());
    }
}
