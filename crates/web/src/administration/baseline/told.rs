//! What a text would change, in words.

use desk::baseline::{Does, Step};
use desk::{Error, Fault};

use crate::failure::explain;
use crate::i18n::{Arg, Translator};
use crate::page::{Badge, FieldProblem, Tone};

/// A step: what sort it is, of what, and the values that change, before and after; of what is new, what it
/// begins with.
pub(super) fn line(t: &Translator, step: &Step) -> (Badge, String, String) {
    let tone = match step.does {
        Does::Add(_) => Tone::Success,
        Does::Change(_) | Does::Order(_) => Tone::Info,
        Does::Take => Tone::Danger,
    };
    let label = t.text_of("baseline-does", step.does.code());
    let section = t.text_of("baseline-section", step.section);
    let what = match step.entry.is_empty() {
        true => section,
        false => format!("{section}: {}", step.entry),
    };
    let none = || t.text("value-none");
    let shown = |text: &str| if text.is_empty() { none() } else { text.to_owned() };
    let changes = step.does.changes().iter().map(|change| match &change.before {
        Some(before) => format!("{}: {} → {}", change.name, shown(before), shown(&change.after)),
        None => format!("{}: {}", change.name, shown(&change.after)),
    });
    let changes: Vec<String> = changes.collect();
    let said = match changes.is_empty() {
        true => what,
        false => format!("{what}; {}", changes.join("; ")),
    };
    (Badge { label, tone, ..Badge::default() }, said, String::new())
}

/// What is wrong with a text, each with its line; nothing for what is no fault of the text.
pub(super) fn problems(t: &Translator, error: &Error) -> Vec<FieldProblem> {
    let Error::Invalid(faults) = error else { return crate::failure::problems(t, error) };
    let problem = |fault: &Fault| FieldProblem { field: String::new(), message: said(t, fault) };
    faults.iter().map(problem).collect()
}

/// Line, place and what is wrong.
fn said(t: &Translator, fault: &Fault) -> String {
    let line = fault.details.iter().find(|(name, _)| *name == "line");
    let line = line.map_or("", |(_, line)| line.as_str());
    let why = explain(t, fault);
    let (part, why) = (Arg::Text(&fault.field), Arg::Text(&why));
    match line {
        "" => t.text_with("baseline-problem", &[("part", part), ("why", why)]),
        line => t.text_with(
            "baseline-problem-line",
            &[("line", Arg::Text(line)), ("part", part), ("why", why)],
        ),
    }
}
