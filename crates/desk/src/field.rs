//! The fields of a kind of record: one row each, which lists, forms, filters, the API, the journal
//! and the database columns all go by.

use db::{Id, Value};

use crate::custom::{Alternative, Definition, decimal};
use crate::journal::canonical;

/// One field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Stable code: its name on the wire and in the journal. Never reused for something else.
    pub code: &'static str,
    /// The column that holds it.
    pub home: Home,
    /// What it can hold.
    pub kind: FieldKind,
    /// Who may read it among those who may read the record.
    pub audience: Audience,
    /// How it comes to change.
    pub setting: Setting,
    /// Whether it always holds something: its column is NOT NULL.
    pub always: bool,
}

/// Where a field's values are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// A column of `record`, which every kind of work has.
    Record(&'static str),
    /// A column of the practice's own table.
    Side(&'static str),
    /// Rows of `custom_value`: an administrator added the field.
    Custom(&'static Definition),
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text, of that many characters at most.
    Line(usize),
    /// Markdown, of that many characters at most.
    Prose(usize),
    /// A whole number between two bounds, both allowed.
    Number(i64, i64),
    /// Yes or no.
    Flag,
    /// An instant.
    Instant,
    /// A state of the kind's lifecycle.
    State,
    /// One of a fixed list of codes.
    Options(&'static [&'static str]),
    /// One of a list kept as rows of `choice`, by the list's name.
    Choice(&'static str),
    /// A person.
    Person,
    /// A team.
    Team,
    /// A company.
    Company,
    /// A service.
    Service,
    /// A node of the kind's category tree.
    Category,
    /// A place.
    Location,
    /// A department of a company.
    Department,
    /// A record of the same kind, by its number.
    Record,
    /// A number with so many digits after the point, kept without the point, between two bounds.
    Decimal(u32, i64, i64),
    /// An amount of money in one of these currencies; the first is the usual one.
    Money(&'static [&'static str]),
    /// A day without a time.
    Date,
    /// One of the options an administrator wrote down.
    One(&'static [Alternative]),
    /// Any of them.
    Several(&'static [Alternative]),
    /// An address on the web.
    Link,
}

impl FieldKind {
    /// Whether people write it in their own words.
    #[must_use]
    pub const fn is_written(self) -> bool {
        matches!(self, FieldKind::Line(_) | FieldKind::Prose(_))
    }

    /// Whether it is text, written by people in their own words or an address.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(self, FieldKind::Line(_) | FieldKind::Prose(_) | FieldKind::Link)
    }

    /// Whether a record can hold several of it at once. Such values change one by one, and the
    /// journal says what was added and what was taken away.
    #[must_use]
    pub const fn is_several(self) -> bool {
        matches!(self, FieldKind::Several(_))
    }

    /// The one text form of a value of this kind, which journal and versions go by.
    #[must_use]
    pub fn canonical(self, value: &Value) -> Option<String> {
        match (self, value) {
            (FieldKind::Decimal(scale, ..), Value::Int(scaled)) => {
                Some(decimal::shortest(*scaled, scale))
            }
            _ => canonical(value),
        }
    }

    /// The value behind a canonical text; nothing when the text is none of this kind's.
    #[must_use]
    pub fn recall(self, text: &str) -> Option<Value> {
        match self {
            FieldKind::Decimal(scale, ..) => decimal::parse(text, scale).map(Value::Int),
            FieldKind::Number(..) | FieldKind::Flag | FieldKind::Instant => {
                text.parse().ok().map(Value::Int)
            }
            FieldKind::Person
            | FieldKind::Team
            | FieldKind::Company
            | FieldKind::Service
            | FieldKind::Category
            | FieldKind::Location
            | FieldKind::Department => text.parse::<Id<()>>().ok().map(Value::from),
            _ => Some(text.into()),
        }
    }
}

/// Who may read a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Everybody who may read the record.
    Public,
    /// Those who may read its inside: work notes and how it is worked on.
    Internal,
}

impl Audience {
    /// The stable code kept with a custom field.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Audience::Public => "public",
            Audience::Internal => "internal",
        }
    }

    /// The audience with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Audience::Public, Audience::Internal].into_iter().find(|one| one.code() == code)
    }
}

/// How a field comes to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Typed in when the record is opened or edited.
    Entry,
    /// Set by a verb of the lifecycle only.
    Verb,
    /// Set by the program and kept in the journal.
    Derived,
    /// Follows from the journal itself, so that the journal does not repeat it.
    Follows,
}

impl Field {
    /// Whether changes of this field are values in the journal.
    #[must_use]
    pub const fn is_journaled(&self) -> bool {
        !matches!(self.setting, Setting::Follows)
    }

