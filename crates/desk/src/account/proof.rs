//! By what somebody is known, for whatever lasts longer than one request.

use std::collections::HashSet;

use db::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{Id, ReadTx, Timestamp, Value};

use super::secret::digest;
use super::session::IDLE;
use super::token::ApiToken;
use crate::Result;

/// Proofs looked up by one statement.
const CHUNK: usize = 500;

/// The session or the token somebody came with. It is no secret: it holds what is kept, not what
/// was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Proof {
    /// A browser's session, by the digest of its secret.
    Session([u8; 32]),
    /// A script's token.
    Token(Id<ApiToken>),
}

impl Proof {
    /// The session with this secret.
    #[must_use]
    pub fn of_session(secret: &str) -> Self {
        Proof::Session(digest(secret))
    }

    /// Those that still hold: sessions not ended, tokens neither revoked nor expired.
    ///
    /// # Errors
    /// When the database fails.
    pub fn standing(tx: &ReadTx<'_>, proofs: &[Proof], now: Timestamp) -> Result<HashSet<Proof>> {
        let mut standing = HashSet::new();
        for some in proofs.chunks(CHUNK) {
            sessions(tx, some, now, &mut standing)?;
            tokens(tx, some, now, &mut standing)?;
        }
        Ok(standing)
    }
}

fn sessions(
    tx: &ReadTx<'_>,
    proofs: &[Proof],
    now: Timestamp,
    standing: &mut HashSet<Proof>,
) -> Result<()> {
    let digests: Vec<Value> = proofs
        .iter()
        .filter_map(|proof| match proof {
            Proof::Session(digest) => Some(Value::from(digest)),
            Proof::Token(_) => None,
        })
        .collect();
    if digests.is_empty() {
        return Ok(());
    }
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let select = Query::select()
        .column(Alias::new("token_digest"))
        .from(Alias::new("session"))
        .and_where(column("token_digest").is_in(digests))
        .and_where(column("expires_at").gt(now.micros()))
        .and_where(column("seen_at").gt(now.minus(IDLE).micros()))
        .to_owned();
    for row in tx.select(&select)? {
        standing.insert(Proof::Session(row.get(0)?));
    }
    Ok(())
}

fn tokens(
    tx: &ReadTx<'_>,
    proofs: &[Proof],
    now: Timestamp,
    standing: &mut HashSet<Proof>,
) -> Result<()> {
    let ids: Vec<Value> = proofs
        .iter()
        .filter_map(|proof| match proof {
            Proof::Token(id) => Some(Value::from(id)),
            Proof::Session(_) => None,
        })
        .collect();
    if ids.is_empty() {
        return Ok(());
    }
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let select = Query::select()
        .column(Alias::new("id"))
        .from(Alias::new("api_token"))
        .and_where(column("id").is_in(ids))
        .and_where(column("revoked_at").is_null())
        .and_where(column("expires_at").is_null().or(column("expires_at").gt(now.micros())))
        .to_owned();
    for row in tx.select(&select)? {
        standing.insert(Proof::Token(row.get(0)?));
    }
    Ok(())
}
