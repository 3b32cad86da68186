//! The form that reports an incident.

use web::i18n::Translator;
use web::page::{
    Choice, FieldKind, FieldProblem, FormField, FormSection, Link, PriorityMatrix, RecordForm, Shell,
};

use super::{LIST_PATH, priority_badge};

/// What was typed so far.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// One line.
    pub title: String,
    /// Markdown.
    pub description: String,
    /// "1" to "3", or what was sent instead.
    pub impact: String,
    /// "1" to "3", or what was sent instead.
    pub urgency: String,
    /// Name or e-mail address.
    pub requester: String,
    /// The service's id.
    pub service: String,
    /// The category's id.
    pub category: String,
    /// The location's id.
    pub location: String,
}

/// What there is to choose from; the values are ids.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Whether the reader may report for somebody else.
    pub for_others: bool,
    /// Where suggestions for the requester come from; `None` without them.
    pub people_source: Option<String>,
    /// Services.
    pub services: Vec<Choice>,
    /// Categories, children after their parent.
    pub categories: Vec<Choice>,
    /// Locations.
    pub locations: Vec<Choice>,
    /// Impact, urgency, priority: the organisation's matrix.
    pub matrix: Vec<(u8, u8, u8)>,
}

/// The page with the form; `problems` is empty on the first visit.
#[must_use]
pub fn create_form(shell: Shell, draft: &Draft, options: Options, problems: Vec<FieldProblem>) -> RecordForm {
    let t = shell.t.clone();
    let mut people = Vec::new();
    if options.for_others {
        people.push(requester(&t, draft, options.people_source));
    }
    people.extend([
        choice_field(&t, "service", &draft.service, options.services),
        choice_field(&t, "category", &draft.category, options.categories),
        choice_field(&t, "location", &draft.location, options.locations),
    ]);
    let side = vec![
        FormSection {
            heading: t.text("incident-new-urgency"),
            fields: priority_fields(&t, &draft.impact, &draft.urgency, &options.matrix),
        },
        FormSection { heading: t.text("incident-new-sorting"), fields: people },
    ];
    let form = RecordForm {
        heading: t.text("incident-new"),
        lead: t.text("incident-new-lead"),
        path: LIST_PATH.to_owned(),
        draft: "incident/new".to_owned(),
        problems: Vec::new(),
        main: FormSection { heading: t.text("incident-new-what"), fields: text_fields(&t, draft) },
        side,
        hidden: Vec::new(),
        submit: t.text("incident-new-submit"),
        cancel: Link::new(LIST_PATH, t.text("incident-list-back")),
        shell,
    };
    form.refused(problems)
}

fn text_fields(t: &Translator, draft: &Draft) -> Vec<FormField> {
    vec![
        FormField::text("title", t.text_of("incident-field", "title"))
            .with_value(&draft.title)
            .with_hint(t.text("incident-hint-title"))
            .at_most(200)
            .required(),
        FormField::area("description", t.text_of("incident-field", "description"), 10)
            .with_value(&draft.description)
            .with_hint(t.text("incident-hint-description")),
    ]
}

fn requester(t: &Translator, draft: &Draft, source: Option<String>) -> FormField {
    FormField {
        kind: FieldKind::Suggest { choices: Vec::new(), source },
        ..FormField::text("requester", t.text_of("incident-field", "requester"))
    }
    .with_value(&draft.requester)
    .with_hint(t.text("incident-hint-requester"))
}

/// Impact, urgency and the priority that follows.
pub(super) fn priority_fields(
    t: &Translator,
    impact: &str,
    urgency: &str,
    matrix: &[(u8, u8, u8)],
) -> Vec<FormField> {
    let cells = matrix.iter().map(|(i, u, p)| (*i, *u, priority_badge(t, Some(*p)))).collect();
    let matrix = PriorityMatrix { impact: "impact".to_owned(), urgency: "urgency".to_owned(), cells };
    vec![
        level(t, "impact", "incident-impact", impact),
        level(t, "urgency", "incident-urgency", urgency),
        FormField {
            kind: FieldKind::Preview(matrix),
            ..FormField::text("preview", t.text_of("incident-field", "priority"))
        }
        .with_hint(t.text("incident-hint-priority")),
    ]
}

fn level(t: &Translator, name: &str, family: &str, value: &str) -> FormField {
    let empty = Choice::new("", t.text("incident-choose"));
    let levels = ["1", "2", "3"].map(|n| Choice::new(n, t.text_of(family, n)));
    let choices = std::iter::once(empty).chain(levels).collect();
    FormField::select(name, t.text_of("incident-field", name), choices).with_value(value).required()
}

/// An optional choice from rows.
pub(super) fn choice_field(t: &Translator, name: &str, value: &str, rows: Vec<Choice>) -> FormField {
    let none = Choice::new("", t.text("incident-choose-none"));
    let choices = std::iter::once(none).chain(rows).collect();
    FormField::select(name, t.text_of("incident-field", name), choices).with_value(value)
}
