//! From a line of a lifecycle table to the form a person fills in.
//!
//! Every practice's verbs and creation forms are drawn from the same tables that feed the API, so
//! that a field added to a table stands in the form without another line of code. Words come from
//! the locales by a fixed pattern, the more special first:
//! `ask-KIND-VERB-FIELD` or `field-FIELD` for the label, `hint-KIND-VERB-FIELD` for the line of
//! help, `none-KIND-VERB-FIELD` or `choose-none` for the empty choice.

use std::collections::BTreeMap;

use desk::field::FieldKind as Holds;
use desk::lifecycle::{InputField, Tone, Verb};

use super::{
    Badge, Choice, FieldKind, FieldProblem, FormField, InputType, PriorityMatrix, VerbForm,
};
use crate::i18n::Translator;

/// From so many numbers on one is typed in instead of chosen.
const MANY: i64 = 12;

/// What there is to choose from, what stands in the fields, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// The code of the kind of record: `incident`.
    pub kind: &'static str,
    /// What can be chosen, by the field's code; for a list kept as rows, by the list's name. A
    /// reference without an entry is typed in, with suggestions.
    pub choices: BTreeMap<&'static str, Vec<Choice>>,
    /// Where suggestions come from while typing, by the field's code.
    pub sources: BTreeMap<&'static str, String>,
    /// The record's values, or what was typed before a refusal, by the field's code.
    pub values: BTreeMap<String, String>,
    /// What is wrong, after a refusal.
    pub problems: Vec<FieldProblem>,
    /// Impact, urgency and the priority that follows, for the preview.
    pub matrix: Vec<(u8, u8, Badge)>,
    /// The reader's time zone by its IANA name, by which moments are typed in.
    pub zone: String,
}

impl Inputs {
    /// The form of one verb of the record at `record_path`, which takes `inputs`. With problems it
    /// stands open.
    #[must_use]
    pub fn verb_form(
        &self,
        t: &Translator,
        verb: &Verb,
        inputs: &[InputField],
        record_path: &str,
    ) -> VerbForm {
        let fields = self.fields(t, verb.code, inputs);
        let elsewhere =
            |problem: &&FieldProblem| fields.iter().all(|field| field.name != problem.field);
        VerbForm {
            verb: verb.code.to_owned(),
            path: match verb.path {
                "" => record_path.to_owned(),
                last => format!("{record_path}/{last}"),
            },
            method: verb.method.into(),
            label: t.text_of(&self.family("verb"), verb.code),
            submit: t.known(&self.family("submit"), verb.code).unwrap_or_default(),
            hint: t.known(&self.family("verb-hint"), verb.code).unwrap_or_default(),
            primary: verb.tone == Tone::Primary,
            danger: verb.tone == Tone::Danger,
            error: self.problems.iter().find(elsewhere).map(|problem| problem.message.clone()),
            open: !self.problems.is_empty(),
            fields,
        }
    }

    /// The fields of one verb, in the table's order. A preview follows impact and urgency.
    #[must_use]
    pub fn fields(&self, t: &Translator, verb: &str, inputs: &[InputField]) -> Vec<FormField> {
        let mut fields = Vec::new();
        for input in inputs {
            fields.extend(self.field(t, verb, input));
            if input.code == "urgency" && !self.matrix.is_empty() {
                fields.push(self.preview(t));
            }
        }
        fields
    }

    /// One field; nothing for what no form can ask for. A moment is typed in as it is where its
    /// reader is.
    #[must_use]
    pub fn field(&self, t: &Translator, verb: &str, input: &InputField) -> Option<FormField> {
        let member = |family: &str| t.known(&format!("{family}-{}-{verb}", self.kind), input.code);
        let said = input.definition;
        let label = member("ask")
            .or_else(|| said.map(|said| said.label(t.language()).to_owned()))
            .unwrap_or_else(|| t.text_of("field", input.code));
        let hint = member("hint").or_else(|| said.map(|said| said.help(t.language()).to_owned()));
        let drawn = FormField {
            value: self.values.get(input.code).cloned().unwrap_or_default(),
            required: input.required,
            hint: hint.unwrap_or_default(),
            error: self.problem(input.code),
            ..FormField::text(input.code, label)
        };
        let choose = |choices: Vec<Choice>| {
            let empty = if input.required {
                t.text("choose")
            } else {
                member("none").unwrap_or_else(|| t.text("choose-none"))
            };
            std::iter::once(Choice::new("", empty)).chain(choices).collect::<Vec<_>>()
        };
        if let Some(measured) = self.measured(t, input, &drawn) {
            return Some(measured);
        }
        match input.kind {
            Holds::Line(most) => Some(FormField { max_length: u32::try_from(most).ok(), ..drawn }),
            Holds::Record => Some(drawn),
            Holds::Prose(most) => Some(FormField {
                kind: FieldKind::TextArea(5),
                max_length: u32::try_from(most).ok(),
                ..drawn
            }),
            // Nothing said is neither yes nor no.
            Holds::Flag if said.is_some() => Some(select(drawn, choose(yes_and_no(t)))),
            Holds::Flag => Some(FormField { kind: FieldKind::Checkbox, ..drawn }),
            Holds::Number(least, most) if most - least < MANY => {
                Some(select(drawn, choose(self.levels(t, input.code, least, most))))
            }
            Holds::Number(..) => {
                Some(FormField { kind: FieldKind::Text(InputType::Number), ..drawn })
            }
            Holds::State | Holds::Options(_) | Holds::Choice(_) | Holds::One(_) => {
                Some(select(drawn, choose(self.offered(t, input))))
            }
            _ => Some(match self.choices.get(input.code) {
                Some(choices) => select(drawn, choose(choices.clone())),
                None => FormField {
                    kind: FieldKind::Suggest {
                        choices: Vec::new(),
                        source: self.sources.get(input.code).cloned(),
                    },
                    ..drawn
                },
            }),
        }
    }

