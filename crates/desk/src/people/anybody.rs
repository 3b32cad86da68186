//! Anybody at all, for whoever administers or audits the whole installation.

use db::{Id, ReadTx, params};

use super::{Company, Person};
use crate::{Error, Result};

db::statements! {
    COMPANIES = "SELECT id FROM company ORDER BY id";
}

/// More than one of a name is no answer.
const TWO: u32 = 2;

impl Person {
    /// Anybody of any company, active or not, by identity, address or exact name. Only for those who
    /// may know of everybody: it says who exists.
    ///
    /// # Errors
    /// [`Error::Invalid`] on `field` when there is nobody or more than one.
    pub fn anybody(tx: &ReadTx<'_>, field: &str, text: &str) -> Result<Person> {
        let text = text.trim();
        let mut found = Vec::new();
        if let Ok(id) = text.parse::<Id<Person>>() {
            found.extend(Person::find(tx, id)?);
        } else if text.contains('@') {
            found.extend(Person::find_by_email(tx, text)?);
        } else {
            for row in tx.rows(COMPANIES, params![])? {
                let company: Id<Company> = row.get(0)?;
                found.extend(Person::find_by_name(tx, company, text, TWO)?);
            }
        }
        match (found.pop(), found.is_empty()) {
            (Some(one), true) => Ok(one),
            (Some(_), false) => Err(Error::invalid(field, "ambiguous")),
            (None, _) => Err(Error::invalid(field, "no_such")),
        }
    }
}
