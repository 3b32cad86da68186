//! Who gets a newly opened record: the rules of each kind, what they would do, and who has how much.

mod api;
mod describe;
mod form;
mod form_page;
mod overview;
mod page;
mod tell;

use axum::http::Method;
use desk::Kind;
use desk::assignment::Rule;

use super::{ADMINISTERS, AUDITS, Kinds};
use crate::endpoint::{Endpoints, Place, Region};

/// Where the rules are.
pub(super) const PATH: &str = "/administration/assignment";

/// What is done to rules, as the logbook calls it.
const VERBS: [&str; 4] = [
    "create_assignment_rule",
    "edit_assignment_rule",
    "order_assignment_rules",
    "remove_assignment_rule",
];

/// Adds pages and operations. Whoever audits reads the rules; changing one takes the right to
/// administer.
pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let kind = format!("{PATH}/{{kind}}");
    let one = format!("{kind}/{{id}}");
    endpoints
        .place(Place {
            region: Region::Desk,
            label: "nav-assignment".to_owned(),
            path: PATH.to_owned(),
            icon: "circle-arrow-right",
            needs: AUDITS,
        })
        .page(Method::GET, PATH, AUDITS, page::first)
        .page(Method::GET, kind.clone(), AUDITS, page::show)
        .page(Method::POST, kind.clone(), ADMINISTERS, form_page::create)
        .page(Method::GET, format!("{kind}/new"), ADMINISTERS, form_page::new)
        .page(Method::POST, format!("{kind}/preview"), ADMINISTERS, form_page::preview_new)
        .page(Method::GET, one.clone(), ADMINISTERS, form_page::show)
        .page(Method::PATCH, one.clone(), ADMINISTERS, form_page::edit)
        .page(Method::DELETE, one.clone(), ADMINISTERS, page::remove)
        .page(Method::POST, format!("{one}/preview"), ADMINISTERS, form_page::preview)
        .page(Method::POST, format!("{one}/place"), ADMINISTERS, page::place);
    api::register(endpoints);
}

/// The kind that the address names.
fn named(kinds: &Kinds, code: &str) -> desk::Result<&'static Kind> {
    kinds.find(code).ok_or(desk::Error::NotFound)
}

/// The page of the rules of a kind.
fn path_of(kind: &Kind) -> String {
    format!("{PATH}/{}", kind.code)
}

/// Where a rule stands on that page.
fn anchor_of(rule: &Rule) -> String {
    format!("rule-{}", rule.id)
}
