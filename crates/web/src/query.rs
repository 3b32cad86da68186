//! What a list is asked for: a filter, an order, a page, and plain `field=value`.

mod paging;

pub use paging::PageFrom;

use std::collections::BTreeMap;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use desk::Fault;

use crate::cursors::Cursors;
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

/// Names in one list, of fields to show or to show more of.
const MOST_NAMES: usize = 100;

/// What a list is asked for.
#[derive(Debug, Clone)]
pub struct ListRequest {
    /// A filter, in the language of `docs/guide/reference/filters.md`; empty for none.
    pub q: String,
    /// Words of a title, or a number; empty for none.
    pub text: String,
    /// The order, such as `-priority,opened_at`; empty for the newest first.
    pub sort: String,
    /// By what rows are counted instead of shown; empty when they are shown.
    pub group: String,
    /// The fields to show; every one when none is named.
    pub fields: Vec<String>,
    /// References of which more than the name is shown.
    pub expand: Vec<String>,
    /// The identity of a saved view; empty for none.
    pub view: String,
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
    /// What seals the places of its pages.
    cursors: Cursors,
}

impl ListRequest {
    /// Takes a parameter that is not a field, such as the name of a queue.
    pub fn take(&mut self, name: &str) -> Option<String> {
        self.equals.remove(name)
    }

    /// What the list shows and how, as the beginning of an address's query, each followed by `&`.
    #[must_use]
    pub fn address(&self) -> String {
        let named = self.named();
        named.iter().map(|(name, value)| format!("{}={}&", encode(name), encode(value))).collect()
    }

    /// Refuses whatever only lists of records take, and every plain condition: for what is paged and
    /// not filtered.
    ///
    /// # Errors
    /// Naming the first parameter.
    pub fn nothing_else(&self) -> Result<()> {
        match self.named().first() {
            Some((name, _)) => Err(Failure::query(*name, "no_such_field")),
            None => Ok(()),
        }
    }

    /// What decides which rows there are and what is shown of them: names with values.
    fn named(&self) -> Vec<(&str, String)> {
        let withdrawn = if self.withdrawn { "true" } else { "" };
        let own = [
            ("q", self.q.clone()),
            ("text", self.text.clone()),
            ("sort", self.sort.clone()),
            ("group", self.group.clone()),
            ("fields", self.fields.join(",")),
            ("expand", self.expand.join(",")),
            ("view", self.view.clone()),
            ("withdrawn", withdrawn.to_owned()),
        ];
        let own = own.into_iter().filter(|(_, value)| !value.is_empty());
        own.chain(self.equals.iter().map(|(name, value)| (name.as_str(), value.clone()))).collect()
    }

    /// Whether anything but the queue decides what is in the list.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        !(self.q.is_empty() && self.text.is_empty() && self.equals.is_empty())
    }

    /// Reads the part of an address after the `?`.
    ///
    /// # Errors
    /// Each parameter that cannot be taken, with the reason.
    pub fn parse(query: &str, door: Door, cursors: &Cursors) -> Result<Self> {
        let mut pairs: BTreeMap<String, String> = BTreeMap::new();
        let mut faults = Vec::new();
        for (index, raw) in query.split('&').filter(|raw| !raw.is_empty()).enumerate() {
            let (name, mut value) = pair(raw, index + 1)?;
            if name == "q" {
                // A filter may be written in several lines.
                value = value.replace(['\r', '\n', '\t'], " ");
            }
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
        let from = paging::from(pairs.remove("after"), pairs.remove("before"), &mut faults);
        let mut text = |name: &str| pairs.remove(name).unwrap_or_default();
        let (q, words, sort, group) = (text("q"), text("text"), text("sort"), text("group"));
        let view = text("view");
        let fields = names("fields", &text("fields"), &mut faults);
        let expand = names("expand", &text("expand"), &mut faults);
        for name in RESERVED.iter().filter(|name| pairs.contains_key(**name)) {
            faults.push(Fault::new(*name, "reserved"));
        }
        if faults.is_empty() {
            Ok(ListRequest {
                q,
                text: words,
                sort,
                group,
                fields,
                expand,
                view,
                limit,
                from,
                count,
                withdrawn,
                equals: pairs,
                cursors: cursors.clone(),
            })
        } else {
            Err(Failure::Request(Place::Query, faults))
        }
    }
}

/// Percent-encodes everything but unreserved characters (RFC 3986 §2.3).
pub(crate) fn encode(text: &str) -> String {
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

/// Names between commas.
pub(crate) fn names(name: &str, text: &str, faults: &mut Vec<Fault>) -> Vec<String> {
    let names: Vec<String> =
        text.split(',').map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).collect();
    if names.len() > MOST_NAMES {
        faults.push(Fault::new(name, "too_many").with("most", MOST_NAMES));
        return Vec::new();
    }
    names
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

impl FromRequestParts<Site> for ListRequest {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self> {
        let (query, door) = (parts.uri.query().unwrap_or_default(), Door::of(parts.uri.path()));
        ListRequest::parse(query, door, site.cursors())
    }
}

#[cfg(test)]
mod tests {
    use db::Chance;
    use desk::keys::Secret;

    use super::*;

    pub(super) fn parse(query: &str, door: Door) -> Result<ListRequest> {
        ListRequest::parse(query, door, &Cursors::new(&Secret::random(&Chance::seeded(1))))
    }

    fn refused(query: &str) -> Vec<(String, &'static str)> {
        match parse(query, Door::Api) {
            Err(Failure::Request(Place::Query, faults)) => {
                faults.into_iter().map(|fault| (fault.field, fault.code)).collect()
            }
            other => panic!("{query}: {other:?}"),
        }
    }

    #[test]
    fn plain_parameters_are_equality() {
        let query = parse("limit=2&priority=3&state=on_hold&count=exact", Door::Api).unwrap();
        assert_eq!((query.limit, query.count, &query.from), (2, true, &PageFrom::Start));
        assert_eq!(query.equals["priority"], "3");
        assert_eq!(query.equals["state"], "on_hold");
        assert_eq!(parse("", Door::Api).unwrap().limit, DEFAULT_LIMIT);
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
        assert_eq!(refused("after=AA&before=AA"), [("before".to_owned(), "exclusive")]);
        assert_eq!(refused("count=maybe"), [("count".to_owned(), "option")]);
        assert_eq!(refused("state=a&state=b"), [("state".to_owned(), "duplicate")]);
        assert_eq!(refused("title=%00"), [("title".to_owned(), "control")]);
        let many = format!("fields={}", "a,".repeat(200));
        assert_eq!(refused(&many), [("fields".to_owned(), "too_many")]);
    }

    #[test]
    fn what_a_list_is_goes_along_to_its_next_page() {
        let asked = "q=a%20%3D%201&sort=-priority&fields=number%2Ctitle&state=new&";
        let query = parse(asked, Door::Api).unwrap();
        assert_eq!((query.q.as_str(), query.sort.as_str()), ("a = 1", "-priority"));
        assert_eq!(query.fields, ["number", "title"]);
        assert_eq!(query.address(), asked);
        assert!(query.is_filtered());
    }

    #[test]
    fn any_is_no_filter_on_a_page_but_a_value_in_the_api() {
        assert!(parse("priority=", Door::Page).unwrap().equals.is_empty());
        assert_eq!(parse("priority=", Door::Api).unwrap().equals["priority"], "");
    }
}
