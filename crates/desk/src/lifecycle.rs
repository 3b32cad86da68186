//! Lifecycles as tables: the states of a kind of record and the verbs that move between them. One
//! line feeds the button, the page and API path, the API's description and the contract test.

use crate::access::Action;
use crate::custom::Definition;
use crate::field::FieldKind;

/// The life of a kind of record.
#[derive(Debug)]
pub struct Lifecycle {
    /// The states, in the order people think of them.
    pub states: &'static [State],
    /// What can be done, in the order of the buttons.
    pub verbs: &'static [Verb],
    /// The state of a new record.
    pub initial: &'static str,
}

/// A state a record can be in. Its label is `state-KIND-CODE` in the locales.
#[derive(Debug, PartialEq, Eq)]
pub struct State {
    /// Stable code.
    pub code: &'static str,
    /// What it means to every practice.
    pub class: StateClass,
}

/// What a state means to every practice; fixed in code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateClass {
    /// Somebody has to do something.
    Open,
    /// Waiting for somebody or something outside the team.
    Waiting,
    /// Done in the team's eyes.
    Resolved,
    /// Over.
    Closed,
}

impl StateClass {
    /// The stable code kept with the record.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            StateClass::Open => "open",
            StateClass::Waiting => "waiting",
            StateClass::Resolved => "resolved",
            StateClass::Closed => "closed",
        }
    }

    /// Whether the work is still to be done.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, StateClass::Open | StateClass::Waiting)
    }
}

/// How a verb is asked for over HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Makes the thing the path names (a resolution, an assignment).
    Post,
    /// Takes it away again.
    Delete,
    /// Edits the record itself; the path is empty.
    Patch,
}

/// Something that can be done to a record. Its label is `verb-KIND-CODE` in the locales.
#[derive(Debug)]
pub struct Verb {
    /// Stable code, kept in the journal.
    pub code: &'static str,
    /// How it is asked for.
    pub method: Method,
    /// The last part of its path, below the record's; empty for the record itself.
    pub path: &'static str,
    /// What a person must be permitted.
    pub action: Action,
    /// From which state to which. Absent states refuse it.
    pub moves: &'static [(&'static str, &'static str)],
    /// What it takes.
    pub inputs: &'static [InputField],
    /// How the button stands out.
    pub tone: Tone,
}

/// How a verb's button stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// The usual next step.
    Primary,
    /// One of several.
    Plain,
    /// Hard to take back.
    Danger,
    /// No button of its own: the page has a place for it.
    Quiet,
}

/// Something a verb takes. Its label is `field-CODE` in the locales.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InputField {
    /// The name on the wire.
    pub code: &'static str,
    /// What it can hold.
    pub kind: FieldKind,
    /// Whether it must be given.
    pub required: bool,
    /// What an administrator said about it, where it is a custom field.
    pub definition: Option<&'static Definition>,
}

impl InputField {
    /// Must be given.
    #[must_use]
    pub const fn required(code: &'static str, kind: FieldKind) -> Self {
        InputField { code, kind, required: true, definition: None }
    }

    /// May be given.
    #[must_use]
    pub const fn optional(code: &'static str, kind: FieldKind) -> Self {
        InputField { code, kind, required: false, definition: None }
    }
}

impl Lifecycle {
    /// The state with this code.
    #[must_use]
    pub fn state(&self, code: &str) -> Option<&'static State> {
        self.states.iter().find(|s| s.code == code)
    }

    /// The verb with this code.
    #[must_use]
    pub fn verb(&self, code: &str) -> Option<&'static Verb> {
        self.verbs.iter().find(|v| v.code == code)
    }

    /// The verbs a record in this state allows.
    pub fn allowed(&self, state: &str) -> impl Iterator<Item = &'static Verb> {
        self.verbs.iter().filter(move |v| v.target(state).is_some())
    }

    /// What is wrong with the table itself, if anything; for the contract test.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if self.state(self.initial).is_none() {
            faults.push(format!("the initial state {} is no state", self.initial));
        }
        for verb in self.verbs {
            for (from, to) in verb.moves {
                for state in [from, to].into_iter().filter(|s| self.state(s).is_none()) {
                    faults.push(format!("{}: {state} is no state", verb.code));
                }
            }
        }
        for state in self.states.iter().filter(|s| s.code != self.initial) {
            if !self
                .verbs
                .iter()
                .any(|v| v.moves.iter().any(|(from, to)| to == &state.code && from != to))
            {
                faults.push(format!("nothing leads to {}", state.code));
            }
        }
        faults
    }
}

impl Verb {
    /// The state it leads to from this one; nothing when it is not allowed there.
    #[must_use]
    pub fn target(&self, from: &str) -> Option<&'static str> {
        self.moves.iter().find(|(f, _)| *f == from).map(|(_, to)| *to)
    }

    /// Whether it ever changes the state.
    #[must_use]
    pub fn moves_state(&self) -> bool {
        self.moves.iter().any(|(from, to)| from != to)
    }
}
