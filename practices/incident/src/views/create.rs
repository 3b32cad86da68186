//! The form that reports an incident.

use desk::lifecycle::InputField;
use web::i18n::Translator;
use web::page::{Badge, FormSection, Inputs, Link, RecordForm, Shell};

use super::{LIST_PATH, priority_badge};
use crate::lifecycle::CREATE;

/// The verb under which the words of the form stand in the locales.
const VERB: &str = "create";

/// What happened; what is not named here or below stands with "who and where".
const MAIN: [&str; 2] = ["title", "description"];
const WEIGHT: [&str; 2] = ["impact", "urgency"];

/// The page with the form. `leave_out` names fields the reader may not set.
#[must_use]
pub fn create_form(shell: Shell, inputs: &Inputs, leave_out: &[&str]) -> RecordForm {
    let t = shell.t.clone();
    let pick = |wanted: &dyn Fn(&str) -> bool| -> Vec<InputField> {
        let fits = |input: &&InputField| wanted(input.code) && !leave_out.contains(&input.code);
        CREATE.iter().filter(fits).copied().collect()
    };
    let section = |heading: &str, wanted: &dyn Fn(&str) -> bool| FormSection {
        heading: t.text(heading),
        fields: inputs.fields(&t, VERB, &pick(wanted)),
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
            section("incident-new-sorting", &|code| !MAIN.contains(&code) && !WEIGHT.contains(&code)),
        ],
        hidden: Vec::new(),
        submit: t.text("incident-new-submit"),
        cancel: Link::new(LIST_PATH, t.text("incident-list-back")),
        shell,
    };
    form.refused(inputs.problems.clone())
}

/// The organisation's matrix as the preview shows it.
#[must_use]
pub fn preview(t: &Translator, matrix: &[(u8, u8, u8)]) -> Vec<(u8, u8, Badge)> {
    matrix.iter().map(|(impact, urgency, priority)| (*impact, *urgency, priority_badge(t, Some(*priority)))).collect()
}
