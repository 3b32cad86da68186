//! The fields in which a thing is added or changed.

use std::collections::BTreeMap;

use db::ReadTx;
use desk::Result as Desk;
use desk::access::Agent;
use desk::foundation::{self, Asked, COMPANIES, Holds, Item, Part, Sort, in_order, lists_of};

use super::super::Kinds;
use super::of::{label, say};
use super::present::{kind_called, list_called};
use crate::i18n::Translator;
use crate::page::{Choice, FieldKind, FormField, InputType};

/// Before the name of what lies below another, once for each level.
const INDENT: &str = "\u{2003}";

/// What can be chosen in the form of a sort.
#[derive(Debug, Clone, Default)]
pub(super) struct Choices {
    companies: Vec<Item>,
    /// What a thing can lie below, in the order of the tree, each with how deep it lies.
    parents: Vec<(Item, usize)>,
}

impl Choices {
    /// Reads them; what lies below `own` is not among what it can lie below.
    pub(super) fn of(
        tx: &ReadTx<'_>,
        agent: &Agent,
        sort: &'static Sort,
        own: Option<&Item>,
    ) -> Desk<Choices> {
        let asked = Asked { active: Some(true), ..Asked::default() };
        let mut choices = Choices::default();
        if sort.holding(Holds::Company).is_some() {
            choices.companies = foundation::list(tx, agent, &COMPANIES, &asked)?.items;
        }
        if sort.is_tree() {
            let all = in_order(foundation::list(tx, agent, sort, &asked)?.items);
            let mut within: Option<usize> = None;
            for (item, depth) in all {
                if within.is_some_and(|own| depth > own) {
                    continue;
                }
                within = own.filter(|own| own.key == item.key).map(|_| depth);
                if within.is_none() {
                    choices.parents.push((item, depth));
                }
            }
        }
        Ok(choices)
    }
}

/// The fields of a form, with what stands in them.
pub(super) struct Fields<'a> {
    pub(super) t: &'a Translator,
    pub(super) sort: &'static Sort,
    pub(super) kinds: &'a Kinds,
    pub(super) choices: &'a Choices,
    /// What stands in them, by code.
    pub(super) values: BTreeMap<&'static str, String>,
    /// Whether it is there already, so that what is fixed is not asked for.
    pub(super) known: bool,
}

