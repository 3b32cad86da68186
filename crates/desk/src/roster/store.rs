//! The statement that changes a person.

use db::{Tx, params};

use crate::foundation::log_move;
use crate::journal::{self, Logbook, SetValue};
use crate::people::{Person, keep_name};
use crate::{Context, Result};

db::statements! {
    CHANGE = "UPDATE person SET name = $2, company_id = $3, location_id = $4, language = $5, department_id = $6 WHERE id = $1";
}

/// Makes a person what they are to be, and writes down what that changes.
pub(super) fn change(tx: &Tx<'_>, ctx: &Context, before: &Person, after: &Person) -> Result<()> {
    let mut values = vec![SetValue::set("person", after.id.to_string())];
    if before.name != after.name {
        values.push(SetValue::set("name", after.name.clone()));
        keep_name(tx, after.id, &after.name)?;
    }
    if before.company != after.company {
        values.push(SetValue::set("company", after.company.to_string()));
    }
    if before.location != after.location {
        let location = after.location.map(|id| id.to_string()).unwrap_or_default();
        values.push(SetValue::set("location", location));
    }
    if before.department != after.department {
        let department = after.department.map(|id| id.to_string()).unwrap_or_default();
        values.push(SetValue::set("department", department));
    }
    if before.language != after.language {
        values.push(SetValue::set("language", after.language.clone().unwrap_or_default()));
    }
    let language = after.language.clone();
    let (location, department) = (after.location, after.department);
    tx.execute(
        CHANGE,
        params![after.id, &after.name, after.company, location, language, department],
    )?;
    journal::log(tx, ctx, Logbook::Settings, "change_person", values)?;
    log_move(tx, ctx, after.id, (before.department, after.department))
}
