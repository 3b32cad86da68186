//! The life of an incident, one line a verb.

use desk::access::Action;
use desk::field::{COMMENT, FieldKind, PROSE, TITLE};
use desk::lifecycle::{InputField, Lifecycle, Method, State, StateClass, Tone, Verb};

/// The states an incident can be in.
pub mod state {
    /// Nobody has taken it yet.
    pub const NEW: &str = "new";
    /// A team or a person answers for it.
    pub const ASSIGNED: &str = "assigned";
    /// Somebody works on it.
    pub const IN_PROGRESS: &str = "in_progress";
    /// It waits for somebody or something else.
    pub const ON_HOLD: &str = "on_hold";
    /// Service is restored in the team's eyes.
    pub const RESOLVED: &str = "resolved";
    /// Over.
    pub const CLOSED: &str = "closed";
    /// Withdrawn, a mistake, or no incident at all.
    pub const CANCELLED: &str = "cancelled";
}

use state::{ASSIGNED, CANCELLED, CLOSED, IN_PROGRESS, NEW, ON_HOLD, RESOLVED};

const STATES: &[State] = &[
    State { code: NEW, class: StateClass::Open },
    State { code: ASSIGNED, class: StateClass::Open },
    State { code: IN_PROGRESS, class: StateClass::Open },
    State { code: ON_HOLD, class: StateClass::Waiting },
    State { code: RESOLVED, class: StateClass::Resolved },
    State { code: CLOSED, class: StateClass::Closed },
    State { code: CANCELLED, class: StateClass::Closed },
];

/// A verb that changes no state, whatever the state is.
const ANYWHERE: &[(&str, &str)] = &[
    (NEW, NEW),
    (ASSIGNED, ASSIGNED),
    (IN_PROGRESS, IN_PROGRESS),
    (ON_HOLD, ON_HOLD),
    (RESOLVED, RESOLVED),
    (CLOSED, CLOSED),
    (CANCELLED, CANCELLED),
];

/// A verb that changes no state, while there is still work to do.
const WHILE_OPEN: &[(&str, &str)] =
    &[(NEW, NEW), (ASSIGNED, ASSIGNED), (IN_PROGRESS, IN_PROGRESS), (ON_HOLD, ON_HOLD)];

/// Codes of the verbs, as the journal keeps them.
pub mod verb {
    /// Opens an incident.
    pub const CREATE: &str = "create";
    /// Edits what was typed in at the start.
    pub const UPDATE: &str = "edit";
    /// Gives it to a team or a person.
    pub const ASSIGN: &str = "assign";
    /// Begins the work.
    pub const START: &str = "start";
    /// Waits for somebody or something else.
    pub const HOLD: &str = "hold";
    /// Goes on after waiting.
    pub const RESUME: &str = "resume";
    /// Service is restored.
    pub const RESOLVE: &str = "resolve";
    /// It was not solved after all.
    pub const REOPEN: &str = "reopen";
    /// Ends it.
    pub const CLOSE: &str = "close";
    /// Withdraws it.
    pub const CANCEL: &str = "cancel";
    /// Weighs it again.
    pub const PRIORITISE: &str = "prioritise";
    /// Gives it to a team that can do more.
    pub const ESCALATE: &str = "escalate";
    /// Says something the requester reads.
    pub const COMMENT: &str = "comment";
    /// Says something only the inside reads.
    pub const NOTE: &str = "work_note";
}

const TEAM: InputField = InputField::optional("team", FieldKind::Team);
const ASSIGNEE: InputField = InputField::optional("assignee", FieldKind::Person);
const IMPACT: FieldKind = FieldKind::Number(1, 3);

/// What opening one takes.
pub const CREATE: &[InputField] = &[
    InputField::required("title", FieldKind::Line(TITLE)),
    InputField::optional("description", FieldKind::Prose(PROSE)),
    InputField::required("impact", IMPACT),
    InputField::required("urgency", IMPACT),
    InputField::optional("requester", FieldKind::Person),
    TEAM,
    InputField::optional("service", FieldKind::Service),
    InputField::optional("category", FieldKind::Category),
    InputField::optional("location", FieldKind::Location),
    InputField::optional("channel", FieldKind::Options(desk::field::CHANNELS)),
];

const UPDATE: &[InputField] = &[
    InputField::optional("title", FieldKind::Line(TITLE)),
    InputField::optional("description", FieldKind::Prose(PROSE)),
    InputField::optional("requester", FieldKind::Person),
    InputField::optional("service", FieldKind::Service),
    InputField::optional("category", FieldKind::Category),
    InputField::optional("location", FieldKind::Location),
    InputField::optional("channel", FieldKind::Options(desk::field::CHANNELS)),
];