    /// Whether it says what a record is about. Of a restricted one that is told only where it is opened,
    /// because only that is written down. Its number names it and is no secret to whoever may see it.
    #[must_use]
    pub fn says_what_it_is_about(&self) -> bool {
        self.kind.is_text() && self.code != "number"
    }

    /// The same field, which always holds something.
    #[must_use]
    pub const fn always(self) -> Self {
        Field { always: true, ..self }
    }

    /// The column's name, without its table; nothing for a field that has no column of its own.
    #[must_use]
    pub const fn column(&self) -> Option<&'static str> {
        match self.home {
            Home::Record(column) | Home::Side(column) => Some(column),
            Home::Custom(_) => None,
        }
    }

    /// What an administrator said about it, where one added it.
    #[must_use]
    pub const fn definition(&self) -> Option<&'static Definition> {
        match self.home {
            Home::Custom(definition) => Some(definition),
            Home::Record(_) | Home::Side(_) => None,
        }
    }
}

/// Longest title, in characters.
pub const TITLE: usize = 200;
/// Longest description or notes of a resolution, in characters.
pub const PROSE: usize = 100_000;
/// Longest comment or work note, in characters: a record has many of them on one page.
pub const COMMENT: usize = 20_000;

/// How often a record went from one team to another, where a practice counts it. The journal does not repeat
/// it; it is held against the teams it tells.
pub const REASSIGNED: &str = "reassigned";

/// How a record reached the desk.
pub const CHANNELS: &[&str] =
    &["portal", "email", "phone", "chat", "alert", "api", "walk_in", "ivr", "direct"];

/// A column of `record`: code, column, kind, audience, setting.
const fn of(
    code: &'static str,
    column: &'static str,
    kind: FieldKind,
    audience: Audience,
    setting: Setting,
) -> Field {
    Field { code, home: Home::Record(column), kind, audience, setting, always: false }
}

use Audience::{Internal, Public};
use Setting::{Derived, Entry, Follows, Verb};

/// What every kind of work has.
pub const RECORD_FIELDS: &[Field] = &[
    of("number", "number", FieldKind::Line(20), Public, Derived).always(),
    of("title", "title", FieldKind::Line(TITLE), Public, Entry).always(),
    of("description", "description", FieldKind::Prose(PROSE), Public, Entry).always(),
    of("state", "state", FieldKind::State, Public, Verb).always(),
    of("hold_reason", "hold_reason", FieldKind::Choice("hold_reason"), Public, Verb),
    of("hold_until", "hold_until", FieldKind::Instant, Public, Verb),
    of("priority", "priority", FieldKind::Number(1, 5), Public, Verb),
    of("requester", "requester_id", FieldKind::Person, Public, Entry),
    of("opener", "opener_id", FieldKind::Person, Public, Derived),
    of("assignee", "assignee_id", FieldKind::Person, Public, Verb),
    of("team", "team_id", FieldKind::Team, Public, Verb),
    of("company", "company_id", FieldKind::Company, Public, Derived).always(),
    of("service", "service_id", FieldKind::Service, Public, Entry),
    of("category", "category_id", FieldKind::Category, Public, Entry),
    of("location", "location_id", FieldKind::Location, Public, Entry),
    of("channel", "channel", FieldKind::Options(CHANNELS), Public, Entry).always(),
    of("restricted", "restricted", FieldKind::Flag, Internal, Derived).always(),
    of("opened_at", "opened_at", FieldKind::Instant, Public, Derived).always(),
    of("updated_at", "updated_at", FieldKind::Instant, Public, Follows).always(),
    of("resolved_at", "resolved_at", FieldKind::Instant, Public, Verb),
    of("closed_at", "closed_at", FieldKind::Instant, Public, Verb),
    of("next_due_at", "next_due_at", FieldKind::Instant, Public, Follows),
    of("parent", "parent", FieldKind::Record, Internal, Verb),
    of("children", "children", FieldKind::Number(0, 1_000_000), Internal, Follows).always(),
    of("escalation", "escalation", FieldKind::Number(0, 3), Internal, Verb),
    of("escalated_to", "escalated_to_id", FieldKind::Person, Internal, Verb),
    of("escalations", "escalations", FieldKind::Number(0, 1_000_000), Internal, Verb),
    of("satisfaction", "satisfaction", FieldKind::Number(1, 5), Public, Verb),
    of("satisfaction_comment", "satisfaction_comment", FieldKind::Prose(COMMENT), Public, Verb),
];

/// What follows from a record's state. Lists are filtered, sorted and grouped by it; it is shown and
/// kept in the journal as the state alone.
pub const STATE_FIELDS: &[Field] = &[
    of("open", "is_open", FieldKind::Flag, Public, Follows).always(),
    of("state_class", "state_class", FieldKind::Options(STATE_CLASSES), Public, Follows).always(),
];

/// The classes of states, from the first to the last.
const STATE_CLASSES: &[&str] = &["open", "waiting", "resolved", "closed"];
