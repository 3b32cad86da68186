//! A form of a record's page that was refused: it stands open with what was typed.

use std::collections::BTreeMap;

use desk::custom::PREFIX;
use desk::input::{RawInput, RawValue};
use desk::lifecycle::Verb;

use crate::failure::problems;
use crate::i18n::Translator;
use crate::page::{Callout, FieldProblem, SafeHtml, Tone};

/// A form that was refused, on the page it came from.
#[derive(Debug, Clone)]
pub struct Refused {
    /// The code of the form: a verb's, or one of an organ's.
    pub form: String,
    /// What was typed.
    pub input: RawInput,
    /// What is wrong with it.
    pub problems: Vec<FieldProblem>,
    /// The fields of it that people write in their own words.
    written: Vec<String>,
}

impl Refused {
    /// A form of an organ that was refused; `written` names the fields that people write in their
    /// own words, which must not be lost when the form is not offered any more.
    #[must_use]
    pub fn new(
        t: &Translator,
        form: impl Into<String>,
        input: RawInput,
        written: &[&str],
        error: &desk::Error,
    ) -> Self {
        let written = written.iter().map(|code| (*code).to_owned()).collect();
        Refused { form: form.into(), input, problems: problems(t, error), written }
    }

    /// A verb that was refused.
    pub(super) fn verb(t: &Translator, verb: &Verb, input: RawInput, error: &desk::Error) -> Self {
        let texts = verb.inputs.iter().filter(|input| input.kind.is_written());
        // Of what administrators added, nothing is lost that was said in words.
        let added = input
            .values
            .iter()
            .filter(|(name, value)| name.starts_with(PREFIX) && matches!(value, RawValue::Text(_)));
        let added: Vec<String> = added.map(|(name, _)| name.clone()).collect();
        let written: Vec<&str> =
            texts.map(|input| input.code).chain(added.iter().map(String::as_str)).collect();
        Refused::new(t, verb.code, input, &written, error)
    }

    /// What was typed, by the field's code.
    #[must_use]
    pub fn typed(&self) -> BTreeMap<String, String> {
        self.input.values.keys().map(|name| (name.clone(), self.input.shown(name))).collect()
    }

    /// The box for a form that came too late: the form is gone, why and what was written in it are
    /// not.
    pub(super) fn too_late(&self, t: &Translator) -> Callout {
        let said = self.problems.iter().map(|problem| problem.message.as_str());
        let texts = self.written.iter().map(|code| self.input.shown(code));
        let written: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
        Callout {
            tone: Tone::Danger,
            heading: said.collect::<Vec<_>>().join(" "),
            byline: if written.is_empty() { String::new() } else { t.text("too-late-typed") },
            body: (!written.is_empty()).then(|| SafeHtml::of_markdown(&written.join("\n\n"))),
        }
    }
}
