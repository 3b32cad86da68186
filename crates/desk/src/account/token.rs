//! API tokens: how scripts prove for whom they act.

use std::time::Duration;

use db::{Id, ReadTx, Row, Timestamp, Tx, params};

use super::secret::{digest, draw};
use crate::journal::{self, Logbook, SetValue};
use crate::people::Person;
use crate::{Context, Error, Fault, Result};

db::statements! {
    INSERT = "INSERT INTO api_token (id, person_id, name, token_digest, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    FIND = "SELECT id, person_id, name, created_at, expires_at, used_at, revoked_at FROM api_token
        WHERE token_digest = $1";
    OF_PERSON = "SELECT id, person_id, name, created_at, expires_at, used_at, revoked_at FROM api_token
        WHERE person_id = $1 ORDER BY created_at, id";
    USED = "UPDATE api_token SET used_at = $2 WHERE id = $1 AND (used_at IS NULL OR used_at < $2)";
    REVOKE = "UPDATE api_token SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL
        RETURNING person_id";
}

/// How every token begins, so that people and scanners of source code recognise one.
pub const PREFIX: &str = "ms_";

/// How exactly it is known when a token was last used.
const TOUCHED_EVERY: Duration = Duration::from_secs(60);

/// An API token; its text is told once and never kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Identity.
    pub id: Id<ApiToken>,
    /// For whom it acts.
    pub person: Id<Person>,
    /// What it is for, in its owner's words.
    pub name: String,
    /// Since when it works.
    pub created_at: Timestamp,
    /// Until when it works, if not until it is revoked.
    pub expires_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub used_at: Option<Timestamp>,
    /// Since when it no longer works.
    pub revoked_at: Option<Timestamp>,
}

/// A token just made.
#[derive(Clone)]
pub struct NewToken {
    /// Identity.
    pub id: Id<ApiToken>,
    /// What a script sends; told once.
    pub text: String,
}

impl ApiToken {
    /// Whether it works at a moment.
    #[must_use]
    pub fn works(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| end > now)
    }

    /// Whether its last use is to be noted again.
    #[must_use]
    pub fn wants_touch(&self, now: Timestamp) -> bool {
        self.used_at.is_none_or(|used| now.since(used) >= TOUCHED_EVERY)
    }
}

/// Makes a token that acts for the person with this address.
///
/// # Errors
/// [`Error::Invalid`] on `user` when nobody active has the address, on `name`, or on `expires_at`.
pub fn add_token(
    tx: &Tx<'_>,
    ctx: &Context,
    email: &str,
    name: &str,
    expires_at: Option<Timestamp>,
) -> Result<NewToken> {
    let person = Person::find_by_email(tx, email)?.filter(|person| person.active);
    let person = person.ok_or_else(|| {
        Error::Invalid(vec![Fault::new("user", "unknown").with("value", email.trim())])
    })?;
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::invalid("name", "required"));
    }
    if name.chars().count() > 100 {
        return Err(Error::Invalid(vec![Fault::new("name", "too_long").with("most", 100)]));
    }
    if expires_at.is_some_and(|end| end <= ctx.now) {
        return Err(Error::invalid("expires_at", "past"));
    }
    let new =
        NewToken { id: ctx.chance.id(ctx.now), text: format!("{PREFIX}{}", draw(&ctx.chance)) };
    let values = params![new.id, person.id, name, digest(&new.text), ctx.now, expires_at];
    tx.execute(INSERT, values)?;
    // Neither the text nor its digest: whoever reads the journal has no business with either.
    let mut values = vec![
        SetValue::set("token", new.id.to_string()),
        SetValue::set("person", person.id.to_string()),
        SetValue::set("name", name.to_owned()),
    ];
    values.extend(expires_at.map(|end| SetValue::set("expires_at", end.micros().to_string())));
    journal::log(tx, ctx, Logbook::Settings, "add_token", values)?;
    Ok(new)
}

/// The token with this text, if it works.
///
/// # Errors
/// When the database fails.
pub fn find_token(tx: &ReadTx<'_>, text: &str, now: Timestamp) -> Result<Option<ApiToken>> {
    if !text.starts_with(PREFIX) {
        return Ok(None);
    }
    let token = tx.row(FIND, params![digest(text)])?.map(read).transpose()?;
    Ok(token.filter(|token| token.works(now)))
}

/// Every token of a person, also those that no longer work, the oldest first.
///
/// # Errors
/// When the database fails.
pub fn tokens_of(tx: &ReadTx<'_>, person: Id<Person>) -> Result<Vec<ApiToken>> {
    tx.rows(OF_PERSON, params![person])?.into_iter().map(read).collect()
}

/// Notes that a token is in use. Call it, by [`db::Db::housekeep`], when [`ApiToken::wants_touch`].
///
/// # Errors
/// When the database fails.
pub fn touch_token(tx: &Tx<'_>, token: Id<ApiToken>, now: Timestamp) -> Result<()> {
    tx.execute(USED, params![token, now])?;
    Ok(())
}

/// Makes a token useless; one already revoked stays as it is.
///
/// # Errors
/// When the database fails.
pub fn revoke_token(tx: &Tx<'_>, ctx: &Context, token: Id<ApiToken>) -> Result<()> {
    if let Some(row) = tx.row(REVOKE, params![token, ctx.now])? {
        let owner: Id<Person> = row.get(0)?;
        let values = vec![
            SetValue::set("token", token.to_string()),
            SetValue::set("person", owner.to_string()),
        ];
        journal::log(tx, ctx, Logbook::Settings, "revoke_token", values)?;
    }
    Ok(())
}

/// Makes a person's own token useless; one already revoked stays as it is.
///
/// # Errors
/// [`Error::NotFound`] when they have none of this identity.
pub fn revoke_own_token(
    tx: &Tx<'_>,
    ctx: &Context,
    person: Id<Person>,
    token: Id<ApiToken>,
) -> Result<()> {
    if !tokens_of(tx, person)?.iter().any(|own| own.id == token) {
        return Err(Error::NotFound);
    }
    revoke_token(tx, ctx, token)
}

fn read(row: Row) -> Result<ApiToken> {
    let mut columns = row.columns();
    Ok(ApiToken {
        id: columns.next()?,
        person: columns.next()?,
        name: columns.next()?,
        created_at: columns.next()?,
        expires_at: columns.next()?,
        used_at: columns.next()?,
        revoked_at: columns.next()?,
    })
}
