//! The lifecycle's verbs as buttons and small forms.

use web::i18n::Translator;
use web::page::{Choice, FieldProblem, FormField, Method, VerbForm};

use super::create::{choice_field, priority_fields};

/// One legal verb, as a row of the lifecycle table gives it.
#[derive(Debug, Clone, Default)]
pub struct Offer {
    /// The verb's code.
    pub verb: String,
    /// Where it is sent.
    pub path: String,
    /// POST or DELETE.
    pub method: Method,
    /// Whether it is the usual next move from the present state.
    pub primary: bool,
}

/// The incident's values and what there is to choose from, as far as verbs ask for them. After a
/// refusal it holds what was typed.
#[derive(Debug, Clone, Default)]
pub struct Current {
    /// The team's id.
    pub team: String,
    /// The assignee's id.
    pub assignee: String,
    /// Teams.
    pub teams: Vec<Choice>,
    /// People who can be assigned; [`Choice::when`] holds the ids of their teams.
    pub assignees: Vec<Choice>,
    /// The code of the reason for holding.
    pub hold_reason: String,
    /// Reasons for holding.
    pub hold_reasons: Vec<Choice>,
    /// The resolution code.
    pub code: String,
    /// Resolution codes.
    pub codes: Vec<Choice>,
    /// Notes of a resolution, or the note of a hold.
    pub notes: String,
    /// The reason of a cancellation, reopening or override.
    pub reason: String,
    /// "1" to "3".
    pub impact: String,
    /// "1" to "3".
    pub urgency: String,
    /// The overriding priority, "1" to "5"; empty without override.
    pub priority: String,
    /// Impact, urgency, priority.
    pub matrix: Vec<(u8, u8, u8)>,
    /// The title.
    pub title: String,
    /// The description, as Markdown.
    pub description: String,
    /// The service's id.
    pub service: String,
    /// Services.
    pub services: Vec<Choice>,
    /// The category's id.
    pub category: String,
    /// Categories.
    pub categories: Vec<Choice>,
    /// The location's id.
    pub location: String,
    /// Locations.
    pub locations: Vec<Choice>,
}

/// The form of one verb. With `problems` the form stands open and says what is wrong.
#[must_use]
pub fn verb_form(t: &Translator, offer: Offer, current: &Current, problems: &[FieldProblem]) -> VerbForm {
    let mut fields = fields(t, &offer.verb, current);
    for field in &mut fields {
        let own = problems.iter().find(|problem| problem.field == field.name);
        field.error = own.map(|problem| problem.message.clone());
    }
    let elsewhere = |problem: &&FieldProblem| fields.iter().all(|field| field.name != problem.field);
    VerbForm {
        label: t.text_of("incident-verb", &offer.verb),
        hint: t.known("incident-verb-hint", &offer.verb).unwrap_or_default(),
        error: problems.iter().find(elsewhere).map(|problem| problem.message.clone()),
        open: !problems.is_empty(),
        danger: offer.verb == "cancel",
        primary: offer.primary,
        verb: offer.verb,
        path: offer.path,
        method: offer.method,
        fields,
    }
}

/// What each verb asks for; a verb that is not listed is a plain button.
fn fields(t: &Translator, verb: &str, current: &Current) -> Vec<FormField> {
    match verb {
        "assign" => assign(t, current),
        "hold" => hold(t, current),
        "resolve" => resolve(t, current),
        "cancel" => vec![reason(t, "incident-ask-cancel-reason", current)],
        "reopen" => vec![reason(t, "incident-ask-reopen-reason", current)],
        "prioritise" => prioritise(t, current),
        "edit" => edit(t, current),
        _ => Vec::new(),
    }
}

fn assign(t: &Translator, current: &Current) -> Vec<FormField> {
    let nobody = Choice::new("", t.text("incident-choose-nobody"));
    let people = std::iter::once(nobody).chain(current.assignees.iter().cloned()).collect();
    vec![
        FormField::select("team", t.text_of("incident-field", "team"), chosen(t, &current.teams))
            .with_value(&current.team)
            .required(),
        FormField::select("assignee", t.text_of("incident-field", "assignee"), people)
            .with_value(&current.assignee)
            .narrowed_by("team"),
    ]
}

fn hold(t: &Translator, current: &Current) -> Vec<FormField> {
    let reasons = chosen(t, &current.hold_reasons);
    vec![
        FormField::select("reason", t.text("incident-ask-hold-reason"), reasons)
            .with_value(&current.hold_reason)
            .required(),
        FormField::area("note", t.text("incident-ask-note"), 3).with_value(&current.notes),
    ]
}

fn resolve(t: &Translator, current: &Current) -> Vec<FormField> {
    vec![
        FormField::select("code", t.text("incident-ask-code"), chosen(t, &current.codes))
            .with_value(&current.code)
            .required(),
        FormField::area("notes", t.text("incident-ask-notes"), 5)
            .with_value(&current.notes)
            .required(),
    ]
}

fn prioritise(t: &Translator, current: &Current) -> Vec<FormField> {
    let follow = Choice::new("", t.text("incident-ask-override-none"));
    let levels = (1..=5_u8)
        .map(|n| Choice::new(n.to_string(), super::priority_badge(t, Some(n)).label));
    let mut fields = priority_fields(t, &current.impact, &current.urgency, &current.matrix);
    fields.push(
        FormField::select(
            "priority",
            t.text("incident-ask-override"),
            std::iter::once(follow).chain(levels).collect(),
        )
        .with_value(&current.priority),
    );
    fields.push(FormField {
        required: false,
        ..reason(t, "incident-ask-override-reason", current)
            .with_hint(t.text("incident-ask-override-hint"))
    });
    fields
}

fn edit(t: &Translator, current: &Current) -> Vec<FormField> {
    vec![
        FormField::text("title", t.text_of("incident-field", "title"))
            .with_value(&current.title)
            .at_most(200)
            .required(),
        FormField::area("description", t.text_of("incident-field", "description"), 8)
            .with_value(&current.description),
        choice_field(t, "service", &current.service, current.services.clone()),
        choice_field(t, "category", &current.category, current.categories.clone()),
        choice_field(t, "location", &current.location, current.locations.clone()),
    ]
}

fn reason(t: &Translator, label: &str, current: &Current) -> FormField {
    FormField::area("reason", t.text(label), 3).with_value(&current.reason).required()
}

/// A required choice begins with an empty one, so that nothing is chosen by accident.
fn chosen(t: &Translator, rows: &[Choice]) -> Vec<Choice> {
    let empty = Choice::new("", t.text("incident-choose"));
    std::iter::once(empty).chain(rows.iter().cloned()).collect()
}
