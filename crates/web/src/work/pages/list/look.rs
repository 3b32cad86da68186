//! What the address of a list says: which queue or view, and what its reader changed since.
//!
//! A plain `?view=ID` shows the view as it was kept. As soon as the reader changes its filter, order,
//! columns or grouping the address carries all four, and of the view only that they came from it.

use desk::Kind;
use desk::view::View;

use super::super::list_path;
use super::super::queue::Queue;
use crate::page::FormField;
use crate::query::{DEFAULT_LIMIT, ListRequest, PageFrom, encode};
use crate::work::views::wish;

/// The order of a list when nobody says; written out where an address must not look plain.
const NEWEST: &str = "-opened_at";

/// A list as its address and its view say it.
#[derive(Debug, Clone)]
pub(in crate::work::pages) struct Look {
    /// The kind of record.
    pub(super) kind: &'static Kind,
    /// The queue, where no view is shown.
    pub(super) queue: Queue,
    /// The view that was opened.
    pub(super) view: Option<View>,
    /// What is asked for, the view's wishes among it.
    pub(in crate::work::pages) request: ListRequest,
}

impl Look {
    /// Puts a view's wishes in, unless the address says its own.
    pub(super) fn new(
        kind: &'static Kind,
        queue: Queue,
        view: Option<View>,
        mut request: ListRequest,
    ) -> Self {
        if let Some(view) = &view {
            wish(view, &mut request);
        }
        Look { kind, queue, view, request }
    }

    /// The filter of the queue, as text; a view has a whole filter of its own, and what was withdrawn
    /// is in no queue.
    pub(super) fn queue_filter(&self) -> &'static str {
        if self.view.is_some() || self.request.withdrawn { "" } else { self.queue.filter() }
    }

    /// The queue whose every record is in this list.
    pub(super) fn counts_queue(&self) -> Option<Queue> {
        let whole = self.view.is_none() && !self.request.withdrawn && !self.request.is_filtered();
        whole.then_some(self.queue)
    }

    /// Whether the reader changed something of the view that is shown.
    pub(super) fn is_changed(&self) -> bool {
        let request = &self.request;
        self.view.as_ref().is_some_and(|view| {
            let sort = if request.sort == NEWEST { "" } else { request.sort.as_str() };
            request.q != view.q
                || sort != view.sort
                || request.group != view.group
                || request.fields != view.columns
                || !request.text.is_empty()
                || !request.equals.is_empty()
        })
    }

    /// The address of this list, from its beginning.
    pub(in crate::work::pages) fn address(&self) -> String {
        let pairs = self.pairs();
        let pairs = pairs.iter().map(|(name, value)| format!("{name}={}", encode(value)));
        format!("{}?{}", list_path(self.kind), pairs.collect::<Vec<_>>().join("&"))
    }

    /// The address of this list with something changed, from its beginning.
    pub(super) fn changed(&self, change: impl FnOnce(&mut ListRequest)) -> String {
        let mut look = self.clone();
        change(&mut look.request);
        look.address()
    }

    /// The address of another page of it.
    pub(super) fn page(&self, name: &str, cursor: &str) -> String {
        format!("{}&{name}={}", self.address(), encode(cursor))
    }

    /// The address of a file of it, with these columns.
    pub(super) fn export(&self, format: &str, columns: &[&str]) -> String {
        let kept = |name: &str| !["view", "fields", "group", "limit"].contains(&name);
        let fields = ("fields".to_owned(), columns.join(","));
        let format = ("format".to_owned(), format.to_owned());
        let pairs = self.pairs().into_iter().filter(|(name, _)| kept(name));
        let pairs: Vec<String> = pairs
            .chain([fields, format])
            .map(|(name, value)| format!("{name}={}", encode(&value)))
            .collect();
        format!("{}/export?{}", list_path(self.kind), pairs.join("&"))
    }

    /// What a form must send along unseen, but for what it asks itself.
    pub(super) fn kept(&self, but: &[&str]) -> Vec<FormField> {
        let pairs = self.pairs().into_iter();
        let kept = pairs.filter(|(name, _)| !but.contains(&name.as_str()));
        kept.map(|(name, value)| FormField::hidden(&name, value)).collect()
    }

    /// Names and values, without the page.
    fn pairs(&self) -> Vec<(String, String)> {
        let request = &self.request;
        let id = self.view.as_ref().map(|view| view.id.to_string());
        let is_view = id.is_some();
        let queue = if is_view || request.withdrawn { "" } else { self.queue.code() };
        let sort = if is_view && request.sort.is_empty() { NEWEST } else { request.sort.as_str() };
        let fields = request.fields.join(",");
        let limit =
            if request.limit == DEFAULT_LIMIT { String::new() } else { request.limit.to_string() };
        let own = [
            ("queue", queue),
            ("view", id.as_deref().unwrap_or_default()),
            ("q", request.q.as_str()),
            ("text", request.text.as_str()),
            ("sort", sort),
            ("fields", fields.as_str()),
            ("group", request.group.as_str()),
            ("limit", limit.as_str()),
            ("withdrawn", if request.withdrawn { "true" } else { "" }),
        ];
        let own = own.into_iter().filter(|(_, value)| !value.is_empty());
        let plain = request.equals.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        own.chain(plain).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    /// Without what narrows it: the queue or the view as it was kept.
    pub(super) fn cleared(&self) -> Option<String> {
        let narrowed = match &self.view {
            Some(_) => self.is_changed(),
            None => self.request.is_filtered(),
        };
        narrowed.then(|| match &self.view {
            Some(view) => view_address(self.kind, view),
            None => self.changed(|request| {
                request.q.clear();
                request.text.clear();
                request.equals.clear();
            }),
        })
    }
}

/// The list of a view as it was kept.
pub(crate) fn view_address(kind: &Kind, view: &View) -> String {
    format!("{}?view={}", list_path(kind), view.id)
}

impl Look {
    /// Whether this is its first page.
    pub(super) fn is_first(&self) -> bool {
        self.request.from == PageFrom::Start
    }
}
