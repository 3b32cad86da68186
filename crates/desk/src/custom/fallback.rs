//! What a new record holds in a field when nothing is said, checked as if somebody gave it.

use db::{ReadTx, Timestamp};

use super::draft::Drafted;
use super::{Definition, Type, members, together};
use crate::access::Agent;
use crate::field::FieldKind;
use crate::input::{RawValue, choose, measured};
use crate::kind::Kind;
use crate::{Error, Result, journal};

/// The definition with what a new record holds when nothing is said.
pub(super) fn complete(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &Kind,
    drafted: Drafted,
) -> Result<Definition> {
    let Drafted { mut definition, fallback } = drafted;
    // What is said of the field may have changed, so what was said before is looked at again.
    let raw = fallback.unwrap_or_else(|| definition.fallback_given());
    definition.fallback = match &raw {
        RawValue::Null => None,
        RawValue::Text(text) if text.trim().is_empty() => None,
        raw => judged(tx, agent, kind, &definition, raw)?,
    };
    Ok(definition)
}

impl Definition {
    /// What a new record holds when nothing is said, in the form in which it would be given.
    #[must_use]
    pub fn fallback_given(&self) -> RawValue {
        let Some(canonical) = &self.fallback else { return RawValue::Null };
        match self.holds {
            Type::MultiChoice => {
                RawValue::List(members(canonical).map(ToOwned::to_owned).collect())
            }
            Type::Instant => {
                let at = canonical.parse().map(Timestamp::from_micros);
                RawValue::Text(at.map_or_else(|_| canonical.clone(), |at| at.to_string()))
            }
            _ => RawValue::Text(canonical.clone()),
        }
    }
}

fn judged(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &Kind,
    definition: &Definition,
    raw: &RawValue,
) -> Result<Option<String>> {
    const PART: &str = "default";
    let of = match &definition.holds {
        Type::Line(most) => FieldKind::Line(*most),
        Type::Prose(most) => FieldKind::Prose(*most),
        Type::Number { scale, least, most } => FieldKind::Decimal(*scale, *least, *most),
        Type::Date => FieldKind::Date,
        Type::Instant => FieldKind::Instant,
        Type::Flag => FieldKind::Flag,
        Type::Url => FieldKind::Link,
        Type::Person => FieldKind::Person,
        Type::Team => FieldKind::Team,
        Type::Company => FieldKind::Company,
        Type::Service => FieldKind::Service,
        Type::Location => FieldKind::Location,
        // The rest goes by lists that only a field in use keeps for as long as the program lives.
        Type::Money(currencies) => {
            let known: Vec<&str> = currencies.iter().map(String::as_str).collect();
            return Ok(journal::canonical(&measured::money(PART, raw, &known)?));
        }
        Type::Choice | Type::MultiChoice => return chosen(definition, PART, raw),
    };
    Ok(of.canonical(&choose(tx, kind, agent, PART, of, raw)?))
}

fn chosen(definition: &Definition, part: &'static str, raw: &RawValue) -> Result<Option<String>> {
    let codes = match raw {
        RawValue::List(codes) => codes.clone(),
        RawValue::Text(code) => vec![code.trim().to_owned()],
        _ => return Err(Error::invalid(part, "not_text")),
    };
    let offered = |code: &String| definition.option(code).is_some_and(|option| option.active);
    if !codes.iter().all(offered) || (codes.len() > 1 && definition.holds == Type::Choice) {
        return Err(Error::invalid(part, "no_such"));
    }
    Ok(journal::canonical(&together(codes)))
}
