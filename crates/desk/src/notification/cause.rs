//! Whether an entry holds what a rule asks for.

use super::mention::has_mention;
use super::news::{News, Of};
use super::rules::Cause;
use crate::feed::Step;
use crate::lifecycle::{Lifecycle, StateClass};
use crate::people::Person;

/// The texts in which an entry may name somebody.
pub(super) const TEXTS: &[&str] = &["comment", "note", "description"];

impl Cause {
    /// What an entry says that makes the rule apply, by the codes of the fields and facts: whoever
    /// may read none of them is not told. Nothing where the rule does not apply.
    pub(super) fn said_in(self, news: &News) -> Vec<&'static str> {
        match &news.of {
            Of::Task(task) => match self {
                Cause::Sets(field) if task.set.iter().any(|code| code == field) => vec![field],
                _ => Vec::new(),
            },
            Of::Record(step) => self.said_of_record(step),
        }
    }

    fn said_of_record(self, step: &Step) -> Vec<&'static str> {
        let says = |code: &'static str| says(step, code).then_some(code);
        let turns = |wanted: fn(StateClass, StateClass) -> bool| {
            let turn = says("state").filter(|_| step.seq > 1).and_then(|_| turn(step));
            turn.is_some_and(|(from, to)| wanted(from, to)).then_some("state")
        };
        let said = match self {
            Cause::Names => return named_in(step),
            Cause::Sets(field) => says(field),
            Cause::Rates => says("satisfaction").or_else(|| says("satisfaction_comment")),
            Cause::Comments => says("comment"),
            Cause::Notes => says("note"),
            Cause::Ends => turns(|from, to| from.is_open() && !to.is_open()),
            Cause::Reopens => turns(|from, to| !from.is_open() && to.is_open()),
            Cause::Resumes => turns(|from, to| from == StateClass::Waiting && to.is_open())
                .filter(|_| step.actor == Some(Person::SYSTEM)),
            Cause::Moves => says("state").filter(|_| step.seq > 1),
            Cause::Merges if step.verb == "merge" => says("link"),
            Cause::Merges | Cause::Comes => None,
        };
        said.into_iter().collect()
    }
}

/// What a code says in an entry, unless it was erased.
pub(super) fn text_of<'a>(step: &'a Step, code: &str) -> Option<&'a str> {
    step.said.iter().filter(|said| said.code == code).find_map(|said| said.value.held())
}

fn says(step: &Step, code: &str) -> bool {
    text_of(step, code).is_some()
}

/// The texts that name somebody.
fn named_in(step: &Step) -> Vec<&'static str> {
    let names = |code: &&&'static str| text_of(step, code).is_some_and(has_mention);
    TEXTS.iter().filter(names).copied().collect()
}

/// From what kind of state an entry led to what kind. Where the verb could come from several kinds, as
/// if it came from the one in which there is least to do.
fn turn(step: &Step) -> Option<(StateClass, StateClass)> {
    let Lifecycle { verbs, .. } = step.kind.lifecycle;
    let class = |code: &str| step.kind.lifecycle.state(code).map(|state| state.class);
    let to = text_of(step, "state")?;
    let verb = verbs.iter().find(|verb| verb.code == step.verb)?;
    let from = verb.moves.iter().filter(|(from, target)| *target == to && from != target);
    let from = from.filter_map(|(from, _)| class(from)).max_by_key(|class| match class {
        StateClass::Open => 0,
        StateClass::Waiting => 1,
        StateClass::Resolved => 2,
        StateClass::Closed => 3,
    })?;
    Some((from, class(to)?))
}