impl Fields<'_> {
    /// All of them, in order.
    pub(super) fn all(&self) -> Vec<FormField> {
        let name = FormField::text(self.sort.name, label(self.t, self.sort.name));
        let name = name.with_value(self.value(self.sort.name)).required().at_most(200);
        let asked = self.sort.parts.iter().filter(|part| !(self.known && part.fixed));
        // Company and kind come first where they are chosen: what follows goes by them.
        let (before, after): (Vec<&Part>, Vec<&Part>) =
            asked.partition(|part| !self.known && part.fixed && part.holds != Holds::Code);
        let before = before.into_iter().map(|part| self.part(part));
        let after = after.into_iter().map(|part| self.part(part));
        before.chain([name]).chain(after).collect()
    }

    fn value(&self, code: &str) -> String {
        self.values.get(code).cloned().unwrap_or_default()
    }

    fn part(&self, part: &Part) -> FormField {
        let (code, value) = (part.code, self.value(part.code));
        let label = label(self.t, code);
        match part.holds {
            Holds::Company => {
                let one = |item: &Item| Choice::new(item.key.as_str(), item.name.as_str());
                self.select(part, self.choices.companies.iter().map(one).collect())
            }
            Holds::Kind => {
                let one =
                    |kind: &&'static desk::Kind| Choice::new(kind.code, kind_called(self.t, kind));
                self.select(part, self.kinds.0.iter().map(one).collect())
            }
            Holds::List => self.select(part, self.lists()),
            Holds::Parent => FormField {
                kind: FieldKind::Select { choices: self.parents(), narrowed_by: self.scope() },
                ..FormField::text(code, label)
            }
            .with_value(value),
            Holds::Person => FormField::text(code, label)
                .with_value(value)
                .with_hint(self.t.text("organisation-person-hint")),
            Holds::Code => FormField::text(code, label)
                .with_value(value)
                .with_hint(self.t.text("organisation-code-hint"))
                .required()
                .at_most(64),
            Holds::Place => FormField {
                kind: FieldKind::Text(InputType::Number),
                ..FormField::text(code, label)
            }
            .with_value(value)
            .with_hint(self.t.text("organisation-place-hint")),
        }
    }

    /// A choice that must be made; unseen where there is only one to make.
    fn select(&self, part: &Part, choices: Vec<Choice>) -> FormField {
        let value = self.value(part.code);
        if let [only] = choices.as_slice()
            && (value.is_empty() || value == only.value)
        {
            return FormField::hidden(part.code, only.value.as_str());
        }
        let mut all = choices;
        if !all.iter().any(|choice| choice.value == value) {
            // One that was retired is kept by whatever has it.
            let word = if value.is_empty() { "organisation-choose" } else { "organisation-kept" };
            all.insert(0, Choice::new(value.as_str(), self.t.text(word)));
        }
        FormField::select(part.code, label(self.t, part.code), all).with_value(value).required()
    }

    /// What the choice of a parent is narrowed by: the company or the kind, where the form asks for it.
    fn scope(&self) -> Option<String> {
        let scope = self.sort.holding(Holds::Company).or_else(|| self.sort.holding(Holds::Kind))?;
        let several = match scope.holds {
            Holds::Company => self.choices.companies.len() > 1,
            _ => self.kinds.0.len() > 1 && !self.known,
        };
        several.then(|| scope.code.to_owned())
    }

    fn parents(&self) -> Vec<Choice> {
        let scope = self.sort.holding(Holds::Company).or_else(|| self.sort.holding(Holds::Kind));
        let kind = self.value("kind");
        let own = |item: &Item| {
            !self.known || kind.is_empty() || item.text("kind").is_none_or(|of| of == kind)
        };
        let one = |(item, depth): &(Item, usize)| Choice {
            value: item.key.clone(),
            label: format!("{}{}", INDENT.repeat(*depth), item.name),
            when: scope.and_then(|part| item.text(part.code)).unwrap_or_default(),
        };
        let none = Choice::new("", say(self.t, "top", self.sort));
        let all = self.choices.parents.iter().filter(|(item, _)| own(item)).map(one);
        let mut all: Vec<Choice> = std::iter::once(none).chain(all).collect();
        let held = self.value("parent");
        if self.known && all.iter().all(|choice| choice.value != held) {
            // One that was retired, or that is behind the last that is read, stays what it lies below.
            let when = scope.map(|part| self.value(part.code)).unwrap_or_default();
            let kept = Choice::new(held, self.t.text("organisation-kept"));
            all.insert(1, Choice { when, ..kept });
        }
        all
    }

    fn lists(&self) -> Vec<Choice> {
        let mut all: Vec<Choice> = Vec::new();
        for kind in &self.kinds.0 {
            for list in lists_of(kind) {
                match all.iter_mut().find(|choice| choice.value == list) {
                    Some(choice) => choice.when = format!("{} {}", choice.when, kind.code),
                    None => all.push(Choice {
                        when: kind.code.to_owned(),
                        ..Choice::new(list, list_called(self.t, list))
                    }),
                }
            }
        }
        all
    }
}

/// What a thing holds, as the fields show it.
pub(super) fn values_of(item: &Item, head: Option<&str>) -> BTreeMap<&'static str, String> {
    let mut values = BTreeMap::new();
    values.insert(item.sort.name, item.name.clone());
    for part in item.sort.parts {
        let text = item.text(part.code).unwrap_or_default();
        let text = match part.holds {
            Holds::Person => head.map_or(text, str::to_owned),
            _ => text,
        };
        values.insert(part.code, text);
    }
    values
}
