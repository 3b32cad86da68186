//! What somebody wants to be told, where it is not what everybody is told.

use std::collections::HashMap;

use db::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{Id, ReadTx, Tx, Value, params};

use super::rules::{RULES, Rule};
use crate::input::{RawInput, RawValue};
use crate::people::Person;
use crate::{Error, Fault, Result};

/// People looked up by one statement.
const AT_ONCE: usize = 500;

db::statements! {
    CHOOSE = "INSERT INTO notification_choice (person_id, rule, wanted) VALUES ($1, $2, $3)
        ON CONFLICT (person_id, rule) DO UPDATE SET wanted = excluded.wanted";
    USUAL = "DELETE FROM notification_choice WHERE person_id = $1 AND rule = $2";
}

/// What some people have chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Choices(HashMap<(Id<Person>, String), bool>);

impl Choices {
    /// What these people have chosen: a statement for every few hundred.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn of(tx: &ReadTx<'_>, people: &[Id<Person>]) -> Result<Self> {
        let mut choices = Choices::default();
        for some in people.chunks(AT_ONCE) {
            let select = Query::select()
                .columns(["person_id", "rule", "wanted"].map(Alias::new))
                .from(Alias::new("notification_choice"))
                .and_where(Expr::col(Alias::new("person_id")).is_in(some.iter().map(Value::from)))
                .to_owned();
            for row in tx.select(&select)? {
                choices.0.insert((row.get(0)?, row.get(1)?), row.get(2)?);
            }
        }
        Ok(choices)
    }

    /// Whether somebody is told by a rule.
    #[must_use]
    pub(super) fn wants(&self, person: Id<Person>, rule: &Rule) -> bool {
        self.0.get(&(person, rule.code.to_owned())).copied().unwrap_or(rule.usual)
    }
}

/// Notes what somebody wants to be told: a flag for each rule named; the others stay as they are.
///
/// # Errors
/// [`Error::Invalid`] naming each rule that is none, and each value that is neither true nor false.
pub fn choose(tx: &Tx<'_>, person: Id<Person>, raw: &RawInput) -> Result<()> {
    let mut faults = Vec::new();
    let mut chosen: Vec<(&'static Rule, bool)> = Vec::new();
    for (code, value) in &raw.values {
        match (Rule::from_code(code), value) {
            (None, _) => faults.push(Fault::new(code.clone(), "unknown")),
            (Some(rule), RawValue::Flag(wanted)) => chosen.push((rule, *wanted)),
            (Some(_), _) => faults.push(Fault::new(code.clone(), "flag")),
        }
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    for (rule, wanted) in chosen {
        // What is usual is not kept: should that change, it changes for them too.
        if wanted == rule.usual {
            tx.execute(USUAL, params![person, rule.code])?;
        } else {
            tx.execute(CHOOSE, params![person, rule.code, wanted])?;
        }
    }
    Ok(())
}

/// Every rule with whether somebody is told by it.
///
/// # Errors
/// When the database fails.
pub fn chosen(tx: &ReadTx<'_>, person: Id<Person>) -> Result<Vec<(&'static Rule, bool)>> {
    let choices = Choices::of(tx, &[person])?;
    Ok(RULES.iter().map(|rule| (rule, choices.wants(person, rule))).collect())
}
