//! The pages of a kind of record, from its tables: the list, the form that opens one, the page of
//! one, and the target of every verb, below the same paths as the API's.
//!
//! A practice says through [`Pages`] what is its own; for most that is which columns and properties
//! are shown, and a box or two.

mod added;
mod bulk;
mod cell;
mod choices;
mod conflict;
mod create;
mod export;
mod list;
mod load;
mod offers;
mod over_time;
mod own;
mod panel;
mod properties;
mod queue;
mod refused;
mod then;
mod verbs;
mod words;

pub(in crate::work) use bulk::endpoints as bulk_endpoints;
pub(crate) use list::marked;
pub(crate) use list::view_address;
pub use own::{Group, Pages, Told};
pub use panel::{done, refuse};
pub use refused::Refused;
pub(crate) use words::Words;

use axum::Extension;
use axum::extract::State;
use axum::http::Method;
use desk::Kind;
use desk::access::Action;

use super::api::method;
use super::{Known, Names, Reader};
use crate::endpoint::{Endpoints, Needs, Place, Region};
use crate::identify::Member;
use crate::input::Typed;
use crate::segment::Segment;
use crate::site::Site;

/// The verb every practice has for what was typed in at the start.
const EDIT: &str = "edit";
/// The verb that says something the requester reads.
const COMMENT: &str = "comment";
/// The verb that says something only the inside reads.
const NOTE: &str = "work_note";

/// The path of a kind's list and of creation.
fn list_path(kind: &Kind) -> String {
    format!("/{}", kind.path)
}

/// The path of one record.
fn record_path(kind: &Kind, number: &str) -> String {
    format!("/{}/{number}", kind.path)
}

/// Adds the pages of a kind, the verbs' targets among them.
pub fn register<P: Pages>(endpoints: &mut Endpoints) {
    let kind = P::KIND;
    let may = |action| Needs::May(kind.code, action);
    let (list, new) = (list_path(kind), format!("/{}/new", kind.path));
    endpoints.place(Place {
        region: Region::Practices,
        label: format!("nav-{}", kind.path),
        path: list.clone(),
        icon: P::ICON,
        needs: may(Action::Read),
    });
    if P::COMES_FIRST {
        endpoints.create(Place {
            region: Region::Practices,
            label: format!("new-{}", kind.code),
            path: new.clone(),
            icon: "plus",
            needs: may(Action::Create),
        });
    }
    let record = format!("{list}/{{number}}");
    endpoints
        .page(Method::GET, list.as_str(), may(Action::Read), list::list::<P>)
        .page(Method::GET, format!("{list}/export"), may(Action::Read), export::export::<P>)
        .page(Method::GET, new, may(Action::Create), create::form::<P>)
        .page(Method::GET, format!("{list}/columns"), may(Action::Read), list::choose::<P>)
        .page(Method::GET, format!("{list}/conditions"), may(Action::Read), list::compile::<P>)
        .page(Method::POST, list, may(Action::Create), create::create::<P>)
        .page(Method::GET, record.as_str(), may(Action::Read), panel::show::<P>)
        .page(
            Method::GET,
            format!("{record}/fields/{{code}}/history"),
            may(Action::Read),
            over_time::show::<P>,
        );
    bulk::register::<P>(endpoints);
    for verb in kind.lifecycle.verbs {
        let below = if verb.path.is_empty() { String::new() } else { format!("/{}", verb.path) };
        let handler = move |site: State<Site>,
                            known: Extension<Known>,
                            member: Member,
                            number: Segment<String>,
                            typed: Typed| {
            verbs::act::<P>(verb, (site, known), member, number, typed)
        };
        endpoints.page(method(verb), format!("{record}{below}"), may(verb.action), handler);
    }
}
