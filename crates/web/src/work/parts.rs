//! What of one record is to be told: `?fields=` and `?expand=`, as in lists.

use axum::extract::FromRequestParts;
use axum::http::request;
use db::{Id, ReadTx, Timestamp};
use desk::access::Agent;
use desk::custom::Catalogue;
use desk::field::Field;
use desk::filter::Reader;
use desk::list::snapshot;
use desk::work::Work;
use desk::{Error, Fault, Record, find_visible};
use serde_json::Value as Json;

use super::expand::{More, references};
use super::listing::named;
use super::names::Wanted;
use super::{custody, fields_of, present};
use crate::failure::{Failure, Place, Result};
use crate::input::pair;
use crate::query::names;
use crate::site::Site;

/// Which fields are to be told, and of which references more; all, and none, when none is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parts {
    fields: Vec<String>,
    expand: Vec<String>,
    /// When it is asked for: what is told of references may go by it.
    at: Option<Timestamp>,
}

/// A record as it was told.
#[derive(Debug, Clone)]
pub(super) struct Told {
    /// Which it is.
    pub(super) id: Id<Record>,
    /// What was told.
    pub(super) body: Json,
    /// Its version.
    pub(super) version: i64,
    /// The fields that were asked for by name.
    pub(super) fields: Vec<String>,
}

impl Parts {
    /// Reads it from the part of an address after the `?`; other parameters are left to others.
    fn parse(query: &str) -> Result<Self> {
        let (mut parts, mut faults) = (Parts::default(), Vec::new());
        let mut seen = Vec::new();
        for (index, raw) in query.split('&').filter(|raw| !raw.is_empty()).enumerate() {
            let (name, value) = pair(raw, index + 1)?;
            let place = match name.as_str() {
                "fields" => &mut parts.fields,
                "expand" => &mut parts.expand,
                _ => continue,
            };
            *place = names(&name, &value, &mut faults);
            if seen.contains(&name) {
                faults.push(Fault::new(name.as_str(), "duplicate"));
            }
            seen.push(name);
        }
        if faults.is_empty() { Ok(parts) } else { Err(Failure::Request(Place::Query, faults)) }
    }

    /// Whether anything but the whole is asked for.
    pub(super) fn is_chosen(&self) -> bool {
        !(self.fields.is_empty() && self.expand.is_empty())
    }

    /// The record with this number, as far as it is asked for.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the agent sees none; [`Error::Invalid`] on `fields` and `expand`, for
    /// fields they do not read alike.
    pub(super) fn tell<P: Work>(
        &self,
        tx: &ReadTx<'_>,
        agent: &Agent,
        number: &str,
    ) -> desk::Result<Told> {
        let found = find_visible::<P>(tx, agent, number)?;
        let record = found.record();
        let visible = fields_of(&Catalogue::of(tx, P::KIND)?, agent, &record.facts());
        let expanded = named("expand", &self.expand, &references(&visible))?;
        let asked = named("fields", &self.fields, &visible)?;
        let fields: &[&'static Field] = if asked.is_empty() { &visible } else { &asked };
        let row = snapshot(tx, P::KIND, record.id, fields)?.ok_or(Error::NotFound)?;
        let mut wanted = Wanted::default();
        row.values.iter().for_each(|(field, value)| wanted.value(field, value));
        let mut body = present::record(&row, &wanted.find(tx, P::KIND)?);
        if let (false, Some(now)) = (expanded.is_empty(), self.at) {
            let reader = Reader { kind: P::KIND, agent, now };
            body = More::of(tx, reader, &expanded, std::slice::from_ref(&row))?.add(&row, body);
        }
        let withdrawn = custody::of_withdrawal(tx, record)?;
        if let (Json::Object(members), false) = (&mut body, withdrawn.is_null()) {
            members.insert("withdrawn".to_owned(), withdrawn);
        }
        let fields = asked.iter().map(|field| field.code.to_owned()).collect();
        Ok(Told { id: record.id, body, version: row.version, fields })
    }
}

impl FromRequestParts<Site> for Parts {
    type Rejection = Failure;

    async fn from_request_parts(asked: &mut request::Parts, site: &Site) -> Result<Self> {
        let parts = Parts::parse(asked.uri.query().unwrap_or_default())?;
        Ok(Parts { at: Some(site.now()), ..parts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_ask_for_some_fields() {
        assert!(!Parts::parse("at=now&merged=show").unwrap().is_chosen());
        let parts = Parts::parse("fields=number,%20title&expand=requester").unwrap();
        assert_eq!(parts.fields, ["number", "title"]);
        assert_eq!(parts.expand, ["requester"]);
        assert!(Parts::parse("fields=number&fields=title").is_err());
    }
}
