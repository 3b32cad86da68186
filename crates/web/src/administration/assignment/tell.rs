//! Rules and what they do, in words.

use desk::assignment::{Example, Standing};
use desk::filter::Problem;

use crate::failure::explain;
use crate::i18n::{Arg, Translator};

/// To whom a rule gives.
pub(super) fn goes(t: &Translator, standing: &Standing) -> String {
    let person = standing.named.person.as_deref().unwrap_or_default();
    let gaps = [("team", Arg::Text(&standing.named.team)), ("person", Arg::Text(person))];
    t.text_of_with("assignment-goes", standing.rule.gives.code(), &gaps)
}

/// Why a rule cannot be used; nothing where it can.
pub(super) fn broken(t: &Translator, standing: &Standing) -> Vec<String> {
    let team = (!standing.named.team_works).then(|| t.text("assignment-team-gone"));
    team.into_iter().chain(problems(t, &standing.problems)).collect()
}

/// What is wrong with a condition.
pub(super) fn problems(t: &Translator, problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|problem| explain(t, &problem.fault("condition"))).collect()
}

/// To whom something would go.
pub(super) fn whom(t: &Translator, person: Option<&str>) -> String {
    match person {
        Some(name) => t.text_with("assignment-to-person", &[("person", Arg::Text(name))]),
        None => t.text("assignment-to-team"),
    }
}

/// To whom an example would go.
pub(super) fn whom_of(t: &Translator, example: &Example) -> String {
    whom(t, example.to.as_ref().map(|(_, name)| name.as_str()))
}
