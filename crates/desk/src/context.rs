//! Who acts, when, and through which door.

use db::{Chance, Id, Timestamp};

use crate::bulk::Bulk;
use crate::people::Person;

/// Where a change came in. The code is part of the journal's format and never changes meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Door {
    /// A page in the browser.
    Web,
    /// The HTTP API.
    Api,
    /// A command on the machine.
    Command,
    /// The replay of another system's log; nothing leaves the house for it.
    Import,
    /// A job of the program itself.
    Job,
    /// Made-up history of a demonstration.
    Demo,
}

impl Door {
    /// The stable code kept in the journal.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Door::Web => "web",
            Door::Api => "api",
            Door::Command => "command",
            Door::Import => "import",
            Door::Job => "job",
            Door::Demo => "demo",
        }
    }

    /// Every door.
    pub const EVERY: [Door; 6] =
        [Door::Web, Door::Api, Door::Command, Door::Import, Door::Job, Door::Demo];

    /// The door with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Door> {
        Door::EVERY.into_iter().find(|door| door.code() == code)
    }

    /// Whether changes through this door are told to people and other systems.
    #[must_use]
    pub const fn tells(self) -> bool {
        !matches!(self, Door::Import)
    }
}

/// The circumstances of a change, passed to whatever makes one.
#[derive(Debug, Clone)]
pub struct Context {
    /// When it is recorded.
    pub now: Timestamp,
    /// When it happened, if not now: imports and demonstrations bring the past.
    pub occurred_at: Timestamp,
    /// Where identities and salts come from.
    pub chance: Chance,
    /// Who acts; nobody when the program itself does.
    pub actor: Option<Id<Person>>,
    /// Through which door.
    pub door: Door,
    /// Why, where the program acts by itself: a code that the record's history keeps as the reason.
    pub because: Option<&'static str>,
    /// The bulk edit it is part of, if it is; the record's history keeps it.
    pub bulk: Option<Id<Bulk>>,
}

impl Context {
    /// Somebody acts now.
    #[must_use]
    pub fn new(actor: Option<Id<Person>>, door: Door, now: Timestamp, chance: &Chance) -> Self {
        let chance = chance.clone();
        Context { now, occurred_at: now, chance, actor, door, because: None, bulk: None }
    }

    /// The same, for this reason.
    #[must_use]
    pub fn because(mut self, code: &'static str) -> Self {
        self.because = Some(code);
        self
    }

    /// The same, as part of a bulk edit.
    #[must_use]
    pub fn part_of(mut self, bulk: Id<Bulk>) -> Self {
        self.bulk = Some(bulk);
        self
    }

    /// The same, having happened at another time.
    #[must_use]
    pub fn at(mut self, occurred_at: Timestamp) -> Self {
        self.occurred_at = occurred_at;
        self
    }
}
