//! Saved views of every kind of record, on pages and in the API.

mod api;
mod describe;
mod form;
mod pages;
mod present;

pub(crate) use api::{answer, said};
use db::{Id, ReadTx};
use desk::access::Agent;
use desk::custom::Catalogue;
use desk::field::Field;
use desk::view::{Shape, View};
use desk::{Error, Fault, Kind};

use super::visible_fields;
use crate::administration::Kinds;
use crate::endpoint::Endpoints;
use crate::query::ListRequest;

pub(crate) use form::{Offered, shared_words};
pub(crate) use present::Mentioned;

/// Adds the operations and pages.
pub(crate) fn endpoints(endpoints: &mut Endpoints) {
    api::endpoints(endpoints);
    pages::endpoints(endpoints);
}

/// The fields that lists of a kind have for somebody.
pub(super) fn fields_for(
    tx: &ReadTx<'_>,
    kind: &'static Kind,
    agent: &Agent,
) -> desk::Result<Vec<&'static Field>> {
    Ok(visible_fields(&Catalogue::of(tx, kind)?, agent))
}

/// What a list is asked for, with the wishes of the view that the address names.
///
/// # Errors
/// [`Error::Invalid`] on `view` when there is none of this kind that this person sees.
pub(super) fn with_view(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &'static Kind,
    mut request: ListRequest,
) -> desk::Result<ListRequest> {
    if !request.view.is_empty() {
        let none = || Error::invalid("view", "no_such");
        let id = request.view.parse().map_err(|_| none())?;
        let view = desk::view::find(tx, agent, id);
        let view = view.ok().filter(|view| view.kind == kind.code).ok_or_else(none)?;
        // A list is not answered with counts because of how somebody looks at it on a page.
        let view = View { group: String::new(), ..view };
        wish(&view, &mut request);
    }
    Ok(request)
}

/// Puts a view's wishes in, unless the address says something about any of them itself.
pub(super) fn wish(view: &View, request: &mut ListRequest) {
    let plain = request.q.is_empty()
        && request.sort.is_empty()
        && request.fields.is_empty()
        && request.group.is_empty();
    if plain {
        request.q.clone_from(&view.q);
        request.sort.clone_from(&view.sort);
        request.group.clone_from(&view.group);
        request.fields.clone_from(&view.columns);
    }
}

/// A view somebody may see, with its kind.
fn found(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kinds: &Kinds,
    id: Id<View>,
) -> desk::Result<(View, &'static Kind)> {
    let view = desk::view::find(tx, agent, id)?;
    let kind = kinds.find(&view.kind).ok_or(Error::NotFound)?;
    Ok((view, kind))
}

/// The kind of record somebody named.
fn named(kinds: &Kinds, code: &str) -> desk::Result<&'static Kind> {
    kinds.find(code).ok_or_else(|| {
        let known: Vec<&str> = kinds.0.iter().map(|kind| kind.code).collect();
        Error::Invalid(vec![Fault::new("kind", "option").with("options", known.join(", "))])
    })
}

/// What is done to a view goes by the fields its kind has for whoever does it.
fn shape<'a>(kind: &'static Kind, fields: &'a [&'static Field]) -> Shape<'a> {
    Shape { kind, fields }
}
