//! The pages of incidents.

mod choices;
mod conflict;
mod create;
mod list;
mod panel;
mod refused;
mod show;
mod verbs;

use axum::http::Method;
use desk::access::Action;
use desk::lifecycle;
use web::{Endpoints, NavPlace, Needs};

use crate::fields::KIND;
use crate::lifecycle::LIFECYCLE;
use crate::views::{LIST_PATH, NEW_PATH};

/// Adds the pages, the verbs' targets among them: the same paths as the API's, below the root.
pub(crate) fn register(endpoints: &mut Endpoints) {
    let may = |action| Needs::May(KIND.code, action);
    endpoints
        .place(NavPlace {
            label: "nav-incidents",
            path: LIST_PATH,
            icon: "inbox",
            needs: may(Action::Read),
        })
        .create(NavPlace {
            label: "incident-new",
            path: NEW_PATH,
            icon: "plus",
            needs: may(Action::Create),
        })
        .page(Method::GET, LIST_PATH, may(Action::Read), list::list)
        .page(Method::GET, NEW_PATH, may(Action::Create), create::form)
        .page(Method::POST, LIST_PATH, may(Action::Create), create::create)
        .page(Method::GET, format!("{LIST_PATH}/{{number}}"), may(Action::Read), show::show);
    for verb in LIFECYCLE.verbs {
        let below = if verb.path.is_empty() { String::new() } else { format!("/{}", verb.path) };
        let method = match verb.method {
            lifecycle::Method::Post => Method::POST,
            lifecycle::Method::Delete => Method::DELETE,
            lifecycle::Method::Patch => Method::PATCH,
        };
        let handler =
            move |site, member, number, typed| verbs::act(verb, site, member, number, typed);
        endpoints.page(method, format!("{LIST_PATH}/{{number}}{below}"), may(verb.action), handler);
    }
}
