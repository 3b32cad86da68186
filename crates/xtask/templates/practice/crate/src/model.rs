//! A __name__ and what can be done to it. Pure: every verb takes it as it is and gives it back as it
//! is to be, or says why not.

use db::{Id, Timestamp};
use desk::journal::SetValue;
use desk::people::Person;
use desk::{Change, Error, Record, Result};

use crate::lifecycle::{LIFECYCLE, verb};

/// A __name__.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct __Name__ {
    /// What it has in common with other work.
    pub record: Record,
    /// How far it reaches, 1 (everybody) to 3 (one person).
    pub impact: i64,
}

/// A changed __name__, not yet saved.
pub type Changed = Change<__Name__>;

impl __Name__ {
    /// Opens a __name__.
    #[must_use]
    pub fn open(opened: __Name__) -> Changed {
        Change {
            verb: verb::CREATE,
            before: None,
            after: opened,
            facts: Vec::new(),
            moves_state: false,
        }
    }

    /// Begins the work; who begins becomes the assignee if there is none.
    ///
    /// # Errors
    /// Refused when the state forbids it.
    pub fn start(&self, by: Option<Id<Person>>) -> Result<Changed> {
        self.change(verb::START, |it| it.record.assignee = it.record.assignee.or(by))
    }

    /// Ends it.
    ///
    /// # Errors
    /// Refused when the state forbids it.
    pub fn finish(&self, at: Timestamp) -> Result<Changed> {
        self.change(verb::FINISH, |it| it.record.closed_at = Some(at))
    }

    /// Edits what was typed in at the start.
    ///
    /// # Errors
    /// Refused when the state forbids it.
    pub fn edit(&self, edit: impl FnOnce(&mut __Name__)) -> Result<Changed> {
        self.change(verb::EDIT, edit)
    }

    /// Says something: a comment the requester reads, or a note only the inside reads.
    #[must_use]
    pub fn say(&self, verb: &'static str, text: String) -> Changed {
        let field = if verb == verb::NOTE { "note" } else { "comment" };
        let facts = vec![SetValue::set(field, text)];
        Change { verb, before: Some(self.clone()), after: self.clone(), facts, moves_state: false }
    }

    /// Moves to the state the table says, and lets `edit` fill in what that state carries.
    fn change(&self, code: &'static str, edit: impl FnOnce(&mut __Name__)) -> Result<Changed> {
        let verb = LIFECYCLE.verb(code).ok_or_else(|| Error::Broken(format!("no verb {code}")))?;
        let target = verb.target(self.record.state.code).ok_or(Error::Refused(code))?;
        let mut after = self.clone();
        after.record.state =
            LIFECYCLE.state(target).ok_or_else(|| Error::Broken(format!("no state {target}")))?;
        edit(&mut after);
        let moves_state = after.record.state != self.record.state;
        Ok(Change { verb: code, before: Some(self.clone()), after, facts: Vec::new(), moves_state })
    }
}
