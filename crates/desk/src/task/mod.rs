//! Tasks: pieces of a record's work that have a team, a person and a due date of their own.
//!
//! A task is a subject with its own number and history. Those of one stage go side by side; a stage
//! begins when the stages before it are over. A record with mandatory tasks open is not resolved;
//! when it ends otherwise, what is still open of it is skipped.

mod act;
mod due;
mod list;
mod open;
mod sight;
mod store;

use db::{Id, Timestamp};

pub use act::{act, edit, end_with, refuse_open};
pub(crate) use due::{QUEUE, perform};
pub use list::{Mine, MineKey, Whose, mine};
pub use open::{CREATE, EDIT, REASON, create};
pub use sight::{Found, find, of_record, seen_among};
pub(crate) use store::{STATEMENTS, among};

use crate::kind::Kind;
use crate::lifecycle::{Lifecycle, State, StateClass};
use crate::people::{Person, Team};
use crate::record::Record;

/// Tasks as a kind of subject. They are no records: what is done to them is here.
pub static KIND: Kind = Kind {
    code: "task",
    prefix: "TSK",
    path: "tasks",
    table: "task",
    lifecycle: &Lifecycle {
        states: &[
            State { code: "open", class: StateClass::Open },
            State { code: "done", class: StateClass::Closed },
            State { code: "skipped", class: StateClass::Closed },
        ],
        verbs: &[],
        initial: "open",
    },
    fields: &[],
    priorities: &[],
};

/// A task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its identity, also of its history.
    pub id: Id<Task>,
    /// The number people say.
    pub number: String,
    /// The record it is a part of.
    pub parent: Id<Record>,
    /// One line saying what is to be done.
    pub title: String,
    /// Markdown.
    pub description: String,
    /// When its turn is: it waits for the stages before.
    pub stage: i64,
    /// Whether the record waits for it.
    pub mandatory: bool,
    /// How far it is.
    pub state: TaskState,
    /// The team that does it.
    pub team: Option<Id<Team>>,
    /// The person who does it.
    pub assignee: Option<Id<Person>>,
    /// Until when.
    pub due_at: Option<Timestamp>,
    /// Since when it is there.
    pub opened_at: Timestamp,
    /// When it was done or skipped, while it is.
    pub ended_at: Option<Timestamp>,
    /// By whom.
    pub ended_by: Option<Id<Person>>,
}

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskState {
    /// It is to be done.
    Open,
    /// It was done.
    Done,
    /// It need not be done any more.
    Skipped,
}

impl TaskState {
    /// Every state.
    pub const EVERY: [TaskState; 3] = [TaskState::Open, TaskState::Done, TaskState::Skipped];

    /// The stable code kept with the task.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            TaskState::Open => "open",
            TaskState::Done => "done",
            TaskState::Skipped => "skipped",
        }
    }

    /// The state with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<TaskState> {
        TaskState::EVERY.into_iter().find(|state| state.code() == code)
    }
}

/// Something done to a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskVerb {
    /// Its fields are changed.
    Edit,
    /// It is done.
    Complete,
    /// It need not be done.
    Skip,
    /// It is to be done after all.
    Reopen,
}

impl TaskVerb {
    /// The stable code kept in its journal.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            TaskVerb::Edit => "edit",
            TaskVerb::Complete => "complete",
            TaskVerb::Skip => "skip",
            TaskVerb::Reopen => "reopen",
        }
    }

    /// The code of the entry in the record's journal.
    #[must_use]
    const fn told(self) -> &'static str {
        match self {
            TaskVerb::Edit => "edit_task",
            TaskVerb::Complete => "complete_task",
            TaskVerb::Skip => "skip_task",
            TaskVerb::Reopen => "reopen_task",
        }
    }
}
