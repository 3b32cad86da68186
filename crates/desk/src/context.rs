//! Who acts, when, and through which door.

use db::{Chance, Id, Timestamp};

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
}

impl Context {
    /// Somebody acts now.
    #[must_use]
    pub fn new(actor: Option<Id<Person>>, door: Door, now: Timestamp, chance: &Chance) -> Self {
        Context { now, occurred_at: now, chance: chance.clone(), actor, door }
    }

    /// The same, having happened at another time.
    #[must_use]
    pub fn at(mut self, occurred_at: Timestamp) -> Self {
        self.occurred_at = occurred_at;
        self
    }
}
