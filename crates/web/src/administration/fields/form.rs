//! The form in which a field is added or changed.

use std::collections::BTreeMap;

use desk::Kind;
use desk::custom::{Definition, StateRule, Type};
use desk::field::Field;
use desk::lifecycle::InputField;
use desk::work::CREATE;

use super::typed::FORMS;
use crate::i18n::Translator;
use crate::page::{Choice, FieldKind, FieldPage, FormField, FormSection, Inputs, Link, Retirement};

/// Where the list of fields is.
pub(super) const LIST: &str = "/administration/fields";

/// Which field the form is about, and what stands in it.
pub(super) struct About<'a> {
    pub(super) kind: &'static Kind,
    /// The code of its type.
    pub(super) holds: &'a str,
    /// What is known of it; nothing of a new one.
    pub(super) known: Option<&'static Field>,
    pub(super) values: BTreeMap<String, String>,
    /// The languages of the interface, by code and own name.
    pub(super) languages: &'a [(&'static str, &'static str)],
}

impl About<'_> {
    fn definition(&self) -> Option<&'static Definition> {
        self.known.and_then(Field::definition)
    }

    fn value(&self, name: &str) -> String {
        self.values.get(name).cloned().unwrap_or_default()
    }

    fn line(&self, name: &str, label: String) -> FormField {
        FormField::text(name, label).with_value(self.value(name))
    }

    /// The page.
    pub(super) fn page(&self, shell: crate::page::Shell) -> FieldPage {
        let t = &shell.t.clone();
        let holds = t.text_of("fields-type", self.holds);
        let of_kind = t.text_of("nav", self.kind.path);
        let (heading, lead, path) = match self.definition() {
            None => (
                t.text_with("fields-new", &[("type", holds.as_str().into())]),
                t.text_with("fields-new-lead", &[("kind", of_kind.as_str().into())]),
                LIST.to_owned(),
            ),
            Some(known) => (
                known.label(t.language()).to_owned(),
                t.text_with(
                    "fields-edit-lead",
                    &[
                        ("code", known.code.as_str().into()),
                        ("type", holds.as_str().into()),
                        ("kind", of_kind.as_str().into()),
                    ],
                ),
                format!("{LIST}/{}", known.id),
            ),
        };
        FieldPage {
            heading,
            lead,
            version: self.definition().map(|known| known.version),
            problems: Vec::new(),
            main: FormSection { heading: String::new(), fields: self.main(t) },
            side: vec![self.readers(t), self.states(t)],
            submit: t.text(if self.known.is_some() { "fields-save" } else { "fields-add" }),
            effects: Vec::new(),
            confirmed: String::new(),
            history: None,
            preview: self.known.and_then(|field| preview(t, self.kind, field)),
            retirement: self.definition().map(|known| Retirement {
                path: format!("{path}/retirement"),
                active: known.active,
                effects: Vec::new(),
            }),
            back: Link::new(LIST, t.text("fields-heading")),
            path,
            shell,
        }
    }

    fn main(&self, t: &Translator) -> Vec<FormField> {
        let mut fields = Vec::new();
        if self.known.is_none() {
            fields.push(FormField::hidden("kind", self.kind.code));
            fields.push(FormField::hidden("type", self.holds));
        }
        for (code, name) in self.languages {
            let label = t.text_with("fields-label-in", &[("language", (*name).into())]);
            fields.push(self.line(&format!("labels.{code}"), label).at_most(100));
        }
        if self.known.is_none() {
            let code = self.line("code", t.text("fields-code")).required().at_most(42);
            fields.push(code.with_hint(t.text("fields-code-hint")));
        }
        for (code, name) in self.languages {
            let label = t.text_with("fields-help-in", &[("language", (*name).into())]);
            fields.push(self.line(&format!("help.{code}"), label).at_most(500));
        }
        fields.extend(self.parameters(t));
        let default = self.line("default", t.text("fields-default"));
        let hint = t.known("fields-default-hint", self.holds);
        fields.push(default.with_hint(hint.unwrap_or_else(|| t.text("fields-default-hint"))));
        fields
    }

    /// What only fields of this type have.
    fn parameters(&self, t: &Translator) -> Vec<FormField> {
        match self.holds {
            "line" | "prose" => vec![self.line("most", t.text("fields-longest"))],
            "number" => {
                let scale = self.line("scale", t.text("fields-scale"));
                let scale = scale.with_hint(t.text("fields-scale-hint"));
                let new = self.known.is_none().then_some(scale);
                let bound = |name: &str| self.line(name, t.text_of("fields-bound", name));
                let bounds = [bound("least"), bound("most")];
                new.into_iter().chain(bounds).collect()
            }
            "money" => {
                let currencies = self.line("currencies", t.text("fields-currencies")).required();
                vec![currencies.with_hint(t.text("fields-currencies-hint"))]
            }
            "choice" | "multi_choice" => vec![self.options(t)],
            _ => Vec::new(),
        }
    }

    fn options(&self, t: &Translator) -> FormField {
        let names: Vec<&str> = self.languages.iter().map(|(_, name)| *name).collect();
        let names = names.join(" | ");
        let mut hint = t.text_with("fields-options-hint", &[("languages", names.as_str().into())]);
        let retired = self.definition().into_iter().flat_map(|known| &known.options);
        let retired: Vec<&str> =
            retired.filter(|option| !option.active).map(|option| option.code.as_str()).collect();
        if !retired.is_empty() {
            let codes = retired.join(", ");
            hint.push(' ');
            hint.push_str(&t.text_with("fields-options-kept", &[("codes", codes.as_str().into())]));
        }
        let area = FormField::area("options", t.text("fields-options"), 8).required();
        area.with_value(self.value("options")).with_hint(hint)
    }

    /// Who reads it and which forms ask for it.
    fn readers(&self, t: &Translator) -> FormSection {
        let audiences = ["public", "internal"];
        let audiences = audiences.map(|code| Choice::new(code, t.text_of("fields-audience", code)));
        let audience = FormField::select("audience", t.text("fields-readers"), audiences.into());
        let audience = audience.with_value(self.value("audience"));
        let family = format!("verb-{}", self.kind.code);
        let verbs = self.kind.lifecycle.verbs.iter();
        let verbs = verbs.map(|verb| Choice::new(verb.code, t.text_of(&family, verb.code)));
        let create = Choice::new(CREATE, t.text_of("new", self.kind.code));
        let forms = FormField {
            kind: FieldKind::Checks(std::iter::once(create).chain(verbs).collect()),
            ..self.line(FORMS, t.text("fields-asked"))
        };
        FormSection {
            heading: t.text("fields-where"),
            fields: vec![audience, forms.with_hint(t.text("fields-asked-hint"))],
        }
    }

    /// What holds in each state.
    fn states(&self, t: &Translator) -> FormSection {
        let family = format!("state-{}", self.kind.code);
        let rules = || {
            let rule =
                |rule: StateRule| Choice::new(rule.code(), t.text_of("fields-rule", rule.code()));
            let free = Choice::new("", t.text_of("fields-rule", "free"));
            std::iter::once(free).chain(StateRule::EVERY.map(rule)).collect::<Vec<_>>()
        };
        let state = |code: &str| {
            let name = format!("states.{code}");
            let value = self.value(&name);
            FormField::select(&name, t.text_of(&family, code), rules()).with_value(value)
        };
        let states = self.kind.lifecycle.states.iter().map(|one| state(one.code));
        FormSection { heading: t.text("fields-rules"), fields: states.collect() }
    }
}

/// How the field looks in a form.
fn preview(t: &Translator, kind: &'static Kind, field: &'static Field) -> Option<FormField> {
    let inputs = Inputs { kind: kind.code, zone: "UTC".to_owned(), ..Inputs::default() };
    let input = InputField {
        definition: field.definition(),
        ..InputField::optional(field.code, field.kind)
    };
    inputs.field(t, CREATE, &input)
}

/// What a new field of a type begins with.
pub(super) fn usual(holds: &str) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    let mut put = |name: &str, value: &str| drop(values.insert(name.to_owned(), value.to_owned()));
    put("audience", "public");
    put(FORMS, "create,edit");
    match holds {
        "line" => put("most", "200"),
        "prose" => put("most", "10000"),
        "number" => put("scale", "0"),
        "money" => put("currencies", "EUR"),
        _ => {}
    }
    values
}

/// The type of a definition, by code.
pub(super) fn holds_of(definition: &Definition) -> &'static str {
    Type::code(&definition.holds)
}
