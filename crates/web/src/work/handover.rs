//! Whoever changes a record may have given it away: it is theirs to see no more.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use db::ReadTx;
use desk::access::Agent;
use desk::work::Work;
use desk::{Committed, Error, Result, find_visible};

use crate::identify::{Member, see_with};

/// Whether whoever changed a record sees it afterwards; the answer a page asks of [`super::act`].
/// Not seeing it is no failure: that would take back what was done.
///
/// # Errors
/// When the database fails.
pub fn still_seen<P: Work>(tx: &ReadTx<'_>, agent: &Agent, done: Committed) -> Result<bool> {
    match find_visible::<P>(tx, agent, &done.number) {
        Err(Error::NotFound) => Ok(false),
        found => found.map(|_| true),
    }
}

/// Back to the list, where it is said what was done.
#[must_use]
pub fn given_away(member: &Member, list: &str, said: &str) -> Response {
    let mut response = see_with(list, said);
    if member.wants_fragment() {
        // A redirect would put the list into the place of the record.
        *response.status_mut() = StatusCode::OK;
        response.headers_mut().remove(header::LOCATION);
        let redirect = HeaderName::from_static("hx-redirect");
        if let Ok(list) = HeaderValue::from_str(list) {
            response.headers_mut().insert(redirect, list);
        }
    }
    response
}