    /// A field whose values have a form of their own; nothing for the others.
    fn measured(&self, t: &Translator, input: &InputField, drawn: &FormField) -> Option<FormField> {
        let of = |kind: FieldKind| Some(FormField { kind, ..drawn.clone() });
        match input.kind {
            Holds::Instant if self.zone.is_empty() => of(FieldKind::Text(InputType::Moment)),
            Holds::Instant => {
                let zone = t.text_with("hint-zone", &[("zone", self.zone.as_str().into())]);
                let hint = format!("{} {zone}", drawn.hint).trim().to_owned();
                let kind = FieldKind::Text(InputType::Moment);
                Some(FormField { kind, hint, ..drawn.clone() })
            }
            Holds::Decimal(..) => of(FieldKind::Text(InputType::Decimal)),
            Holds::Date => of(FieldKind::Text(InputType::Date)),
            Holds::Link => of(FieldKind::Text(InputType::Url)),
            Holds::Money(currencies) => {
                of(FieldKind::Money(currencies.iter().map(|code| (*code).to_owned()).collect()))
            }
            Holds::Several(_) => of(FieldKind::Checks(self.offered(t, input))),
            _ => None,
        }
    }

    fn offered(&self, t: &Translator, input: &InputField) -> Vec<Choice> {
        match input.kind {
            Holds::Options(codes) => {
                codes.iter().map(|code| Choice::new(*code, t.text_of(input.code, code))).collect()
            }
            Holds::Choice(list) => self.choices.get(list).cloned().unwrap_or_default(),
            Holds::One(options) | Holds::Several(options) => {
                let held = self.values.get(input.code).map_or("", String::as_str);
                // What is held can be left as it is, also when it is offered no more.
                let kept = |code: &str| held.split(',').any(|one| one == code);
                options
                    .iter()
                    .filter(|option| option.active || kept(&option.code))
                    .map(|option| Choice::new(&option.code, option.label(t.language())))
                    .collect()
            }
            _ => self.choices.get(input.code).cloned().unwrap_or_default(),
        }
    }

    /// A family of texts of this kind of record.
    fn family(&self, name: &str) -> String {
        format!("{name}-{}", self.kind)
    }

    fn preview(&self, t: &Translator) -> FormField {
        let matrix = PriorityMatrix {
            impact: "impact".to_owned(),
            urgency: "urgency".to_owned(),
            cells: self.matrix.clone(),
        };
        FormField {
            kind: FieldKind::Preview(matrix),
            ..FormField::text("priority-preview", t.text_of("field", "priority"))
        }
        .with_hint(t.text("hint-priority-preview"))
    }

    /// Numbers with names of their own: "2 High" for a priority, "Medium – a group" for an impact.
    pub(crate) fn levels(&self, t: &Translator, code: &str, least: i64, most: i64) -> Vec<Choice> {
        let level = |number: i64| {
            let digits = number.to_string();
            let label = match t.known(&format!("{code}-choice"), &digits) {
                Some(explained) => explained,
                None => match t.known(code, &digits) {
                    Some(name) => format!("{digits} {name}"),
                    None => digits.clone(),
                },
            };
            Choice::new(digits, label)
        };
        (least..=most).map(level).collect()
    }

    fn problem(&self, field: &str) -> Option<String> {
        let own = self.problems.iter().find(|problem| problem.field == field);
        own.map(|problem| problem.message.clone())
    }
}

fn yes_and_no(t: &Translator) -> Vec<Choice> {
    let choice = |value: &str, code: &str| Choice::new(value, t.text_of("flag", code));
    vec![choice("true", "yes"), choice("false", "no")]
}

/// A choice whose values depend on the team is narrowed by the team's field.
fn select(field: FormField, choices: Vec<Choice>) -> FormField {
    let narrowed_by =
        choices.iter().any(|choice| !choice.when.is_empty()).then(|| "team".to_owned());
    FormField { kind: FieldKind::Select { choices, narrowed_by }, ..field }
}
