//! What a practice says about its own pages.

use std::collections::BTreeMap;

use db::ReadTx;
use desk::history::Event;
use desk::lifecycle::Verb;
use desk::priority;
use desk::work::Work;

use super::{Names, Reader};
use crate::page::Callout;

/// Some fields that belong together: a code that names them, and the fields' own codes.
pub type Group = (&'static str, &'static [&'static str]);

/// A kind of record with pages. Whatever a practice leaves out is as it is for any kind.
pub trait Pages: Work {
    /// The icon of its place in the navigation.
    const ICON: &'static str = "inbox";

    /// Whether opening one is what most people come for: the "create" action at the top.
    const COMES_FIRST: bool = false;

    /// What a row of its list shows after number and title, until its reader chooses otherwise.
    const COLUMNS: &'static [&'static str] = &["state", "assignee", "team", "updated_at"];

    /// The fields its list is most often narrowed by.
    const FILTERS: &'static [&'static str] = &["state"];

    /// The sections of the form that opens one; the first is the main one. What opening takes and
    /// no section names stands in a last one. The headings are `form-group-KIND-CODE`, or else
    /// `form-group-CODE`.
    const FORM: &'static [Group] = &[("what", &["title", "description"])];

    /// The properties at the side of its page. What holds nothing and cannot be given is left out.
    /// The headings are `group-KIND-CODE`, or else `group-CODE`.
    const PROPERTIES: &'static [Group] = &[
        ("people", &["assignee", "team", "requester", "opener"]),
        ("sorting", &["priority", "service", "category", "location", "company", "channel"]),
        ("times", &["opened_at", "updated_at", "hold_until", "resolved_at", "closed_at"]),
    ];

    /// What is important about this one now: boxes above its description.
    fn callouts(&self, _: &Told<'_>) -> Vec<Callout> {
        Vec::new()
    }

    /// Puts into the form of a verb what it begins with, beyond what the record holds in fields of
    /// the same codes.
    fn begin(&self, _: &Verb, _: &mut BTreeMap<String, String>) {}

    /// The priority that follows from impact and urgency, as rows of the three; nothing where the
    /// kind has no such rule.
    ///
    /// # Errors
    /// When the database fails.
    fn matrix(tx: &ReadTx<'_>) -> desk::Result<Vec<(u8, u8, u8)>> {
        if !priority::is_for(Self::KIND) {
            return Ok(Vec::new());
        }
        let small = |n: i64| u8::try_from(n).unwrap_or_default();
        let matrix = priority::Matrix::load(tx, Self::KIND)?;
        Ok(matrix.cells().map(|(i, u, p)| (small(i), small(u), small(p))).collect())
    }
}

/// What is known of a record besides itself, when its page is laid out.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// Who reads.
    pub reader: &'a Reader,
    /// The names behind identities, and the labels of choices.
    pub names: &'a Names,
    /// Its last events as this reader may know them; none while an earlier part of its history is
    /// shown.
    pub latest: &'a [Event],
}

impl Told<'_> {
    /// The last time this verb was done.
    #[must_use]
    pub fn last(&self, verb: &str) -> Option<&Event> {
        self.latest.iter().rev().find(|event| event.verb == verb)
    }

    /// Who did something and when, in one line; empty for nothing.
    #[must_use]
    pub fn signed(&self, event: Option<&Event>) -> String {
        event.map_or_else(String::new, |event| {
            let who = self.names.name(event.actor);
            let who = who.unwrap_or_else(|| self.reader.t.text("someone-system"));
            self.byline(&who, &self.reader.stamp(event.occurred_at).text)
        })
    }

    /// A name and a moment in one line.
    #[must_use]
    pub fn byline(&self, who: &str, when: &str) -> String {
        self.reader.t.text_with("byline", &[("who", who.into()), ("when", when.into())])
    }
}
