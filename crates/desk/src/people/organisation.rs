//! The organisation that runs the installation: one row.

use db::{Id, ReadTx, Timestamp, Tx, params};

use super::Company;
use super::name::checked_name;
use crate::journal::{self, SetValue};
use crate::{Context, Error, Fault, Result};

db::statements! {
    INSERT = "INSERT INTO organisation (id, name, company_id, time_zone, language, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    THE_ONE = "SELECT id, name, company_id, time_zone, language, created_at FROM organisation";
    CHANGE = "UPDATE organisation SET name = $1, time_zone = $2, language = $3";
}

/// The organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Identity.
    pub id: Id<Organisation>,
    /// Its name, in the head of every page.
    pub name: String,
    /// The company that runs the installation.
    pub company: Id<Company>,
    /// The time zone of whoever chose none, by its IANA name.
    pub zone: String,
    /// The language of whoever chose none.
    pub language: String,
    /// Since when it uses the program.
    pub created_at: Timestamp,
}

impl Organisation {
    /// Its identity in every installation: there is one.
    pub const ID: Id<Organisation> = Id::fixed(1);

    pub(super) fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        let values =
            params![self.id, &self.name, self.company, &self.zone, &self.language, self.created_at];
        tx.execute(INSERT, values)?;
        Ok(())
    }

    /// Its name and zone as they are kept: trimmed, and spelt as the zone database does. What is wrong with
    /// the name is told of the field in which it came.
    pub(crate) fn checked(field: &'static str, name: &str, zone: &str) -> Result<(String, String)> {
        let mut faults = Vec::new();
        let name = checked_name(field, name).unwrap_or_else(|error| {
            if let Error::Invalid(wrong) = error {
                faults.extend(wrong);
            }
            String::new()
        });
        let zone = zone.trim();
        let known = jiff::tz::TimeZone::get(zone).ok();
        let Some(known) = known.as_ref().and_then(|zone| zone.iana_name()) else {
            let code = if zone.is_empty() { "required" } else { "time_zone" };
            faults.push(Fault::new("time_zone", code));
            return Err(Error::Invalid(faults));
        };
        if faults.is_empty() { Ok((name, known.to_owned())) } else { Err(Error::Invalid(faults)) }
    }

    /// Gives it another name, which its own company takes too, another zone and another language;
    /// nothing happens when all of it is so already.
    pub(crate) fn change(
        tx: &Tx<'_>,
        ctx: &Context,
        name: &str,
        zone: &str,
        language: &str,
    ) -> Result<()> {
        let (name, zone) = Organisation::checked("name", name, zone)?;
        let before = Organisation::find(tx)?.ok_or(Error::NotFound)?;
        let told = [
            ("name_before", "name", before.name.as_str(), name.as_str()),
            ("time_zone_before", "time_zone", before.zone.as_str(), zone.as_str()),
            ("language_before", "language", before.language.as_str(), language),
        ];
        let mut values = vec![SetValue::set("company", before.company.to_string())];
        for (was, is, old, new) in told.into_iter().filter(|(.., old, new)| old != new) {
            values.push(SetValue::set(was, old.to_owned()));
            values.push(SetValue::set(is, new.to_owned()));
        }
        if values.len() == 1 {
            return Ok(());
        }
        tx.execute(CHANGE, params![&name, &zone, language])?;
        if before.name != name {
            Company::rename(tx, before.company, &name)?;
        }
        // Its name is its company's too: whoever has that on a page is told.
        journal::log_about(tx, ctx, &before.company.to_string(), "change_organisation", values)?;
        Ok(())
    }

    /// The organisation, once the installation has been set up.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(tx: &ReadTx<'_>) -> Result<Option<Organisation>> {
        let Some(row) = tx.row(THE_ONE, params![])? else { return Ok(None) };
        let mut columns = row.columns();
        Ok(Some(Organisation {
            id: columns.next()?,
            name: columns.next()?,
            company: columns.next()?,
            zone: columns.next()?,
            language: columns.next()?,
            created_at: columns.next()?,
        }))
    }
}
