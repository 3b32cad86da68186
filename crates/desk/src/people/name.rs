//! Names: the rule for writing one, and many at once for the rows of a list.

use std::collections::HashMap;

use db::sea_query::{Expr, ExprTrait, Query};
use db::{Id, ReadTx, Tx, params};

use crate::text::{fold, sort_key};
use crate::{Error, Fault, Result};

db::statements! {
    KEEP = "INSERT INTO naming (id, fold, sort_key) VALUES ($1, $2, $3)
        ON CONFLICT (id) DO UPDATE SET fold = excluded.fold, sort_key = excluded.sort_key";
}

/// The longest name of a person, team, company and the like, in characters.
const LONGEST: usize = 200;

/// Ids asked for in one statement; more are asked for in several.
const AT_ONCE: usize = 500;

/// The name without the space around it, or what is wrong with it.
pub(crate) fn checked_name(field: &'static str, name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::invalid(field, "required"));
    }
    if name.chars().count() > LONGEST {
        return Err(Error::Invalid(vec![Fault::new(field, "too_long").with("most", LONGEST)]));
    }
    if name.chars().any(char::is_control) {
        return Err(Error::invalid(field, "control_character"));
    }
    Ok(name.to_owned())
}

/// Keeps a name as filters compare and lists sort it.
pub(crate) fn keep_name<T>(tx: &Tx<'_>, id: Id<T>, name: &str) -> Result<()> {
    tx.execute(KEEP, params![id, fold(name), sort_key(name)])?;
    Ok(())
}

/// A unique name that is taken, told as a fault of its field.
pub(crate) fn taken(field: &'static str) -> impl Fn(db::Error) -> Error {
    move |error| match error {
        db::Error::Duplicate => Error::invalid(field, "taken"),
        other => other.into(),
    }
}

/// The names of many rows of one table; ids that do not exist are left out.
pub(crate) fn names_in<T>(
    tx: &ReadTx<'_>,
    table: &'static str,
    ids: &[Id<T>],
) -> Result<HashMap<Id<T>, String>> {
    let mut found = HashMap::with_capacity(ids.len());
    for some in distinct(ids).chunks(AT_ONCE) {
        let select = Query::select()
            .columns(["id", "name"])
            .from(table)
            .and_where(Expr::col("id").is_in(some.iter().map(|id| id.bytes().to_vec())))
            .to_owned();
        for row in tx.select(&select)? {
            found.insert(row.get(0)?, row.get(1)?);
        }
    }
    Ok(found)
}

/// Each id once: a list names the same few people on every row.
fn distinct<T>(ids: &[Id<T>]) -> Vec<Id<T>> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_trimmed_and_must_say_something() {
        assert_eq!(checked_name("name", "  Ada ").unwrap(), "Ada");
        for bad in ["", "   ", "a\nb", &"x".repeat(201)] {
            assert!(matches!(checked_name("name", bad), Err(Error::Invalid(_))), "{bad:?}");
        }
        assert!(checked_name("name", &"é".repeat(200)).is_ok());
    }
}
