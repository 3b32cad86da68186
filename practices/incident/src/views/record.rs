//! The page of one incident.

use web::i18n::Translator;
use web::page::{Callout, Cell, Property, PropertyGroup, SafeHtml, Stamp, Tone};

use super::priority_badge;

/// What the side of the page shows; `None` where nothing is known.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// 1 to 5.
    pub priority: Option<u8>,
    /// 1 to 3.
    pub impact: Option<u8>,
    /// 1 to 3.
    pub urgency: Option<u8>,
    /// Who works on it.
    pub assignee: Option<String>,
    /// Which team has it.
    pub team: Option<String>,
    /// For whom it is.
    pub requester: Option<String>,
    /// Who opened it.
    pub opener: Option<String>,
    /// The service's name.
    pub service: Option<String>,
    /// The category's path of names.
    pub category: Option<String>,
    /// The location's name.
    pub location: Option<String>,
    /// The company's name.
    pub company: Option<String>,
    /// How it came in.
    pub channel: Option<String>,
    /// When it was opened.
    pub opened: Stamp,
    /// When it last changed.
    pub updated: Stamp,
    /// When it was resolved.
    pub resolved: Option<Stamp>,
    /// When it was closed.
    pub closed: Option<Stamp>,
}

/// The properties at the side.
#[must_use]
pub fn properties(t: &Translator, facts: Facts) -> Vec<PropertyGroup> {
    let property = |code: &str, value| Property::new(t.text_of("field", code), value);
    let level = |family: &str, level: Option<u8>| {
        Cell::text(level.map(|n| t.text_of(family, &n.to_string())))
    };
    let people = vec![
        property("assignee", Cell::person(facts.assignee)).changed_by("assign"),
        property("team", Cell::text(facts.team)).changed_by("assign"),
        property("requester", Cell::person(facts.requester)),
        property("opener", Cell::person(facts.opener)),
    ];
    let sorting = vec![
        property("priority", Cell::Badge(priority_badge(t, facts.priority)))
            .changed_by("prioritise"),
        property("impact", level("impact", facts.impact)).changed_by("prioritise"),
        property("urgency", level("urgency", facts.urgency)).changed_by("prioritise"),
        property("service", Cell::text(facts.service)).changed_by("edit"),
        property("category", Cell::text(facts.category)).changed_by("edit"),
        property("location", Cell::text(facts.location)).changed_by("edit"),
        property("company", Cell::text(facts.company)),
        property("channel", Cell::text(facts.channel)),
    ];
    let mut times = vec![
        property("opened_at", Cell::Time(facts.opened)),
        property("updated_at", Cell::Time(facts.updated)),
    ];
    times.extend(facts.resolved.map(|at| property("resolved_at", Cell::Time(at))));
    times.extend(facts.closed.map(|at| property("closed_at", Cell::Time(at))));
    [("people", people), ("sorting", sorting), ("times", times)]
        .map(|(code, properties)| PropertyGroup {
            heading: t.text_of("incident-group", code),
            properties,
        })
        .into()
}

/// The line under the title.
#[must_use]
pub fn byline(t: &Translator, opener: Option<&str>, requester: Option<&str>) -> String {
    match (opener, requester) {
        (Some(opener), Some(requester)) if opener != requester => t.text_with(
            "incident-opened-by",
            &[("opener", opener.into()), ("requester", requester.into())],
        ),
        (Some(person), _) | (None, Some(person)) => {
            t.text_with("incident-opened-by-requester", &[("requester", person.into())])
        }
        (None, None) => t.text("incident-opened-unknown"),
    }
}

/// What an actor did, as the rest of a sentence, from the verb's code.
#[must_use]
pub fn headline(t: &Translator, verb: &str) -> String {
    t.text_of("did-incident", verb)
}

/// What the reader is told after a verb.
#[must_use]
pub fn said(t: &Translator, verb: &str, number: &str) -> String {
    t.text_of_with("done-incident", verb, &[("number", number.into())])
}

/// The box that says why the incident waits.
#[must_use]
pub fn hold_callout(
    t: &Translator,
    reason: &str,
    note: Option<SafeHtml>,
    who: &str,
    when: &str,
) -> Callout {
    Callout {
        tone: Tone::Warning,
        heading: t.text_with("incident-on-hold", &[("reason", reason.into())]),
        body: note,
        byline: signed(t, who, when),
    }
}

/// The box that says how the incident was resolved.
#[must_use]
pub fn resolution_callout(
    t: &Translator,
    code: &str,
    notes: Option<SafeHtml>,
    who: &str,
    when: &str,
) -> Callout {
    Callout {
        tone: Tone::Success,
        heading: t.text_with("incident-resolved-with", &[("code", code.into())]),
        body: notes,
        byline: signed(t, who, when),
    }
}

fn signed(t: &Translator, who: &str, when: &str) -> String {
    t.text_with("incident-byline", &[("who", who.into()), ("when", when.into())])
}
