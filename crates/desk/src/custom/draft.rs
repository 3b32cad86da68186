//! What an administrator writes of a field, and what is wrong with it.

use std::collections::BTreeMap;

use db::Id;

use super::load::Bounds;
use super::{Alternative, Definition, PREFIX, StateRule, Type, Words, checks};
use crate::field::{Audience, PROSE, TITLE};
use crate::input::RawValue;
use crate::kind::Kind;
use crate::work::CREATE;
use crate::{Error, Fault, Result};

/// The codes of every type, in the order in which they are offered.
pub const TYPES: [&str; 15] = [
    "line",
    "prose",
    "number",
    "money",
    "date",
    "instant",
    "choice",
    "multi_choice",
    "flag",
    "person",
    "team",
    "company",
    "service",
    "location",
    "url",
];

/// What an administrator writes of a field. What is left out stays as it is, or of a new field is
/// what is usual.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Its code, with or without the `x.`; of a new field only.
    pub code: Option<String>,
    /// The code of its type; of a new field only.
    pub holds: Option<String>,
    /// Digits after the point of a number; of a new field only.
    pub scale: Option<i64>,
    /// The least number, as people write it.
    pub least: Option<String>,
    /// The greatest number, or the longest text in characters.
    pub most: Option<String>,
    /// The currencies of an amount, the usual one first.
    pub currencies: Option<Vec<String>>,
    /// Who reads it.
    pub audience: Option<String>,
    /// What people read.
    pub words: Option<Vec<Words>>,
    /// What there is to choose from. One that is left out is offered no more.
    pub options: Option<Vec<Alternative>>,
    /// What holds in which state, by the codes of both.
    pub rules: Option<BTreeMap<String, String>>,
    /// The codes of the verbs whose forms ask for it.
    pub forms: Option<Vec<String>>,
    /// What a new record holds when nothing is said; nothing to have no such value.
    pub fallback: Option<RawValue>,
}

/// The definition without what a new record holds, which is checked against the rest of it.
pub(super) struct Drafted {
    pub(super) definition: Definition,
    pub(super) fallback: Option<RawValue>,
}

impl Draft {
    /// A new definition of a kind.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming each part that cannot be taken.
    pub(super) fn begin(self, id: Id<Definition>, kind: &Kind, place: i64) -> Result<Drafted> {
        let mut faults = Vec::new();
        let code = checks::code(kind, self.code.as_deref().unwrap_or_default(), &mut faults);
        let holds = self.holds.as_deref().unwrap_or_default();
        let Some(holds) = blank(holds, self.scale) else {
            faults.push(Fault::new("type", "option").with("options", TYPES.join(", ")));
            return Err(Error::Invalid(faults));
        };
        let definition = Definition {
            id,
            kind: kind.code.to_owned(),
            code: format!("{PREFIX}{code}"),
            holds,
            audience: Audience::Public,
            words: Vec::new(),
            options: Vec::new(),
            rules: BTreeMap::new(),
            forms: vec![CREATE.to_owned(), "edit".to_owned()],
            fallback: None,
            place,
            active: true,
            version: 1,
        };
        if self.words.is_none() {
            faults.push(Fault::new("labels", "required"));
        }
        self.apply(definition, kind, faults)
    }

    /// A definition as it is to be.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming each part that cannot be taken.
    pub(super) fn change(self, known: &Definition, kind: &Kind) -> Result<Drafted> {
        let mut faults = Vec::new();
        let bare = |code: &str| code.strip_prefix(PREFIX).unwrap_or(code).to_owned();
        let scale = known.holds.bounds().scale;
        for (part, same) in [
            ("code", self.code.as_deref().is_none_or(|code| bare(code) == bare(&known.code))),
            ("type", self.holds.as_deref().is_none_or(|holds| holds == known.holds.code())),
            ("scale", self.scale.is_none_or(|given| Some(given) == scale)),
        ] {
            if !same {
                faults.push(Fault::new(part, "fixed"));
            }
        }
        self.apply(known.clone(), kind, faults)
    }

    fn apply(
        self,
        mut definition: Definition,
        kind: &Kind,
        mut faults: Vec<Fault>,
    ) -> Result<Drafted> {
        let given = (self.least.as_deref(), self.most.as_deref());
        checks::bounds(&mut definition.holds, given, &mut faults);
        checks::currencies(&mut definition.holds, self.currencies, &mut faults);
        if let Some(audience) = self.audience {
            match Audience::from_code(&audience) {
                Some(audience) => definition.audience = audience,
                None => faults
                    .push(Fault::new("audience", "option").with("options", "public, internal")),
            }
        }
        if let Some(words) = self.words {
            definition.words = checks::words(words, &mut faults);
        }
        checks::options(&mut definition, self.options, &mut faults);
        if let Some(rules) = self.rules {
            definition.rules = rules_of(kind, rules, &mut faults);
        }
        if let Some(forms) = self.forms {
            definition.forms = forms_of(kind, forms, &mut faults);
        }
        if faults.is_empty() {
            Ok(Drafted { definition, fallback: self.fallback })
        } else {
            Err(Error::Invalid(faults))
        }
    }
}

/// A type with its usual parameters.
fn blank(code: &str, scale: Option<i64>) -> Option<Type> {
    Some(match code {
        "line" => Type::Line(TITLE),
        "prose" => Type::Prose(PROSE),
        "number" => {
            // What is no scale at all is refused like one that is too fine.
            let scale = scale.map_or(0, |scale| u32::try_from(scale).unwrap_or(u32::MAX));
            let most = super::decimal::MOST;
            Type::Number { scale, least: -most, most }
        }
        "money" => Type::Money(Vec::new()),
        other => Type::plain(other)?,
    })
}

fn rules_of(
    kind: &Kind,
    rules: BTreeMap<String, String>,
    faults: &mut Vec<Fault>,
) -> BTreeMap<String, StateRule> {
    let mut known = BTreeMap::new();
    for (state, rule) in rules.into_iter().filter(|(_, rule)| !rule.is_empty()) {
        let place = || format!("states.{}", checks::shown(&state));
        match (kind.lifecycle.state(&state), StateRule::from_code(&rule)) {
            (None, _) => faults.push(Fault::new(place(), "no_such")),
            (_, None) => {
                let codes = StateRule::EVERY.map(StateRule::code).join(", ");
                faults.push(Fault::new(place(), "option").with("options", codes));
            }
            (Some(_), Some(rule)) => {
                known.insert(state, rule);
            }
        }
    }
    known
}

fn forms_of(kind: &Kind, mut forms: Vec<String>, faults: &mut Vec<Fault>) -> Vec<String> {
    forms.sort_unstable();
    forms.dedup();
    if let Some(_unknown) =
        forms.iter().find(|form| *form != CREATE && kind.lifecycle.verb(form).is_none())
    {
        let verbs = kind.lifecycle.verbs.iter().map(|verb| verb.code);
        let known: Vec<&str> = std::iter::once(CREATE).chain(verbs).collect();
        faults.push(Fault::new("forms", "option").with("options", known.join(", ")));
    }
    forms
}

impl Bounds {
    /// Whether a type may have so many digits after the point.
    pub(super) fn fits(&self) -> bool {
        let most = i64::from(super::decimal::MOST_SCALE);
        self.scale.is_none_or(|scale| (0..=most).contains(&scale))
    }
}
