//! What is learnt about a request on its way in and needed on its way out.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use db::Id;
use desk::people::Person;

use super::Member;
use crate::allowance::Allowance;
use crate::watch::Route;

/// One request. Put into it at the outer edge; clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Visit(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    id: OnceLock<String>,
    member: OnceLock<Member>,
    person: OnceLock<Id<Person>>,
    told: AtomicBool,
    allowance: OnceLock<Allowance>,
    route: OnceLock<Route>,
}

impl Visit {
    pub(crate) fn new(id: String) -> Self {
        let visit = Visit::default();
        drop(visit.0.id.set(id));
        visit
    }

    /// The request's identity, as the log and the answer name it.
    pub(crate) fn id(&self) -> &str {
        self.0.id.get().map_or("", String::as_str)
    }

    /// Remembers which endpoint was reached.
    pub(crate) fn reach(&self, route: &Route) {
        self.0.route.get_or_init(|| route.clone());
    }

    /// The endpoint that was reached, if one was.
    pub(crate) fn route(&self) -> Option<&Route> {
        self.0.route.get()
    }

    /// Remembers who asks, so that a page about a failure has their frame.
    pub(crate) fn recognise(&self, member: &Member) {
        drop(self.0.member.set(member.clone()));
        self.admit(member.agent.person);
    }

    /// Remembers whom the log names.
    pub(crate) fn admit(&self, person: Id<Person>) {
        self.0.person.get_or_init(|| person);
    }

    /// Whom the log names, if anybody.
    pub(crate) fn person(&self) -> Option<Id<Person>> {
        self.0.person.get().copied()
    }

    /// Who asks, if that has been found out.
    pub(crate) fn member(&self) -> Option<&Member> {
        self.0.member.get()
    }

    /// Remembers what the token has left, which every answer tells.
    pub(crate) fn allow(&self, allowance: Allowance) {
        self.0.allowance.get_or_init(|| allowance);
    }

    /// What the token has left, if one came and that is bounded.
    pub(crate) fn allowance(&self) -> Option<Allowance> {
        self.0.allowance.get().copied()
    }

    /// The line carried over a redirect has been shown and is to be forgotten.
    pub(crate) fn told(&self) {
        self.0.told.store(true, Ordering::Relaxed);
    }

    /// Whether it has been shown.
    pub(crate) fn was_told(&self) -> bool {
        self.0.told.load(Ordering::Relaxed)
    }
}
