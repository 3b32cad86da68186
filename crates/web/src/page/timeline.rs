//! The timeline of a record: everything that happened to it, oldest first.

use askama::filters::HtmlSafe;

use super::{Icon, Link, Stamp};

/// HTML that the Markdown room has cleaned, or that a template of ours has drawn.
///
/// The type exists so that the template's "do not escape" can be reached through one door only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// Takes HTML from the sanitiser of `mainstay-markdown`, never from anywhere else.
    #[must_use]
    pub fn from_sanitised(html: String) -> Self {
        Self(html)
    }

    /// Markdown as clean HTML.
    #[must_use]
    pub fn of_markdown(text: &str) -> Self {
        Self(markdown::render(text).as_str().to_owned())
    }

    /// A template that was drawn: it escapes whatever people wrote.
    ///
    /// # Errors
    /// When the template fails.
    pub fn drawn(part: &impl askama::Template) -> askama::Result<Self> {
        part.render().map(Self)
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl std::fmt::Display for SafeHtml {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for SafeHtml {}

/// What kind of thing happened; sets icon, colour and shape of the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    /// The record came into being.
    Created,
    /// It moved from one state to another.
    Moved,
    /// Fields changed.
    #[default]
    Changed,
    /// It found its solution.
    Resolved,
    /// It came to its end.
    Closed,
    /// Somebody wrote what the requester can read.
    Comment,
    /// Somebody wrote what only the working side can read.
    WorkNote,
}

/// A value of a field, as far as it can be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Shown {
    /// The field was empty.
    #[default]
    Empty,
    /// The value in words.
    Text(String),
    /// There was a value; it has been erased.
    Erased,
}

impl Shown {
    /// The words, where they can be shown.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        if let Self::Text(words) = self { Some(words) } else { None }
    }

    /// Whether there was nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// Whether the value has been erased.
    #[must_use]
    pub fn is_erased(&self) -> bool {
        matches!(self, Self::Erased)
    }
}

/// One field, before and after.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// The field's label.
    pub label: String,
    /// What it was.
    pub old: Shown,
    /// What it became.
    pub new: Shown,
}

impl Change {
    /// Whether there is anything to tell: from nothing to nothing is no news.
    #[must_use]
    pub fn tells(&self) -> bool {
        [&self.old, &self.new].iter().any(|value| value.is_erased() || value.words().is_some())
    }
}

/// One entry of the timeline.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Its anchor on the page, unique: `entry-17`.
    pub anchor: String,
    /// What kind of thing happened.
    pub mark: Mark,
    /// Who did it; "System" for the product itself.
    pub actor: String,
    /// What was done, as the rest of the sentence: "resolved this".
    pub headline: String,
    /// When it happened.
    pub at: Stamp,
    /// When it was written down, where that differs from when it happened.
    pub recorded: Option<Stamp>,
    /// The label the state had in the system it came from; shows the "imported" badge.
    pub imported: Option<String>,
    /// Why, in the actor's words.
    pub why: Shown,
    /// The fields that changed.
    pub changes: Vec<Change>,
    /// What was written, for comments and work notes and the first description.
    pub body: Option<SafeHtml>,
    /// Whether what was written has been erased.
    pub erased: bool,
    /// The record as it stood right after this.
    pub then: Option<Link>,
    /// Where what was written in it can be erased, for who may.
    pub erase: Option<Link>,
}

impl Entry {
    /// Initials of the actor.
    #[must_use]
    pub fn initials(&self) -> String {
        super::shell::initials(&self.actor)
    }

    /// Whether it is drawn as a card with what was written.
    #[must_use]
    pub fn is_card(&self) -> bool {
        matches!(self.mark, Mark::Comment | Mark::WorkNote)
    }

    /// Whether it is for the working side only.
    #[must_use]
    pub fn is_internal(&self) -> bool {
        self.mark == Mark::WorkNote
    }

    /// Its icon.
    #[must_use]
    pub fn icon(&self) -> Icon {
        Icon(match self.mark {
            Mark::Created => "circle-plus",
            Mark::Moved => "circle-arrow-right",
            Mark::Changed => "pencil",
            Mark::Resolved => "circle-check",
            Mark::Closed => "archive",
            Mark::Comment => "message-square",
            Mark::WorkNote => "lock",
        })
    }

    /// The CSS class of the entry.
    #[must_use]
    pub fn css(&self) -> &'static str {
        match self.mark {
            Mark::Created => "entry entry-created",
            Mark::Moved => "entry entry-moved",
            Mark::Changed => "entry entry-changed",
            Mark::Resolved => "entry entry-resolved",
            Mark::Closed => "entry entry-closed",
            Mark::Comment => "entry entry-card entry-comment",
            Mark::WorkNote => "entry entry-card entry-note",
        }
    }
}
