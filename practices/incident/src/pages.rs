//! What is an incident's own on the pages every kind of record has.

use std::collections::BTreeMap;

use desk::history::Past;
use desk::lifecycle::Verb;
use web::page::{Callout, SafeHtml, Tone};
use web::work::pages::{Group, Pages, Told};

use crate::lifecycle::verb;
use crate::model::{Incident, Resolution};

impl Pages for Incident {
    const COMES_FIRST: bool = true;

    const COLUMNS: &'static [&'static str] =
        &["priority", "state", "assignee", "team", "requester", "updated_at"];

    const FILTERS: &'static [&'static str] = &["state", "priority"];

    const FORM: &'static [Group] =
        &[("what", &["title", "description"]), ("weight", &["impact", "urgency"])];

    const PROPERTIES: &'static [Group] = &[
        ("people", &["assignee", "team", "requester", "opener"]),
        (
            "sorting",
            &[
                "priority",
                "impact",
                "urgency",
                "service",
                "category",
                "location",
                "company",
                "channel",
                "escalation",
                "escalated_to",
                "escalations",
                "reassigned",
                "reopened",
            ],
        ),
        ("times", &["opened_at", "updated_at", "hold_until", "resolved_at", "closed_at"]),
    ];

    fn callouts(&self, told: &Told<'_>) -> Vec<Callout> {
        let waits = self.record.hold_reason.as_deref().map(|reason| waits(reason, told));
        let resolved = self.resolution.as_ref().map(|resolution| self.resolved(resolution, told));
        waits.into_iter().chain(resolved).collect()
    }

    fn begin(&self, verb: &Verb, values: &mut BTreeMap<String, String>) {
        if verb.code == verb::RESOLVE {
            // Its children are resolved with it unless whoever resolves it says otherwise.
            values.insert(desk::family::SPREADS.to_owned(), "on".to_owned());
        }
        if verb.code == verb::PRIORITISE {
            match &self.priority_reason {
                Some(reason) => values.insert("reason".to_owned(), reason.clone()),
                // Without an override the matrix decides.
                None => values.remove("priority"),
            };
        }
    }
}

/// The box that says why it waits.
fn waits(reason: &str, told: &Told<'_>) -> Callout {
    let held = told.last(verb::HOLD);
    let note = held.and_then(|event| event.fact("note")).and_then(Past::held);
    let reason = told.names.choice("hold_reason", reason);
    Callout {
        tone: Tone::Warning,
        heading: told.reader.t.text_with("incident-on-hold", &[("reason", reason.as_str().into())]),
        body: note.map(SafeHtml::of_markdown),
        byline: told.signed(held),
    }
}

impl Incident {
    /// The box that says how it was resolved.
    fn resolved(&self, resolution: &Resolution, told: &Told<'_>) -> Callout {
        let who = told.names.name(resolution.by).unwrap_or_default();
        let when = self.record.resolved_at.map(|at| told.reader.stamp(at).text).unwrap_or_default();
        let code = told.names.choice("resolution_code", &resolution.code);
        let notes = Some(resolution.notes.as_str()).filter(|notes| !notes.is_empty());
        Callout {
            tone: Tone::Success,
            heading: told
                .reader
                .t
                .text_with("incident-resolved-with", &[("code", code.as_str().into())]),
            body: notes.map(SafeHtml::of_markdown),
            byline: told.byline(&who, &when),
        }
    }
}
