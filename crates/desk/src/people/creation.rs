//! The entry that making something known leaves in the logbook.

use db::Tx;

use crate::journal::{self, Logbook, SetValue};
use crate::{Context, Door, Result};

/// Writes down what was made known, with those of its values that are given, and which thing it is
/// about where one has a history of its own.
///
/// An import makes people, teams, places, categories and codes by the thousand while it reads, and
/// the entries of the records it brings name every one of them: those it does not write down here.
pub(super) fn log_creation<const N: usize>(
    tx: &Tx<'_>,
    ctx: &Context,
    verb: &str,
    object: Option<&str>,
    values: [(&'static str, Option<String>); N],
) -> Result<()> {
    if ctx.door == Door::Import {
        return Ok(());
    }
    let given = values.into_iter().filter_map(|(field, value)| Some((field, value?)));
    let values = given.map(|(field, value)| SetValue::set(field, value)).collect();
    match object {
        Some(object) => journal::log_about(tx, ctx, object, verb, values)?,
        None => journal::log(tx, ctx, Logbook::Settings, verb, values)?,
    };
    Ok(())
}
