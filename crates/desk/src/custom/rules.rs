//! Which custom fields a verb takes and which it needs, from what holds in the states it leads from
//! and to.
//!
//! A field that a state requires is there when a record enters the state and when it leaves it; it
//! cannot be emptied in between. What is read-only or hidden is refused only when it is so on both
//! sides of a move: what a resolution says may be written by resolving and never afterwards.

use db::{Id, ReadTx, Value};

use super::{Catalogue, PREFIX, StateRule, Write, store};
use crate::access::Agent;
use crate::field::{Audience, Field, FieldKind};
use crate::input::{Input, RawInput, is_offered};
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::record::Record;
use crate::{Error, Fault, Result};

/// A verb about to be done.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    /// The verb's code; `create` opens a record.
    pub verb: &'a str,
    /// The state the record is in; nothing for one that is being opened.
    pub from: Option<&'a str>,
    /// The state it leads to.
    pub to: &'a str,
    /// Whether whoever does it may read the inside; what they may not read they may not write.
    pub internal: bool,
}

impl Moment<'_> {
    /// The custom fields the verb's form asks for, marked where one must hold something afterwards.
    #[must_use]
    pub fn inputs(&self, catalogue: &Catalogue) -> Vec<InputField> {
        let taken = catalogue.custom().iter().filter(|field| self.takes(field));
        taken
            .map(|field| InputField {
                code: field.code,
                kind: field.kind,
                required: self.needs(field) || self.keeps(field),
                definition: field.definition(),
            })
            .collect()
    }

    fn sees(&self, field: &Field) -> bool {
        self.internal || field.audience == Audience::Public
    }

    fn moves(&self) -> bool {
        self.from != Some(self.to)
    }

    /// What holds for a field in the state left and in the one entered.
    fn rules(&self, field: &Field) -> (Option<StateRule>, Option<StateRule>) {
        let rule = |state: &str| field.definition().and_then(|definition| definition.rule(state));
        (self.from.and_then(rule), rule(self.to))
    }

    /// Whether the verb takes a field.
    fn takes(&self, field: &Field) -> bool {
        let asked = field.definition().is_some_and(|d| d.is_asked_by(self.verb));
        self.sees(field) && (asked || self.needs(field)) && self.refusal(field).is_none()
    }

    /// Why a value is not taken, where a state forbids it.
    fn refusal(&self, field: &Field) -> Option<StateRule> {
        let (from, to) = self.rules(field);
        let forbids = |rule: Option<StateRule>| rule.filter(|rule| !rule.lets_write());
        match self.from {
            Some(_) => forbids(from).and(forbids(to)),
            None => forbids(to),
        }
    }

    /// Whether a field must hold something for the record to move.
    fn needs(&self, field: &Field) -> bool {
        let (from, to) = self.rules(field);
        let required = Some(StateRule::Required);
        self.sees(field) && self.moves() && (from == required || to == required)
    }

    /// Whether a field must not be emptied where the record is.
    fn keeps(&self, field: &Field) -> bool {
        self.rules(field).1 == Some(StateRule::Required)
    }
}

/// The custom fields a verb takes in at least one of its moves, each as in the first that takes it.
#[must_use]
pub fn taken_anywhere(
    catalogue: &Catalogue,
    verb: &str,
    moves: &[(Option<&str>, &str)],
    internal: bool,
) -> Vec<InputField> {
    let mut taken: Vec<InputField> = Vec::new();
    for (from, to) in moves {
        for new in (Moment { verb, from: *from, to, internal }).inputs(catalogue) {
            if taken.iter().all(|known| known.code != new.code) {
                taken.push(new);
            }
        }
    }
    taken
}

