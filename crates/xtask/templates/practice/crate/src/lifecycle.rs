//! The life of a __name__, one line a verb.

use desk::access::Action;
use desk::field::{FieldKind, PROSE, TITLE};
use desk::lifecycle::{InputField, Lifecycle, Method, State, StateClass, Tone, Verb};

/// The states a __name__ can be in.
pub mod state {
    /// Nobody works on it yet.
    pub const NEW: &str = "new";
    /// Somebody works on it.
    pub const IN_PROGRESS: &str = "in_progress";
    /// Over.
    pub const DONE: &str = "done";
}

/// Codes of the verbs, as the journal keeps them.
pub mod verb {
    /// Opens a __name__.
    pub const CREATE: &str = "create";
    /// Begins the work.
    pub const START: &str = "start";
    /// Ends it.
    pub const FINISH: &str = "finish";
    /// Edits what was typed in at the start.
    pub const EDIT: &str = "edit";
    /// Says something the requester reads.
    pub const COMMENT: &str = "comment";
    /// Says something only the inside reads.
    pub const NOTE: &str = "work_note";
}

use state::{DONE, IN_PROGRESS, NEW};

const STATES: &[State] = &[
    State { code: NEW, class: StateClass::Open },
    State { code: IN_PROGRESS, class: StateClass::Open },
    State { code: DONE, class: StateClass::Closed },
];

/// A verb that changes no state, while there is still work to do.
const WHILE_OPEN: &[(&str, &str)] = &[(NEW, NEW), (IN_PROGRESS, IN_PROGRESS)];

/// A verb that changes no state, whatever the state is.
const ANYWHERE: &[(&str, &str)] = &[(NEW, NEW), (IN_PROGRESS, IN_PROGRESS), (DONE, DONE)];

/// What opening one takes.
pub const CREATE: &[InputField] = &[
    InputField::required("title", FieldKind::Line(TITLE)),
    InputField::optional("description", FieldKind::Prose(PROSE)),
    InputField::required("impact", FieldKind::Number(1, 3)),
];

const EDIT: &[InputField] = &[
    InputField::optional("title", FieldKind::Line(TITLE)),
    InputField::optional("description", FieldKind::Prose(PROSE)),
    InputField::optional("impact", FieldKind::Number(1, 3)),
];

const BODY: &[InputField] = &[InputField::required("body", FieldKind::Prose(PROSE))];

const VERBS: &[Verb] = &[
    Verb {
        code: verb::START,
        method: Method::Post,
        path: "work",
        action: Action::Work,
        moves: &[(NEW, IN_PROGRESS)],
        inputs: &[],
        tone: Tone::Primary,
    },
    Verb {
        code: verb::FINISH,
        method: Method::Post,
        path: "completion",
        action: Action::Resolve,
        moves: &[(IN_PROGRESS, DONE)],
        inputs: &[],
        tone: Tone::Primary,
    },
    Verb {
        code: verb::EDIT,
        method: Method::Patch,
        path: "",
        action: Action::Update,
        moves: WHILE_OPEN,
        inputs: EDIT,
        tone: Tone::Quiet,
    },
    Verb {
        code: verb::COMMENT,
        method: Method::Post,
        path: "comments",
        action: Action::Comment,
        moves: ANYWHERE,
        inputs: BODY,
        tone: Tone::Quiet,
    },
    Verb {
        code: verb::NOTE,
        method: Method::Post,
        path: "notes",
        action: Action::Note,
        moves: ANYWHERE,
        inputs: BODY,
        tone: Tone::Quiet,
    },
];

/// The life of a __name__.
pub const LIFECYCLE: Lifecycle = Lifecycle { states: STATES, verbs: VERBS, initial: NEW };
