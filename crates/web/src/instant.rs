//! The instant that an address asks about: `?at=`.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use db::Timestamp;

use crate::failure::{Failure, Result};
use crate::input::pair;
use crate::site::Site;

/// The instant asked about, if the address names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsAt(pub Option<Timestamp>);

impl AsAt {
    /// Reads it from the part of an address after the `?`; other parameters are left to others.
    ///
    /// # Errors
    /// When it is no instant, or is given twice.
    pub fn parse(query: &str) -> Result<Self> {
        let mut found = None;
        for (index, raw) in query.split('&').filter(|raw| !raw.is_empty()).enumerate() {
            let (name, value) = pair(raw, index + 1)?;
            if name != "at" {
                continue;
            }
            // A plus that was not escaped reads as a space; no instant has one.
            let instant = value.trim().replace(' ', "+").parse();
            let instant = instant.map_err(|_| Failure::query("at", "instant"))?;
            if found.replace(instant).is_some() {
                return Err(Failure::query("at", "duplicate"));
            }
        }
        Ok(AsAt(found))
    }
}

impl FromRequestParts<Site> for AsAt {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self> {
        AsAt::parse(parts.uri.query().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_read_whatever_its_zone_and_its_neighbours() {
        let at = |query: &str| AsAt::parse(query).map(|AsAt(at)| at.map(Timestamp::micros)).ok();
        assert_eq!(at(""), Some(None));
        assert_eq!(at("fields=title"), Some(None));
        assert_eq!(at("x=1&at=1970-01-01T00:00:01Z"), Some(Some(1_000_000)));
        assert_eq!(at("at=1970-01-01T01:00:01%2B01:00"), Some(Some(1_000_000)));
        assert_eq!(at("at=1970-01-01T01:00:01+01:00"), Some(Some(1_000_000)));
        for bad in [
            "at=",
            "at=yesterday",
            "at=1970-01-01",
            "at=1970-01-01T00:00:01Z&at=1970-01-01T00:00:01Z",
        ] {
            assert_eq!(at(bad), None, "{bad}");
        }
    }
}
