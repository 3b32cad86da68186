//! What a list is asked for: paging, counting, and plain `field=value`.

use std::collections::BTreeMap;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use desk::Fault;

use crate::endpoint::Door;
use crate::failure::{Failure, Place, Result};
use crate::input::pair;
use crate::site::Site;

/// The rows a page has when nobody says.
pub const DEFAULT_LIMIT: u32 = 50;
/// The rows a page has at most.
pub const MAX_LIMIT: u32 = 200;

/// Names that mean something to every list or will; no field has them.
pub const RESERVED: &[&str] = &[
    "at",
    "q",
    "limit",
    "after",
    "before",
    "sort",
    "fields",
    "expand",
    "count",
    "view",
    "group",
    "withdrawn",
];

/// Longer cursors than any list makes are refused unread.
const LONGEST_CURSOR: usize = 512;

/// What a list is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRequest {
    /// How many rows, 1 to 200.
    pub limit: u32,
    /// Where the page begins.
    pub from: PageFrom,
    /// Whether all matches are to be counted exactly.
    pub count: bool,
    /// Whether only what was withdrawn is asked for.
    pub withdrawn: bool,
    /// Fields that must equal a value. On pages an empty value means "any" and is left out.
    pub equals: BTreeMap<String, String>,
}

/// Where a page of a list begins. The bytes are the list's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageFrom {
    /// At the start.
    Start,
    /// After the row the cursor names.
    After(Vec<u8>),
    /// Before the row the cursor names.
    Before(Vec<u8>),
}

/// A row's place as `after` and `before` take it.
#[must_use]
pub fn cursor(place: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(place)
}

impl ListRequest {
    /// Takes a parameter that is not a field, such as the name of a queue.
    pub fn take(&mut self, name: &str) -> Option<String> {
        self.equals.remove(name)
    }

    /// The conditions as the beginning of an address's query, each followed by `&`.
    #[must_use]
    pub fn address(&self) -> String {
        let withdrawn = if self.withdrawn { "withdrawn=true&" } else { "" };
        let equals = self.equals.iter();
        let equals = equals.map(|(name, value)| format!("{}={}&", encode(name), encode(value)));
        std::iter::once(withdrawn.to_owned()).chain(equals).collect()
    }

    /// Reads the part of an address after the `?`.
    ///
    /// # Errors
    /// Each parameter that cannot be taken, with the reason.
    pub fn parse(query: &str, door: Door) -> Result<Self> {
        let mut pairs: BTreeMap<String, String> = BTreeMap::new();
        let mut faults = Vec::new();
        for (index, raw) in query.split('&').filter(|raw| !raw.is_empty()).enumerate() {
            let (name, value) = pair(raw, index + 1)?;
            if name.chars().chain(value.chars()).any(char::is_control) {
                let shown: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
                faults.push(Fault::new(shown, "control"));
            } else if door == Door::Page && value.is_empty() {
                // The form field of a filter left at "any".
            } else if pairs.insert(name.clone(), value).is_some() {
                faults.push(Fault::new(name, "duplicate"));
            }
        }
        let limit = limit(pairs.remove("limit"), &mut faults);
        let count = count(pairs.remove("count"), &mut faults);
        let withdrawn = withdrawn(pairs.remove("withdrawn"), &mut faults);
        let from = from(pairs.remove("after"), pairs.remove("before"), &mut faults);
        for name in RESERVED.iter().filter(|name| pairs.contains_key(**name)) {
            faults.push(Fault::new(*name, "reserved"));
        }
        if faults.is_empty() {
            Ok(ListRequest { limit, from, count, withdrawn, equals: pairs })
        } else {
            Err(Failure::Request(Place::Query, faults))
        }
    }
}

/// Percent-encodes everything but unreserved characters (RFC 3986 §2.3).
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte))
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

fn limit(text: Option<String>, faults: &mut Vec<Fault>) -> u32 {
    let Some(text) = text else { return DEFAULT_LIMIT };
    let number = text.parse().ok().filter(|number| (1..=MAX_LIMIT).contains(number));
    number.unwrap_or_else(|| {
        faults.push(Fault::new("limit", "number").with("least", 1).with("most", MAX_LIMIT));
        DEFAULT_LIMIT
    })
}

