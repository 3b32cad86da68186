//! Every token of the installation, for whoever administers it.

use db::{Id, ReadTx, Row, Timestamp, Tx, params};

use super::token::{ApiToken, IDLE, read_from, revoke_token};
use crate::access::{ANY_KIND, Action, Agent};
use crate::people::Person;
use crate::{Context, Error, Result};

db::statements! {
    // Identities are in the order in which tokens were made.
    LIST = "SELECT t.id, t.person_id, t.name, t.created_at, t.expires_at, t.used_at, t.revoked_at, p.name, p.active
        FROM api_token t JOIN person p ON p.id = t.person_id
        WHERE t.id < $1 AND (CAST($2 AS BIGINT) = 0 OR t.person_id = $3)
        AND (CAST($4 AS BIGINT) = 0 OR (t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $5)))
        AND (CAST($4 AS BIGINT) <> 2 OR COALESCE(t.used_at, t.created_at) <= $6)
        AND (CAST($4 AS BIGINT) <> 3 OR t.expires_at IS NULL)
        ORDER BY t.id DESC LIMIT $7";
    ONE = "SELECT t.id, t.person_id, t.name, t.created_at, t.expires_at, t.used_at, t.revoked_at, p.name, p.active
        FROM api_token t JOIN person p ON p.id = t.person_id WHERE t.id = $1";
}

/// A token, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldToken {
    /// The token.
    pub token: ApiToken,
    /// Its owner's name.
    pub owner: String,
    /// Whether its owner may come in; else it rests.
    pub owner_active: bool,
}

/// Which tokens are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TokenState {
    /// All, also those that no longer work.
    #[default]
    Any,
    /// Those that work.
    Working,
    /// Those that work and that nobody has used for ninety days.
    Idle,
    /// Those that work until somebody revokes them.
    Endless,
}

/// What tokens are looked for by.
#[derive(Debug, Clone, Default)]
pub struct TokenQuery {
    /// Only this person's.
    pub person: Option<Id<Person>>,
    /// Only those in this state.
    pub state: TokenState,
    /// Only those made before this one.
    pub before: Option<Id<ApiToken>>,
    /// At most so many.
    pub limit: u32,
}

/// A page of tokens.
#[derive(Debug, Clone)]
pub struct TokenPage {
    /// Those made last first.
    pub tokens: Vec<HeldToken>,
    /// The one before which the next page begins, if there is one.
    pub next: Option<Id<ApiToken>>,
}

impl TokenState {
    /// Every state.
    pub const EVERY: [TokenState; 4] =
        [TokenState::Any, TokenState::Working, TokenState::Idle, TokenState::Endless];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            TokenState::Any => "any",
            TokenState::Working => "working",
            TokenState::Idle => "idle",
            TokenState::Endless => "endless",
        }
    }

    /// The state with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<TokenState> {
        TokenState::EVERY.into_iter().find(|state| state.code() == code)
    }

    /// As the statement knows it.
    const fn number(self) -> i64 {
        match self {
            TokenState::Any => 0,
            TokenState::Working => 1,
            TokenState::Idle => 2,
            TokenState::Endless => 3,
        }
    }
}

/// Tokens of everybody; never what a script sends.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer.
pub fn tokens(
    tx: &ReadTx<'_>,
    agent: &Agent,
    query: &TokenQuery,
    now: Timestamp,
) -> Result<TokenPage> {
    agent.require(ANY_KIND, Action::Administer)?;
    let before = query.before.unwrap_or(Id::from_bytes([u8::MAX; 16]));
    let whose = query.person.unwrap_or(Person::UNKNOWN);
    let values = params![
        before,
        i64::from(query.person.is_some()),
        whose,
        query.state.number(),
        now,
        now.minus(IDLE),
        i64::from(query.limit) + 1
    ];
    let rows = tx.rows(LIST, values)?;
    let wanted = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let more = rows.len() > wanted;
    let tokens = rows.into_iter().take(wanted).map(read).collect::<Result<Vec<_>>>()?;
    let next = tokens.last().filter(|_| more).map(|held| held.token.id);
    Ok(TokenPage { tokens, next })
}

/// One token of anybody.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`].
pub fn token(tx: &ReadTx<'_>, agent: &Agent, token: Id<ApiToken>) -> Result<HeldToken> {
    agent.require(ANY_KIND, Action::Administer)?;
    tx.row(ONE, params![token])?.map(read).transpose()?.ok_or(Error::NotFound)
}

/// Makes a token of anybody useless; one already revoked stays as it is.
///
/// # Errors
/// As [`token`].
pub fn revoke_anybodys_token(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    id: Id<ApiToken>,
) -> Result<()> {
    token(tx, agent, id)?;
    revoke_token(tx, ctx, id)
}

fn read(row: Row) -> Result<HeldToken> {
    let mut columns = row.columns();
    let token = read_from(&mut columns)?;
    Ok(HeldToken { token, owner: columns.next()?, owner_active: columns.next()? })
}
