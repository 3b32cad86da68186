//! Links by which somebody sets a password without knowing one: to begin with, or because they have
//! forgotten theirs.

use std::time::Duration;

use db::{Chance, Clock, Db, Id, ReadTx, Row, Timestamp, Tx, params};

use super::Visitor;
use super::credential::{has_account, replace_password};
use super::password::HashedPassword;
use super::rule::Owner;
use super::secret::{digest, draw};
use super::session::{Keep, end_some};
use super::throttle::{Key, count, take_back};
use crate::journal::{self, Logbook, SetValue};
use crate::people::Person;
use crate::{Context, Door, Error, Result};

db::statements! {
    PUT = "INSERT INTO account_link (person_id, kind, token_digest, made_by, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (person_id) DO UPDATE SET kind = excluded.kind, token_digest = excluded.token_digest,
            made_by = excluded.made_by, created_at = excluded.created_at, expires_at = excluded.expires_at";
    FIND = "SELECT l.person_id, l.kind, l.created_at, l.expires_at FROM account_link l
        JOIN person p ON p.id = l.person_id AND p.active = 1 WHERE l.token_digest = $1 AND l.expires_at > $2";
    OF_PERSON = "SELECT person_id, kind, created_at, expires_at FROM account_link
        WHERE person_id = $1 AND expires_at > $2";
    FORGET = "DELETE FROM account_link WHERE person_id = $1";
    PURGE = "DELETE FROM account_link WHERE expires_at <= $1";
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// To come in for the first time.
    Invitation,
    /// To come in again after forgetting the password.
    Reset,
}

impl LinkKind {
    /// Every kind.
    pub const EVERY: [LinkKind; 2] = [LinkKind::Invitation, LinkKind::Reset];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            LinkKind::Invitation => "invitation",
            LinkKind::Reset => "reset",
        }
    }

    /// How long it can be used.
    #[must_use]
    pub const fn lasts(self) -> Duration {
        const DAY: u64 = 24 * 3600;
        match self {
            LinkKind::Invitation => Duration::from_secs(7 * DAY),
            LinkKind::Reset => Duration::from_secs(DAY),
        }
    }

    const fn verb(self) -> &'static str {
        match self {
            LinkKind::Invitation => "invite",
            LinkKind::Reset => "make_reset_link",
        }
    }
}

/// A link that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLink {
    /// Who sets a password by it.
    pub person: Id<Person>,
    /// What it is for.
    pub kind: LinkKind,
    /// Since when it is there.
    pub created_at: Timestamp,
    /// Until when it can be used.
    pub expires_at: Timestamp,
}

/// A link just made. What it holds is told once and never kept.
#[derive(Clone)]
pub struct NewLink {
    /// What its address ends with.
    pub token: String,
    /// What it is.
    pub link: AccountLink,
}

/// Makes a link for a person in place of any other, and writes down who made it; never what it holds.
///
/// # Errors
/// [`Error::Refused`] for who is inactive or without an address, for an invitation of who has a
/// password, and for a reset of who has none.
pub(super) fn make_link(
    tx: &Tx<'_>,
    ctx: &Context,
    person: &Person,
    kind: LinkKind,
) -> Result<NewLink> {
    let known = has_account(tx, person.id)?;
    match kind {
        _ if person.email.is_none() => return Err(Error::Refused("link_no_address")),
        _ if !person.active => return Err(Error::Refused("link_inactive")),
        LinkKind::Invitation if known => return Err(Error::Refused("link_has_account")),
        LinkKind::Reset if !known => return Err(Error::Refused("link_no_account")),
        _ => {}
    }
    let token = draw(&ctx.chance);
    let link = AccountLink {
        person: person.id,
        kind,
        created_at: ctx.now,
        expires_at: ctx.now.plus(kind.lasts()),
    };
    let values =
        params![person.id, kind.code(), digest(&token), ctx.actor, ctx.now, link.expires_at];
    tx.execute(PUT, values)?;
    let values = vec![
        SetValue::set("person", person.id.to_string()),
        SetValue::set("expires_at", link.expires_at.micros().to_string()),
    ];
    journal::log(tx, ctx, Logbook::Settings, kind.verb(), values)?;
    Ok(NewLink { token, link })
}

/// The link with this token and whose it is, while it can be used.
///
/// # Errors
/// When the database fails.
pub fn find_link(
    tx: &ReadTx<'_>,
    token: &str,
    now: Timestamp,
) -> Result<Option<(AccountLink, Person)>> {
    let Some(row) = tx.row(FIND, params![digest(token), now])? else { return Ok(None) };
    let link = read(row)?;
    let person = Person::find(tx, link.person)?;
    Ok(person.map(|person| (link, person)))
}

/// The link of a person that can be used, if there is one.
///
/// # Errors
/// When the database fails.
pub fn link_of(tx: &ReadTx<'_>, person: Id<Person>, now: Timestamp) -> Result<Option<AccountLink>> {
    tx.row(OF_PERSON, params![person, now])?.map(read).transpose()
}

/// Makes the link of a person useless, if there is one.
pub(super) fn forget_link(tx: &Tx<'_>, person: Id<Person>) -> Result<()> {
    tx.execute(FORGET, params![person])?;
    Ok(())
}

/// Sets the password of whoever a link was made for, ends their sessions and uses the link up.
///
/// Hashes outside of any transaction; call it from a thread that may block.
///
/// # Errors
/// [`Error::Refused`] with `link_over` when there is no such link, or not any more;
/// [`Error::Invalid`] on `password`; [`Error::Throttled`] after too many failures.
pub fn use_link(
    db: &Db,
    clock: &Clock,
    chance: &Chance,
    token: &str,
    password: &str,
    from: &Visitor,
) -> Result<Id<Person>> {
    let now = clock.now();
    let key = Key::address(&from.address);
    let counted = key.clone();
    db.housekeep(move |tx| count(tx, &counted, now))?;
    let found = db.read(|tx| find_link(tx, token, now))?;
    let (link, person) = found.ok_or(Error::Refused("link_over"))?;
    db.housekeep(move |tx| take_back(tx, &key))?;
    let hashed = HashedPassword::new(password, &Owner::of(&person), chance)?;
    let ctx = Context::new(Some(link.person), Door::Web, now, chance);
    let (clock, token, from) = (clock.clone(), token.to_owned(), from.clone());
    db.write(move |tx| {
        // It may have been used, replaced or outlived while the password was hashed.
        match find_link(tx, &token, clock.now())? {
            Some((still, _)) if still == link => {}
            _ => return Err(Error::Refused("link_over")),
        }
        let values = vec![
            SetValue::set("person", link.person.to_string()),
            SetValue::set("address", from.address.clone()),
        ];
        journal::log(tx, &ctx, Logbook::SignIns, "use_link", values)?;
        replace_password(tx, &ctx, link.person, &hashed)?;
        end_some(tx, link.person, Keep::None)?;
        Ok(link.person)
    })
}

/// Forgets links that can be used no more; how many there were.
///
/// # Errors
/// When the database fails.
pub fn purge_links(tx: &Tx<'_>, now: Timestamp) -> Result<u64> {
    Ok(tx.execute(PURGE, params![now])?)
}

fn read(row: Row) -> Result<AccountLink> {
    let mut columns = row.columns();
    let person = columns.next()?;
    let code: String = columns.next()?;
    let kind = LinkKind::EVERY.into_iter().find(|kind| kind.code() == code);
    let kind = kind.ok_or_else(|| Error::Broken(format!("no link is a {code}")))?;
    Ok(AccountLink { person, kind, created_at: columns.next()?, expires_at: columns.next()? })
}
