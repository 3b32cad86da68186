//! A verb that was refused, on the page it came from.

use std::collections::BTreeMap;

use desk::input::RawInput;
use desk::lifecycle::Verb;
use web::i18n::Translator;
use web::page::{Callout, FieldProblem, SafeHtml, Tone};

/// A verb that was refused: its form stands open with what was typed.
#[derive(Debug, Clone)]
pub(super) struct Refused {
    pub(super) verb: &'static Verb,
    pub(super) input: RawInput,
    pub(super) problems: Vec<FieldProblem>,
}

impl Refused {
    /// What was typed, by the field's code.
    pub(super) fn typed(&self) -> BTreeMap<String, String> {
        self.input.values.keys().map(|name| (name.clone(), self.input.shown(name))).collect()
    }

    /// The box for a verb that came too late: its form is gone, why and what was written in it are
    /// not.
    pub(super) fn too_late(&self, t: &Translator) -> Callout {
        let said = self.problems.iter().map(|problem| problem.message.as_str());
        let texts = self.verb.inputs.iter().filter(|input| input.kind.is_written());
        let written: Vec<String> = texts
            .map(|input| self.input.shown(input.code))
            .filter(|text| !text.is_empty())
            .collect();
        let body = markdown::render(&written.join("\n\n")).as_str().to_owned();
        Callout {
            tone: Tone::Danger,
            heading: said.collect::<Vec<_>>().join(" "),
            byline: if written.is_empty() { String::new() } else { t.text("too-late-typed") },
            body: (!written.is_empty()).then(|| SafeHtml::from_sanitised(body)),
        }
    }
}