/// The custom part of what a verb is given.
#[derive(Debug)]
pub struct Form<'a> {
    moment: Moment<'a>,
    /// What may be written.
    taken: Vec<&'static Field>,
    /// What must be there afterwards.
    needed: Vec<&'static Field>,
    /// What a new record holds when nothing is said.
    fallbacks: Vec<(&'static Field, Value)>,
    /// What those given and those needed hold now.
    held: Vec<(&'static Field, Value)>,
    /// What was given though a state forbids it.
    refused: Vec<Fault>,
}

impl<'a> Form<'a> {
    /// Reads what is there of the fields given and of those needed: nothing where there are none.
    pub(crate) fn read(
        tx: &ReadTx<'_>,
        catalogue: &Catalogue,
        moment: Moment<'a>,
        record: Option<Id<Record>>,
        raw: &RawInput,
    ) -> Result<Self> {
        let given = |field: &&&'static Field| raw.values.contains_key(field.code);
        let custom = || catalogue.custom().iter();
        let taken: Vec<_> = custom().filter(|f| moment.takes(f)).copied().collect();
        let needed: Vec<_> = custom().filter(|f| moment.needs(f)).copied().collect();
        let refused = custom()
            .filter(given)
            .filter(|field| moment.sees(field))
            .filter_map(|field| Some(Fault::new(field.code, moment.refusal(field)?.code())))
            .collect();
        let held = match record {
            Some(record) => {
                let read: Vec<_> = custom()
                    .filter(|field| given(field) || needed.contains(*field))
                    .copied()
                    .collect();
                store::values(tx, record, &read)?
            }
            None => Vec::new(),
        };
        let fallbacks = if record.is_none() { fallbacks(tx, catalogue)? } else { Vec::new() };
        Ok(Form { moment, taken, needed, fallbacks, held, refused })
    }

    /// Checks and types what was given, those that a state forbids among what is wrong with it.
    /// `takes` is what the verb takes beyond custom fields, `held` what the record holds of that.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every fault found.
    pub(crate) fn decode(
        &self,
        tx: &ReadTx<'_>,
        kind: &Kind,
        agent: &Agent,
        (takes, raw): (&[InputField], &RawInput),
        held: &dyn Fn(&str) -> Value,
    ) -> Result<Input> {
        let custom: Vec<InputField> =
            self.taken.iter().map(|field| InputField::optional(field.code, field.kind)).collect();
        // None of them must be given: a record may hold already what is required of it.
        let inputs = [takes, &custom].concat();
        let held = |code: &str| match code.starts_with(PREFIX) {
            true => self.held(code),
            false => held(code),
        };
        if self.refused.is_empty() {
            return Input::decode(tx, kind, agent, &inputs, raw, &held);
        }
        let mut left = raw.clone();
        self.refused.iter().for_each(|fault| drop(left.take(&fault.field)));
        match Input::decode(tx, kind, agent, &inputs, &left, &held) {
            Ok(_) => Err(Error::Invalid(self.refused.clone())),
            Err(Error::Invalid(more)) => Err(Error::Invalid([self.refused.clone(), more].concat())),
            Err(other) => Err(other),
        }
    }

    /// What a custom field holds now.
    pub(crate) fn held(&self, code: &str) -> Value {
        let found = self.held.iter().find(|(field, _)| field.code == code);
        found.map_or(Value::Null, |(_, value)| value.clone())
    }

    /// What is to be written. `internal` says whether whoever does it may read the inside of the
    /// very record, which is known of a new one only when it is put together.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming each field that must hold something and would not.
    pub(crate) fn writes(&self, input: &Input, internal: bool) -> Result<Vec<Write>> {
        let mut faults = Vec::new();
        let mut writes = Vec::new();
        for (code, value) in input.given().filter(|(code, _)| code.starts_with(PREFIX)) {
            let Some(field) = self.taken.iter().find(|field| field.code == code) else { continue };
            if !internal && field.audience == Audience::Internal {
                faults.push(Fault::new(code, "unknown"));
            }
            let (before, after) = (self.held(code), settled(field, value));
            writes.push(Write { field, before, after });
        }
        for (field, fallback) in &self.fallbacks {
            if !input.has(field.code) {
                let after = fallback.clone();
                writes.push(Write { field, before: Value::Null, after });
            }
        }
        let is_empty = |field: &&'static Field| {
            let written = writes.iter().find(|write| write.field.code == field.code);
            written.map_or_else(|| self.held(field.code), |write| write.after.clone())
                == Value::Null
        };
        let needed = self.needed.iter().filter(|f| internal || f.audience == Audience::Public);
        let emptied = self.taken.iter().filter(|f| self.moment.keeps(f) && input.has(f.code));
        for field in needed.chain(emptied).filter(|field| is_empty(field)) {
            if faults.iter().all(|fault: &Fault| fault.field != field.code) {
                faults.push(Fault::new(field.code, "required"));
            }
        }
        if faults.is_empty() { Ok(writes) } else { Err(Error::Invalid(faults)) }
    }
}

/// A moment an administrator asks for is kept to the second: a browser's forms know nothing finer.
fn settled(field: &Field, value: &Value) -> Value {
    const SECOND: i64 = 1_000_000;
    match (field.kind, value) {
        (FieldKind::Instant, Value::Int(micros)) => (micros - micros.rem_euclid(SECOND)).into(),
        _ => value.clone(),
    }
}

/// What new records hold when nothing is said; without what was retired since it was chosen.
fn fallbacks(tx: &ReadTx<'_>, catalogue: &Catalogue) -> Result<Vec<(&'static Field, Value)>> {
    let of = |field: &&'static Field| {
        let text = field.definition()?.fallback.as_ref()?;
        Some((*field, field.kind.recall(text)?))
    };
    let mut offered = Vec::new();
    for (field, value) in catalogue.custom().iter().filter_map(of) {
        if is_offered(tx, field.kind, &value)? {
            offered.push((field, value));
        }
    }
    Ok(offered)
}
