//! The page of one record, for every practice.

use askama::Template;

use super::{Badge, Entry, Link, SafeHtml, Section, Shell, Stamp, Tone, VerbForm};

/// The whole page of a record.
#[derive(Debug, Clone, Template)]
#[template(path = "record_page.html")]
pub struct RecordPage {
    /// The frame.
    pub shell: Shell,
    /// The record.
    pub record: RecordView,
}

/// The part of the page that a verb changes: the answer to a verb sent by htmx.
#[derive(Debug, Clone, Template)]
#[template(path = "part/record.html")]
pub struct RecordPanel {
    /// Language and CSRF token; the rest of the frame is not drawn.
    pub shell: Shell,
    /// The record.
    pub record: RecordView,
}

/// One record as its page shows it.
#[derive(Debug, Clone, Default)]
pub struct RecordView {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub path: String,
    /// The list it belongs to, as the way back.
    pub list: Link,
    /// The version the reader sees, sent with every form.
    pub version: u64,
    /// State, priority and flags, in this order.
    pub badges: Vec<Badge>,
    /// A line under the title: who opened it, for whom.
    pub byline: String,
    /// When it was opened.
    pub opened: Stamp,
    /// What is important now: why it waits, how it was resolved.
    pub callouts: Vec<Callout>,
    /// The description, cleaned.
    pub description: SafeHtml,
    /// The legal next moves, the most likely first.
    pub verbs: Vec<VerbForm>,
    /// Corrections of title, description and properties; opened from the heading.
    pub edit: Option<VerbForm>,
    /// The properties at the side.
    pub properties: Vec<PropertyGroup>,
    /// What hangs on it: links, files, tasks.
    pub sections: Vec<Section>,
    /// What happened, oldest first.
    pub timeline: Vec<Entry>,
    /// How many older entries are not shown, and where they are.
    pub older: Option<Link>,
    /// Where one writes; `None` where the reader may not.
    pub compose: Option<Compose>,
}

impl RecordView {
    /// Whether `verb` is offered on the page, so that a property can lead to it.
    #[must_use]
    pub fn offers(&self, verb: &str) -> bool {
        self.verbs.iter().chain(&self.edit).any(|form| form.verb == verb)
    }
}

/// A box above the description.
#[derive(Debug, Clone, Default)]
pub struct Callout {
    /// Its colour.
    pub tone: Tone,
    /// What it is about: "On hold: awaiting supplier".
    pub heading: String,
    /// What was said about it, cleaned.
    pub body: Option<SafeHtml>,
    /// Who and when: "Anna Roth, 3 March".
    pub byline: String,
}

impl Callout {
    /// Whether it says that something just failed, and is to be heard at once.
    #[must_use]
    pub fn is_alert(&self) -> bool {
        self.tone == Tone::Danger
    }
}

/// Properties under one heading.
#[derive(Debug, Clone, Default)]
pub struct PropertyGroup {
    /// The heading; empty for none.
    pub heading: String,
    /// The properties in order.
    pub properties: Vec<Property>,
}

/// One property.
#[derive(Debug, Clone, Default)]
pub struct Property {
    /// The field's label.
    pub label: String,
    /// The value.
    pub value: super::Cell,
    /// The verb that changes it; where the page offers that verb the property leads to it.
    pub verb: Option<String>,
    /// Where its values over time are told, for a property whose values the journal keeps.
    pub past: Option<Link>,
}

impl Property {
    /// A property that no verb of its own changes.
    #[must_use]
    pub fn new(label: impl Into<String>, value: super::Cell) -> Self {
        Self { label: label.into(), value, verb: None, past: None }
    }

    /// The same property, changed by `verb`.
    #[must_use]
    pub fn changed_by(self, verb: &str) -> Self {
        Self { verb: Some(verb.to_owned()), ..self }
    }

    /// The verb that changes it, or nothing.
    #[must_use]
    pub fn verb(&self) -> &str {
        self.verb.as_deref().unwrap_or_default()
    }
}

/// Where a comment or work note is written: two forms, of which one is seen at a time, so that
/// nothing written for the inside can be sent outside by a slip.
#[derive(Debug, Clone, Default)]
pub struct Compose {
    /// Writes what the requester reads; `None` where the reader may not.
    pub reply: Option<VerbForm>,
    /// Writes what only the working side reads; `None` where the reader may not.
    pub note: Option<VerbForm>,
    /// Whether the work note is the form seen at first.
    pub internal: bool,
    /// Who will read a reply, in a sentence, so that it is plain before it is sent.
    pub readers: String,
}

impl Compose {
    /// Whether both forms are open to the reader.
    #[must_use]
    pub fn has_choice(&self) -> bool {
        self.reply.is_some() && self.note.is_some()
    }
}