fn count(text: Option<String>, faults: &mut Vec<Fault>) -> bool {
    match text.as_deref() {
        None => false,
        Some("exact") => true,
        Some(_) => {
            faults.push(Fault::new("count", "option").with("options", "exact"));
            false
        }
    }
}

fn withdrawn(text: Option<String>, faults: &mut Vec<Fault>) -> bool {
    match text.as_deref() {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => {
            faults.push(Fault::new("withdrawn", "flag"));
            false
        }
    }
}

fn from(after: Option<String>, before: Option<String>, faults: &mut Vec<Fault>) -> PageFrom {
    let mut read = |name: &str, text: String| {
        let bytes =
            (text.len() <= LONGEST_CURSOR).then(|| URL_SAFE_NO_PAD.decode(text).ok()).flatten();
        bytes.unwrap_or_else(|| {
            faults.push(Fault::new(name, "cursor"));
            Vec::new()
        })
    };
    match (after, before) {
        (None, None) => PageFrom::Start,
        (Some(after), None) => PageFrom::After(read("after", after)),
        (None, Some(before)) => PageFrom::Before(read("before", before)),
        (Some(_), Some(_)) => {
            faults.push(Fault::new("before", "exclusive").with("other", "after"));
            PageFrom::Start
        }
    }
}

impl FromRequestParts<Site> for ListRequest {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self> {
        ListRequest::parse(parts.uri.query().unwrap_or_default(), Door::of(parts.uri.path()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(query: &str) -> Vec<(String, &'static str)> {
        match ListRequest::parse(query, Door::Api) {
            Err(Failure::Request(Place::Query, faults)) => {
                faults.into_iter().map(|fault| (fault.field, fault.code)).collect()
            }
            other => panic!("{query}: {other:?}"),
        }
    }

    #[test]
    fn plain_parameters_are_equality() {
        let query =
            ListRequest::parse("limit=2&priority=3&state=on_hold&count=exact", Door::Api).unwrap();
        assert_eq!((query.limit, query.count, &query.from), (2, true, &PageFrom::Start));
        assert_eq!(query.equals["priority"], "3");
        assert_eq!(query.equals["state"], "on_hold");
        assert_eq!(ListRequest::parse("", Door::Api).unwrap().limit, DEFAULT_LIMIT);
    }

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        let text = cursor(&[0, 255, 7]);
        let query = ListRequest::parse(&format!("before={text}"), Door::Api).unwrap();
        assert_eq!(query.from, PageFrom::Before(vec![0, 255, 7]));
    }

    #[test]
    fn what_cannot_be_taken_is_named() {
        for limit in ["0", "-1", "201", "99999999999999999999", "ten", "1.5", ""] {
            assert_eq!(
                refused(&format!("limit={limit}")),
                [("limit".to_owned(), "number")],
                "{limit}"
            );
        }
        assert_eq!(refused("after=***"), [("after".to_owned(), "cursor")]);
        assert_eq!(
            refused(&format!("after={}", "A".repeat(600))),
            [("after".to_owned(), "cursor")]
        );
        assert_eq!(refused("after=AA&before=AA"), [("before".to_owned(), "exclusive")]);
        assert_eq!(refused("count=maybe"), [("count".to_owned(), "option")]);
        assert_eq!(refused("state=a&state=b"), [("state".to_owned(), "duplicate")]);
        assert_eq!(refused("title=%00"), [("title".to_owned(), "control")]);
        for name in ["q", "sort", "fields", "expand", "view", "group"] {
            assert_eq!(refused(&format!("{name}=1")), [(name.to_owned(), "reserved")]);
        }
    }

    #[test]
    fn any_is_no_filter_on_a_page_but_a_value_in_the_api() {
        assert!(ListRequest::parse("priority=", Door::Page).unwrap().equals.is_empty());
        assert_eq!(ListRequest::parse("priority=", Door::Api).unwrap().equals["priority"], "");
    }
}
