//! Search across kinds of records, at both doors.

mod api;
mod pages;

use axum::http::Method;
use db::ReadTx;
use desk::Kind;
use desk::access::Agent;
use desk::search::{Answer, Asked as Looked, MOST_RESULTS, search};

use crate::endpoint::{Endpoints, Needs};
use crate::failure::{Failure, Result};
use crate::live::Asked;

/// Where it is on pages; the API's stands below `/api/v1`.
const PATH: &str = "/search";
/// Results of an answer when nobody says.
const USUAL: i64 = 25;

/// Adds the page and the operation.
pub(crate) fn endpoints(endpoints: &mut Endpoints) {
    endpoints.page(Method::GET, PATH, Needs::SignedIn, pages::show);
    api::register(endpoints);
}

/// Reads what is looked for from an address.
fn read(query: Option<&str>) -> Result<Looked> {
    let asked = Asked::parse(query, &["q", "kind", "open", "limit"])?;
    let open = match asked.text("open").filter(|text| !text.is_empty()) {
        None => None,
        Some("true") => Some(true),
        Some("false") => Some(false),
        Some(_) => return Err(Failure::query("open", "flag")),
    };
    let most = i64::try_from(MOST_RESULTS).unwrap_or(USUAL);
    let limit = asked.number("limit", 1, most)?.unwrap_or(USUAL);
    Ok(Looked {
        text: asked.text("q").unwrap_or_default().to_owned(),
        kind: asked.text("kind").filter(|text| !text.is_empty()).map(str::to_owned),
        open,
        limit: usize::try_from(limit).unwrap_or(1),
    })
}

/// Looks for it among what the agent may see.
fn look(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kinds: &[&'static Kind],
    looked: &Looked,
) -> desk::Result<Answer> {
    search(tx, agent, kinds, looked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_is_looked_for() {
        let looked = read(Some("q=printer+fire&kind=incident&open=false&limit=7")).unwrap();
        assert_eq!((looked.text.as_str(), looked.limit), ("printer fire", 7));
        assert_eq!((looked.kind.as_deref(), looked.open), (Some("incident"), Some(false)));
        let form = read(Some("q=printer&kind=&open=")).unwrap();
        assert_eq!((form.kind, form.open), (None, None));
        for refused in ["open=maybe", "limit=0", "limit=101", "sort=x", "q=a&q=b"] {
            assert!(read(Some(refused)).is_err(), "{refused}");
        }
    }
}
