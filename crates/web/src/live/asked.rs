//! From where and of what somebody wants to hear.

use std::collections::BTreeMap;

use axum::http::HeaderMap;
use desk::{Fault, Kind};

use crate::failure::{Failure, Place, Result};
use crate::input::pair;

/// The header with which a browser goes on after a broken connection.
const LAST_EVENT_ID: &str = "last-event-id";

/// The parameters of an address that are not a list's.
#[derive(Debug, Default)]
pub(crate) struct Asked(BTreeMap<String, String>);

impl Asked {
    /// Reads the part of an address after the `?`; only these names are known.
    pub(crate) fn parse(query: Option<&str>, known: &[&str]) -> Result<Self> {
        let mut asked = BTreeMap::new();
        let mut faults = Vec::new();
        let raw = query.unwrap_or_default().split('&').filter(|raw| !raw.is_empty());
        for (index, raw) in raw.enumerate() {
            let (name, value) = pair(raw, index + 1)?;
            if !known.contains(&name.as_str()) || value.chars().any(char::is_control) {
                let shown: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
                faults.push(Fault::new(shown, "unknown"));
            } else if asked.insert(name.clone(), value).is_some() {
                faults.push(Fault::new(name, "duplicate"));
            }
        }
        if faults.is_empty() {
            Ok(Asked(asked))
        } else {
            Err(Failure::Request(Place::Query, faults))
        }
    }

    /// A parameter's text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// A whole number between two bounds, both allowed.
    pub(crate) fn number(&self, name: &str, least: i64, most: i64) -> Result<Option<i64>> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let number = text.parse().ok().filter(|number| (least..=most).contains(number));
        let fault = || Fault::new(name, "number").with("least", least).with("most", most);
        number.map(Some).ok_or_else(|| Failure::Request(Place::Query, vec![fault()]))
    }

    /// The position after which to go on.
    pub(super) fn after(&self) -> Result<Option<i64>> {
        self.number("after", 0, i64::MAX)
    }

    /// The kind of record with this code.
    pub(super) fn kind(&self, kinds: &[&'static Kind]) -> Result<Option<&'static str>> {
        self.kind_by("kind", kinds, |kind| kind.code)
    }

    /// The kind of record whose list lies there.
    pub(super) fn list(&self, kinds: &[&'static Kind]) -> Result<Option<&'static str>> {
        self.kind_by("list", kinds, |kind| kind.path)
    }

    fn kind_by(
        &self,
        name: &str,
        kinds: &[&'static Kind],
        by: impl Fn(&'static Kind) -> &'static str,
    ) -> Result<Option<&'static str>> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let found = kinds.iter().find(|kind| by(kind) == text);
        let options = || kinds.iter().map(|kind| by(kind)).collect::<Vec<_>>().join(", ");
        let fault = || Fault::new(name, "option").with("options", options());
        found
            .map(|kind| Some(kind.code))
            .ok_or_else(|| Failure::Request(Place::Query, vec![fault()]))
    }
}

/// The position of the last event somebody received before their connection broke. What is no
/// position of ours counts as none: a browser repeats whatever it was once sent.
pub(super) fn last_event(headers: &HeaderMap) -> Option<i64> {
    let text = headers.get(LAST_EVENT_ID)?.to_str().ok()?;
    text.trim().parse().ok().filter(|position| *position >= 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[&str] = &["after", "limit"];

    #[test]
    fn only_what_is_known_is_taken_and_once() {
        let asked = Asked::parse(Some("after=17&limit=3"), KNOWN).unwrap();
        assert_eq!(asked.after().unwrap(), Some(17));
        assert_eq!(asked.number("limit", 1, 3).unwrap(), Some(3));
        assert_eq!(Asked::parse(None, KNOWN).unwrap().after().unwrap(), None);
        for (query, code) in
            [("before=1", "unknown"), ("after=1&after=2", "duplicate"), ("a%00=1", "unknown")]
        {
            let Err(Failure::Request(Place::Query, faults)) = Asked::parse(Some(query), KNOWN)
            else {
                panic!("{query} was taken");
            };
            assert_eq!(faults[0].code, code, "{query}");
        }
        for limit in ["0", "4", "-1", "three", ""] {
            let asked = Asked::parse(Some(&format!("limit={limit}")), KNOWN).unwrap();
            assert!(asked.number("limit", 1, 3).is_err(), "{limit}");
        }
    }

    #[test]
    fn a_browser_says_where_it_was() {
        let mut headers = HeaderMap::new();
        assert_eq!(last_event(&headers), None);
        for (said, position) in [("17", Some(17)), ("-1", None), ("x", None), ("", None)] {
            headers.insert(LAST_EVENT_ID, said.parse().unwrap());
            assert_eq!(last_event(&headers), position, "{said}");
        }
    }
}
