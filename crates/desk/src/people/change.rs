//! The statement that changes a person.

use db::{Tx, params};

use super::{Person, keep_name, taken};
use crate::foundation::log_move;
use crate::journal::{self, Logbook, SetValue};
use crate::{Context, Result};

db::statements! {
    CHANGE = "UPDATE person SET name = $2, email = $3, company_id = $4, location_id = $5, department_id = $6, language = $7, time_zone = $8
        WHERE id = $1";
}

/// Makes a person what they are to be, and writes down what that changes, if it changes anything.
pub(crate) fn change(tx: &Tx<'_>, ctx: &Context, before: &Person, after: &Person) -> Result<()> {
    if before == after {
        return Ok(());
    }
    let mut values = vec![SetValue::set("person", after.id.to_string())];
    for ((name, was), (_, is)) in before.facts().into_iter().zip(after.facts()) {
        if was != is {
            values.push(SetValue::set(name, is.unwrap_or_default()));
        }
    }
    if before.name != after.name {
        keep_name(tx, after.id, &after.name)?;
    }
    let columns = params![
        after.id,
        &after.name,
        after.email.clone(),
        after.company,
        after.location,
        after.department,
        after.language.clone(),
        after.zone.clone(),
    ];
    tx.execute(CHANGE, columns).map_err(taken("email"))?;
    journal::log(tx, ctx, Logbook::Settings, "change_person", values)?;
    log_move(tx, ctx, after.id, (before.department, after.department))
}
