//! What was done to a parent and is done to its children as well, on its way: how far it is, and in what
//! words.

use desk::access::Agent;
use desk::bulk::{Bulk, Outcome, State};
use desk::{Error, family, find_heading};
use serde_json::Value as Json;

use super::Known;
use super::bulk::{at_once, told};
use crate::i18n::{Arg, Translator};
use crate::site::Site;

/// What somebody has just begun with the children of a record, gone over where it is small enough to be
/// waited for; nothing where there was nothing to begin, or they see the record no more.
pub(super) async fn spread(
    site: &Site,
    known: &Known,
    agent: &Agent,
    number: &str,
) -> desk::Result<Option<Bulk>> {
    let (by, number) = (agent.clone(), number.to_owned());
    let begun = site
        .read(move |tx| match find_heading(tx, &by, &number) {
            Err(Error::NotFound) => Ok(None),
            found => family::latest(tx, &by, found?.id),
        })
        .await?;
    match begun {
        Some(bulk) if bulk.state == State::Running => {
            at_once(site, known, agent, bulk).await.map(Some)
        }
        begun => Ok(begun),
    }
}

/// What became of the children, in a sentence.
pub(super) fn told_of_children(t: &Translator, bulk: &Bulk) -> String {
    let count = |outcome: Outcome| Arg::Number(bulk.count(outcome));
    let gaps = [
        ("total", Arg::Number(bulk.total)),
        ("changed", count(Outcome::Changed)),
        ("refused", count(Outcome::Refused)),
    ];
    match bulk.state.is_under_way() {
        true => t.text_with("family-under-way", &gaps),
        false => t.text_with("family-over", &gaps),
    }
}

/// The same in the record the API answers with.
pub(super) fn put(body: &mut Json, bulk: Option<&Bulk>) {
    if let (Json::Object(members), Some(bulk)) = (body, bulk) {
        members.insert("children_edit".to_owned(), told(bulk));
    }
}
