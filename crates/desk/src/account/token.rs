//! API tokens: how scripts prove for whom they act.

use std::time::Duration;

use db::{Id, ReadTx, Row, Timestamp, Tx, params};

use super::secret::{digest, draw};
use crate::access::Agent;
use crate::field::FieldKind;
use crate::input::{Input, RawInput};
use crate::journal::{self, Logbook, SetValue};
use crate::lifecycle::InputField;
use crate::people::Person;
use crate::{Context, Error, Fault, Result, task};

db::statements! {
    INSERT = "INSERT INTO api_token (id, person_id, name, token_digest, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    FIND = "SELECT id, person_id, name, created_at, expires_at, used_at, revoked_at FROM api_token
        WHERE token_digest = $1";
    OF_PERSON = "SELECT id, person_id, name, created_at, expires_at, used_at, revoked_at FROM api_token
        WHERE person_id = $1 ORDER BY created_at, id";
    USED = "UPDATE api_token SET used_at = $2 WHERE id = $1 AND (used_at IS NULL OR used_at < $2)";
    REVOKE = "UPDATE api_token SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL
        RETURNING person_id, name";
    WORKING = "SELECT CAST(COUNT(*) AS BIGINT) FROM api_token
        WHERE person_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)";
}

/// How every token begins, so that people and scanners of source code recognise one.
pub const PREFIX: &str = "ms_";

/// The longest name of a token, in characters.
const NAME: usize = 100;

/// Tokens of one person that work, at most: more than that nobody keeps in view.
const MOST: i64 = 100;

/// The most days a token made by its owner works, where it ends at all.
pub const DAYS: (i64, i64) = (1, 3_650);

/// What making a token of one's own takes; without days it works until it is revoked.
pub const NEW_TOKEN: &[InputField] = &[
    InputField::required("name", FieldKind::Line(NAME)),
    InputField::optional("days", FieldKind::Number(DAYS.0, DAYS.1)),
];

const DAY: Duration = Duration::from_secs(24 * 3600);

/// Tokens nobody has used for so long are marked.
pub(super) const IDLE: Duration = Duration::from_secs(90 * 24 * 3600);

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
    /// What it is for.
    pub name: String,
    /// Until when it works, if not until it is revoked.
    pub expires_at: Option<Timestamp>,
}

impl ApiToken {
    /// Whether it works at a moment.
    #[must_use]
    pub fn works(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| end > now)
    }

    /// Whether it works and nobody has used it for ninety days.
    #[must_use]
    pub fn is_idle(&self, now: Timestamp) -> bool {
        self.works(now) && now.since(self.used_at.unwrap_or(self.created_at)) >= IDLE
    }

    /// Whether it works until somebody revokes it.
    #[must_use]
    pub fn is_endless(&self, now: Timestamp) -> bool {
        self.works(now) && self.expires_at.is_none()
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
    if name.chars().count() > NAME {
        return Err(Error::Invalid(vec![Fault::new("name", "too_long").with("most", NAME)]));
    }
    if expires_at.is_some_and(|end| end <= ctx.now) {
        return Err(Error::invalid("expires_at", "past"));
    }
    keep(tx, ctx, person.id, name, expires_at)
}

/// What somebody says of a token of their own that is to be made: its name, and until when it works.
///
/// # Errors
/// [`Error::Invalid`] on `name` or `days`; [`Error::Refused`] when they have as many as fit.
pub fn check_own_token(
    tx: &ReadTx<'_>,
    agent: &Agent,
    raw: &RawInput,
    now: Timestamp,
) -> Result<(String, Option<Timestamp>)> {
    // Texts and numbers are read alike for every kind; any will do.
    let input = Input::anew(tx, &task::KIND, agent, NEW_TOKEN, raw)?;
    let name = input.text("name").ok_or_else(|| Error::invalid("name", "required"))?;
    let working: i64 = tx.one(WORKING, params![agent.person, now])?.get(0)?;
    if working >= MOST {
        return Err(Error::Refused("too_many_tokens"));
    }
    let end = |days| now.plus(DAY.saturating_mul(u32::try_from(days).unwrap_or(0)));
    Ok((name, input.number("days").map(end)))
}

/// Makes a token that acts for whoever makes it. They have proved before that it is them.
///
/// # Errors
/// As [`check_own_token`].
pub fn make_own_token(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    raw: &RawInput,
) -> Result<NewToken> {
    let (name, expires_at) = check_own_token(tx, agent, raw, ctx.now)?;
    keep(tx, ctx, agent.person, &name, expires_at)
}

fn keep(
    tx: &Tx<'_>,
    ctx: &Context,
    person: Id<Person>,
    name: &str,
    expires_at: Option<Timestamp>,
) -> Result<NewToken> {
    let (id, text) = (ctx.chance.id(ctx.now), format!("{PREFIX}{}", draw(&ctx.chance)));
    let new = NewToken { id, text, name: name.to_owned(), expires_at };
    let values = params![new.id, person, name, digest(&new.text), ctx.now, expires_at];
    tx.execute(INSERT, values)?;
    // Neither the text nor its digest: whoever reads the journal has no business with either.
    let mut values = vec![
        SetValue::set("token", new.id.to_string()),
        SetValue::set("person", person.to_string()),
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
            SetValue::set("name", row.get::<String>(1)?),
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
    read_from(&mut row.columns())
}

/// A token from the next columns of a row, in the order of these statements.
pub(super) fn read_from(columns: &mut db::Columns) -> Result<ApiToken> {
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
