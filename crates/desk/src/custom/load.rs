//! Reads every definition.

use std::collections::{BTreeMap, HashMap};

use db::{Id, ReadTx, Row, params};

use super::{Alternative, Definition, StateRule, Type, Words};
use crate::field::Audience;
use crate::{Error, Result};

db::statements! {
    FIELDS = "SELECT id, kind, code, type, scale, least, most, audience, fallback, place, active, version
        FROM custom_field ORDER BY kind, place, code";
    WORDS = "SELECT field_id, option_code, language, label, help FROM custom_word
        ORDER BY field_id, option_code, language";
    OPTIONS = "SELECT field_id, code, active FROM custom_option ORDER BY field_id, place, code";
    CURRENCIES = "SELECT field_id, currency FROM custom_currency ORDER BY field_id, place";
    RULES = "SELECT field_id, state, rule FROM custom_rule ORDER BY field_id, state";
    FORMS = "SELECT field_id, verb FROM custom_form ORDER BY field_id, verb";
}

/// The rows that hang on a definition, by its identity.
#[derive(Default)]
struct Parts {
    words: Vec<Words>,
    labels: HashMap<String, Vec<(String, String)>>,
    options: Vec<(String, bool)>,
    currencies: Vec<String>,
    rules: BTreeMap<String, StateRule>,
    forms: Vec<String>,
}

/// Every definition of every kind, by kind and place.
pub(super) fn all(tx: &ReadTx<'_>) -> Result<Vec<Definition>> {
    let mut parts = parts(tx)?;
    tx.rows(FIELDS, params![])?
        .into_iter()
        .map(|row| {
            let id = row.get(0)?;
            definition(row, parts.remove(&id).unwrap_or_default())
        })
        .collect()
}

fn parts(tx: &ReadTx<'_>) -> Result<HashMap<Id<Definition>, Parts>> {
    let mut parts: HashMap<Id<Definition>, Parts> = HashMap::new();
    for row in tx.rows(WORDS, params![])? {
        let mut c = row.columns();
        let part = parts.entry(c.next()?).or_default();
        let (option, language, label): (String, String, String) = (c.next()?, c.next()?, c.next()?);
        if option.is_empty() {
            part.words.push(Words { language, label, help: c.next()? });
        } else {
            part.labels.entry(option).or_default().push((language, label));
        }
    }
    for row in tx.rows(OPTIONS, params![])? {
        let option = (row.get(1)?, row.get(2)?);
        parts.entry(row.get(0)?).or_default().options.push(option);
    }
    for row in tx.rows(CURRENCIES, params![])? {
        parts.entry(row.get(0)?).or_default().currencies.push(row.get(1)?);
    }
    for row in tx.rows(RULES, params![])? {
        let rule: String = row.get(2)?;
        let rule = StateRule::from_code(&rule).ok_or_else(|| unknown("rule", &rule))?;
        parts.entry(row.get(0)?).or_default().rules.insert(row.get(1)?, rule);
    }
    for row in tx.rows(FORMS, params![])? {
        parts.entry(row.get(0)?).or_default().forms.push(row.get(1)?);
    }
    Ok(parts)
}

fn definition(row: Row, mut parts: Parts) -> Result<Definition> {
    let mut c = row.columns();
    let (id, kind, code) = (c.next()?, c.next()?, c.next()?);
    let type_code: String = c.next()?;
    let bounds = Bounds { scale: c.next()?, least: c.next()?, most: c.next()? };
    let audience: String = c.next()?;
    let audience = Audience::from_code(&audience).ok_or_else(|| unknown("audience", &audience))?;
    let holds = type_of(&type_code, &bounds, std::mem::take(&mut parts.currencies))
        .ok_or_else(|| unknown("type", &type_code))?;
    let mut labels = parts.labels;
    let options = parts
        .options
        .into_iter()
        .map(|(code, active)| {
            let labels = labels.remove(&code).unwrap_or_default();
            Alternative { code, labels, active }
        })
        .collect();
    Ok(Definition {
        id,
        kind,
        code,
        holds,
        audience,
        words: parts.words,
        options,
        rules: parts.rules,
        forms: parts.forms,
        fallback: c.next()?,
        place: c.next()?,
        active: c.next()?,
        version: c.next()?,
    })
}

/// The numbers a definition's row keeps of its type.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bounds {
    pub(super) scale: Option<i64>,
    pub(super) least: Option<i64>,
    pub(super) most: Option<i64>,
}

fn type_of(code: &str, bounds: &Bounds, currencies: Vec<String>) -> Option<Type> {
    let most = || usize::try_from(bounds.most?).ok();
    Some(match code {
        "line" => Type::Line(most()?),
        "prose" => Type::Prose(most()?),
        "number" => Type::Number {
            scale: u32::try_from(bounds.scale?).ok()?,
            least: bounds.least?,
            most: bounds.most?,
        },
        "money" => Type::Money(currencies),
        other => Type::plain(other)?,
    })
}

impl Type {
    /// The types that have no parameters, by their code.
    const PLAIN: [(&'static str, Type); 11] = [
        ("date", Type::Date),
        ("instant", Type::Instant),
        ("choice", Type::Choice),
        ("multi_choice", Type::MultiChoice),
        ("person", Type::Person),
        ("team", Type::Team),
        ("company", Type::Company),
        ("service", Type::Service),
        ("location", Type::Location),
        ("flag", Type::Flag),
        ("url", Type::Url),
    ];

    /// The stable code kept with the definition.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Type::Line(_) => "line",
            Type::Prose(_) => "prose",
            Type::Number { .. } => "number",
            Type::Money(_) => "money",
            plain => Type::PLAIN.iter().find(|(_, known)| known == plain).map_or("", |(c, _)| c),
        }
    }

    pub(super) fn plain(code: &str) -> Option<Type> {
        Type::PLAIN.into_iter().find(|(known, _)| *known == code).map(|(_, plain)| plain)
    }

    pub(super) fn bounds(&self) -> Bounds {
        let length = |most: usize| i64::try_from(most).ok();
        match self {
            Type::Line(most) | Type::Prose(most) => {
                Bounds { most: length(*most), ..Bounds::default() }
            }
            Type::Number { scale, least, most } => {
                Bounds { scale: Some(i64::from(*scale)), least: Some(*least), most: Some(*most) }
            }
            _ => Bounds::default(),
        }
    }
}

/// Another program wrote it.
fn unknown(what: &str, code: &str) -> Error {
    Error::Broken(format!("a custom field has the {what} {code}, which this program does not know"))
}
