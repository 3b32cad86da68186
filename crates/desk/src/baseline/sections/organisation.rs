//! The organisation that runs the installation.

use db::{ReadTx, Tx};

use crate::Result;
use crate::baseline::Values;
use crate::baseline::section::{Section, Wanted, With};
use crate::baseline::values::{said, text, values};
use crate::organisation::{self, Wanted as OfIt};
use crate::people::Organisation;

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
        let of_it = OfIt {
            name: said(wanted.all, "name"),
            zone: said(wanted.all, "time_zone"),
            language: said(wanted.all, "language"),
        };
        organisation::put(tx, with.ctx, with.agent, &of_it)
    }
}
