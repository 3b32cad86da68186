//! Where the number of a record leads that was merged into another: there, unless the address asks
//! for the record itself.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use db::ReadTx;
use desk::access::Agent;
use desk::{Heading, Record, merge};

use crate::failure::{Failure, Result};
use crate::input::pair;
use crate::site::Site;

/// The parameter that asks for the record itself.
pub(super) const NAME: &str = "merged";
/// Its one value.
pub(super) const SHOW: &str = "show";

/// Whether the address asks for the record itself, also when it was merged into another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Itself(pub(super) bool);

impl Itself {
    /// Reads it from the part of an address after the `?`; other parameters are left to others.
    fn parse(query: &str) -> Result<Self> {
        let mut asked = false;
        for (index, raw) in query.split('&').filter(|raw| !raw.is_empty()).enumerate() {
            let (name, value) = pair(raw, index + 1)?;
            if name != NAME {
                continue;
            }
            if value != SHOW {
                return Err(Failure::query(NAME, "unknown"));
            }
            asked = true;
        }
        Ok(Itself(asked))
    }

    /// The record to go to instead of this one, where it was merged and the agent sees the other.
    pub(super) fn leads_to(
        self,
        tx: &ReadTx<'_>,
        agent: &Agent,
        record: db::Id<Record>,
    ) -> desk::Result<Option<Heading>> {
        if self.0 { Ok(None) } else { merge::merged_into(tx, agent, record) }
    }
}

impl FromRequestParts<Site> for Itself {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self> {
        Itself::parse(parts.uri.query().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_ask_for_the_record_itself() {
        assert_eq!(Itself::parse("").ok(), Some(Itself(false)));
        assert_eq!(Itself::parse("before=AA&merged=show").ok(), Some(Itself(true)));
        assert!(Itself::parse("merged=yes").is_err());
    }
}
