//! Codes and references: what a word in a filter names.

use db::Value;

use super::ast::{Operand, Said};
use super::check::Checker;
use super::entity::Entity;
use super::nearest::nearest;
use super::predicate::{Check, Place, Predicate};
use super::problem::Found;
use super::span::Span;
use super::values::{Meaning, holds};
use crate::custom::Alternative;
use crate::field::FieldKind;
use crate::input::{RawValue, typed};
use crate::people::Choice;
use crate::text::fold;
use crate::{Error, Fault};

impl Checker<'_, '_> {
    /// The codes a place can hold, with the words people read where they are rows.
    pub(super) fn codes(&self, place: &Place) -> crate::Result<Vec<(String, String)>> {
        let alone = |code: &str| (code.to_owned(), code.to_owned());
        Ok(match place.kind() {
            Some(FieldKind::State) => {
                self.reader.kind.lifecycle.states.iter().map(|state| alone(state.code)).collect()
            }
            Some(FieldKind::Options(codes)) => codes.iter().map(|code| alone(code)).collect(),
            Some(FieldKind::Choice(list)) => Choice::all(self.tx, self.reader.kind.code)?
                .into_iter()
                .filter(|choice| choice.list == list)
                .map(|choice| (choice.code, choice.label))
                .collect(),
            Some(FieldKind::One(options) | FieldKind::Several(options)) => {
                let language = self.reader.agent.language.as_deref().unwrap_or_default();
                let told = |o: &Alternative| (o.code.clone(), o.label(language).to_owned());
                options.iter().map(told).collect()
            }
            _ => Vec::new(),
        })
    }

    /// The code that a word names: itself, however it is written, or by its label.
    pub(super) fn code(&self, place: &Place, word: &str, span: Span) -> Meaning<Value> {
        let codes = self.codes(place)?;
        let plain = fold(word).replace([' ', '-'], "_");
        let is = |(code, label): &&(String, String)| {
            *code == word || *code == plain || fold(label) == fold(word)
        };
        if let Some((code, _)) = codes.iter().find(is) {
            return Ok(code.as_str().into());
        }
        let known = || codes.iter().map(|(code, _)| code.as_str());
        let options: Vec<&str> = known().collect();
        Err(Found::new(span, "filter_option")
            .with("found", word)
            .with("options", options.join(", "))
            .near(nearest(&plain, known()))
            .into())
    }

    pub(super) fn reference(
        &self,
        place: &Place,
        entity: Entity,
        operand: &Operand,
    ) -> Meaning<Predicate> {
        let agent = self.reader.agent;
        let ids: Option<Vec<Value>> = match (&operand.said, entity) {
            (Said::Name(steps), entity) => {
                let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
                match (steps.as_slice(), entity) {
                    (["me", "teams"], Entity::Team) => {
                        Some(agent.teams.iter().map(Value::from).collect())
                    }
                    (["me", "leads"], Entity::Team) => {
                        Some(agent.leads.iter().map(Value::from).collect())
                    }
                    (["me", "companies"], Entity::Company) => {
                        Some(agent.companies.iter().map(Value::from).collect())
                    }
                    (["me", "company"], Entity::Company) => Some(vec![agent.company.into()]),
                    _ => None,
                }
            }
            _ => None,
        };
        if let Some(ids) = ids {
            return Ok(if ids.is_empty() {
                Predicate::Never
            } else {
                holds(place, Check::OneOf(ids))
            });
        }
        let words = self.words_of(operand)?;
        if words.trim().is_empty() {
            return Ok(holds(place, Check::Exists).negated());
        }
        let Some(kind) = place.kind() else { return Ok(Predicate::Never) };
        match typed(self.tx, self.reader.kind, agent, "q", kind, &RawValue::Text(words.clone())) {
            Ok(value) => Ok(holds(place, Check::OneOf(vec![value]))),
            Err(Error::Invalid(faults)) => Err(unknown(&faults, operand.span, &words).into()),
            Err(other) => Err(other.into()),
        }
    }
}

/// Something that cannot be found by its name, or of which there are several.
fn unknown(faults: &[Fault], span: Span, words: &str) -> Found {
    let ambiguous = faults.iter().any(|fault| fault.code == "ambiguous");
    let code = if ambiguous { "filter_ambiguous" } else { "filter_no_such" };
    Found::new(span, code).with("found", words)
}