const PRIORITISE: &[InputField] = &[
    InputField::optional("impact", IMPACT),
    InputField::optional("urgency", IMPACT),
    InputField::optional("priority", FieldKind::Number(1, 5)),
    InputField::optional("reason", FieldKind::Line(TITLE)),
];

/// A reason the timeline keeps.
const REASON: &[InputField] = &[InputField::required("reason", FieldKind::Line(TITLE))];

const RESOLVE: &[InputField] = &[
    InputField::required("code", FieldKind::Choice("resolution_code")),
    InputField::required("notes", FieldKind::Prose(PROSE)),
    CHILDREN,
];

const HOLD: &[InputField] = &[
    InputField::required("reason", FieldKind::Choice("hold_reason")),
    InputField::optional("until", FieldKind::Instant),
    InputField::optional("note", FieldKind::Prose(COMMENT)),
];

const BODY: &[InputField] = &[InputField::required("body", FieldKind::Prose(COMMENT))];

/// Whether it is done to its children as well.
const CHILDREN: InputField = InputField::optional(desk::family::SPREADS, FieldKind::Flag);

/// A comment, which the requesters of its children can read as well.
const SAYING: &[InputField] = &[InputField::required("body", FieldKind::Prose(COMMENT)), CHILDREN];

/// To which team; the one its team escalates to when none is named.
const ESCALATE: &[InputField] = &[TEAM, InputField::required("reason", FieldKind::Line(TITLE))];

/// One line: code, method, path, action, moves, inputs, tone.
const fn line(
    code: &'static str,
    (method, path): (Method, &'static str),
    action: Action,
    moves: &'static [(&'static str, &'static str)],
    inputs: &'static [InputField],
    tone: Tone,
) -> Verb {
    Verb { code, method, path, action, moves, inputs, tone }
}

use Method::{Delete, Patch, Post};

const VERBS: &[Verb] = &[
    line(
        verb::START,
        (Post, "work"),
        Action::Work,
        &[(NEW, IN_PROGRESS), (ASSIGNED, IN_PROGRESS)],
        &[],
        Tone::Primary,
    ),
    line(
        verb::RESUME,
        (Delete, "hold"),
        Action::Hold,
        &[(ON_HOLD, IN_PROGRESS)],
        &[],
        Tone::Primary,
    ),
    line(
        verb::RESOLVE,
        (Post, "resolution"),
        Action::Resolve,
        &[(NEW, RESOLVED), (ASSIGNED, RESOLVED), (IN_PROGRESS, RESOLVED), (ON_HOLD, RESOLVED)],
        RESOLVE,
        Tone::Primary,
    ),
    line(verb::CLOSE, (Post, "closure"), Action::Close, &[(RESOLVED, CLOSED)], &[], Tone::Primary),
    line(
        verb::ASSIGN,
        (Post, "assignment"),
        Action::Assign,
        &[(NEW, ASSIGNED), (ASSIGNED, ASSIGNED), (IN_PROGRESS, IN_PROGRESS), (ON_HOLD, ON_HOLD)],
        &[TEAM, ASSIGNEE],
        Tone::Plain,
    ),
    line(
        verb::ESCALATE,
        (Post, "escalation"),
        Action::Assign,
        &[(NEW, ASSIGNED), (ASSIGNED, ASSIGNED), (IN_PROGRESS, ASSIGNED), (ON_HOLD, ON_HOLD)],
        ESCALATE,
        Tone::Plain,
    ),
    line(verb::HOLD, (Post, "hold"), Action::Hold, &[(IN_PROGRESS, ON_HOLD)], HOLD, Tone::Plain),
    line(
        verb::PRIORITISE,
        (Post, "priority"),
        Action::Prioritise,
        WHILE_OPEN,
        PRIORITISE,
        Tone::Plain,
    ),
    line(
        verb::REOPEN,
        (Delete, "resolution"),
        Action::Reopen,
        &[(RESOLVED, IN_PROGRESS), (CLOSED, IN_PROGRESS)],
        REASON,
        Tone::Plain,
    ),
    line(
        verb::CANCEL,
        (Post, "cancellation"),
        Action::Cancel,
        &[(NEW, CANCELLED), (ASSIGNED, CANCELLED), (IN_PROGRESS, CANCELLED), (ON_HOLD, CANCELLED)],
        REASON,
        Tone::Danger,
    ),
    line(verb::UPDATE, (Patch, ""), Action::Update, WHILE_OPEN, UPDATE, Tone::Quiet),
    line(verb::COMMENT, (Post, "comments"), Action::Comment, ANYWHERE, SAYING, Tone::Quiet),
    line(verb::NOTE, (Post, "notes"), Action::Note, ANYWHERE, BODY, Tone::Quiet),
];

/// The life of an incident.
pub const LIFECYCLE: Lifecycle = Lifecycle { states: STATES, verbs: VERBS, initial: NEW };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        assert_eq!(LIFECYCLE.faults(), Vec::<String>::new());
    }
}
