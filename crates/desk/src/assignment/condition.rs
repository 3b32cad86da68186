//! What the conditions of rules mean now.

use db::{ReadTx, Timestamp};

use super::edition::Ready;
use crate::filter::{Expr, Meant, Predicate, meanings, parse};
use crate::kind::Kind;
use crate::people::Organisation;
use crate::{Error, Result};

/// What the conditions of these rules mean at a moment, by the clock of the organisation: each by itself,
/// or all that is wrong with it.
pub(super) fn meant(
    tx: &ReadTx<'_>,
    kind: &'static Kind,
    now: Timestamp,
    rules: &[&Ready],
) -> Result<Vec<Meant>> {
    let said: Vec<(&Expr, &str)> = rules
        .iter()
        .filter_map(|ready| Some((ready.says.as_ref().ok()?, ready.rule.condition.as_str())))
        .collect();
    // What holds always asks for no clock and no field.
    let mut read = match said.iter().all(|(expr, _)| **expr == Expr::Everything) {
        true => vec![Ok(Predicate::Always); said.len()],
        false => meanings(tx, kind, (now, &zone(tx)?), &said)?,
    }
    .into_iter();
    let meaning = |ready: &&Ready| match &ready.says {
        Ok(_) => read.next().ok_or_else(|| Error::Broken("a condition without meaning".to_owned())),
        Err(problem) => Ok(Err(vec![problem.clone()])),
    };
    rules.iter().map(meaning).collect()
}

/// What a condition that is not kept yet means.
pub(super) fn of_text(
    tx: &ReadTx<'_>,
    kind: &'static Kind,
    now: Timestamp,
    text: &str,
) -> Result<Meant> {
    match parse(text) {
        Err(problem) => Ok(Err(vec![problem])),
        Ok(expr) => {
            let zone = zone(tx)?;
            let mut meant = meanings(tx, kind, (now, &zone), &[(&expr, text)])?;
            meant.pop().ok_or_else(|| Error::Broken("a condition without meaning".to_owned()))
        }
    }
}

/// The zone by whose clock conditions go: the organisation's.
pub(super) fn zone(tx: &ReadTx<'_>) -> Result<String> {
    Ok(Organisation::find(tx)?.map_or_else(|| "UTC".to_owned(), |organisation| organisation.zone))
}
