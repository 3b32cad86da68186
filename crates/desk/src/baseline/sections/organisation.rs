//! The organisation that runs the installation.

use db::{ReadTx, Tx};

use crate::baseline::Values;
use crate::baseline::section::{Section, Wanted, With};
use crate::baseline::values::{said, text, values};
use crate::people::{Company, Organisation};
use crate::{Error, Result};

pub(super) struct TheOrganisation;

impl Section for TheOrganisation {
    fn code(&self) -> &'static str {
        "organisation"
    }

    fn key(&self) -> &'static [&'static str] {
        &[]
    }

    fn parts(&self) -> &'static [&'static str] {
        &["name", "time_zone", "language"]
    }

    fn read(&self, tx: &ReadTx<'_>, _with: With<'_>) -> Result<Vec<Values>> {
        let of = |one: Organisation| {
            values([
                ("name", text(one.name)),
                ("time_zone", text(one.zone)),
                ("language", text(one.language)),
            ])
        };
        Ok(Organisation::find(tx)?.map(of).into_iter().collect())
    }

    fn put(&self, tx: &Tx<'_>, with: With<'_>, wanted: &Wanted<'_>) -> Result<()> {
        let language = said(wanted.all, "language");
        let known = language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase());
        if !known {
            return Err(Error::invalid("language", "language"));
        }
        let (name, zone) = (said(wanted.all, "name"), said(wanted.all, "time_zone"));
        let other = Company::find_by_name(tx, &name)?;
        if other.is_some_and(|company| company.id != Company::DEFAULT) {
            return Err(Error::invalid("name", "taken"));
        }
        Organisation::change(tx, with.ctx, &name, &zone, &language)
    }
}
