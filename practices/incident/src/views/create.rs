//! The form that reports an incident.

use desk::lifecycle::InputField;
use web::i18n::Translator;
use web::page::{Badge, FormSection, Inputs, Link, RecordForm, Shell};

use super::{LIST_PATH, priority_badge};
use crate::lifecycle::{CREATE, verb};

/// The sections of the form and the fields of the creation table each takes, in the table's order;
/// what is named in neither stands with "who and where".
const MAIN: &[&str] = &["title", "description"];
const WEIGHT: &[&str] = &["impact", "urgency"];

/// The page with the form. `leave_out` names fields the reader may not set.
#[must_use]
pub fn create_form(shell: Shell, inputs: &Inputs, leave_out: &[&str]) -> RecordForm {
    let t = shell.t.clone();
    let section = |heading: &str, takes: &dyn Fn(&str) -> bool| {
        let drawn = |input: &&InputField| takes(input.code) && !leave_out.contains(&input.code);
        let table: Vec<InputField> = CREATE.iter().filter(drawn).copied().collect();
        FormSection { heading: t.text(heading), fields: inputs.fields(&t, verb::CREATE, &table) }
    };
    let form = RecordForm {
        heading: t.text("incident-new"),
        lead: t.text("incident-new-lead"),
        path: LIST_PATH.to_owned(),
        draft: "incident/new".to_owned(),
        problems: Vec::new(),
        main: section("incident-new-what", &|code| MAIN.contains(&code)),
        side: vec![
            section("incident-new-urgency", &|code| WEIGHT.contains(&code)),
            section("incident-new-sorting", &|code| {
                !MAIN.contains(&code) && !WEIGHT.contains(&code)
            }),
        ],
        hidden: Vec::new(),
        submit: t.text("incident-new-submit"),
        cancel: Link::new(LIST_PATH, t.text("incident-list-back")),
        shell,
    };
    form.refused(inputs.problems.clone())
}

/// The organisation's matrix (impact, urgency, priority) as the preview shows it.
#[must_use]
pub fn preview(t: &Translator, matrix: &[(u8, u8, u8)]) -> Vec<(u8, u8, Badge)> {
    matrix
        .iter()
        .map(|(impact, urgency, priority)| (*impact, *urgency, priority_badge(t, Some(*priority))))
        .collect()
}
