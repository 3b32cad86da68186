//! Of whom a second factor is demanded.

use db::{ReadTx, Tx};

use crate::Result;
use crate::account::Demand;
use crate::baseline::Values;
use crate::baseline::section::{Section, Wanted, With};
use crate::baseline::values::{holds, listed, values};
use crate::input::RawValue;

pub(super) struct SecondFactor;

impl Section for SecondFactor {
    fn code(&self) -> &'static str {
        "second_factor"
    }

    fn key(&self) -> &'static [&'static str] {
        &[]
    }

    fn parts(&self) -> &'static [&'static str] {
        &["everybody", "roles"]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["roles"]
    }

    fn read(&self, tx: &ReadTx<'_>, _with: With<'_>) -> Result<Vec<Values>> {
        let demand = Demand::read(tx)?;
        Ok(vec![values([
            ("everybody", RawValue::Flag(demand.everybody)),
            ("roles", RawValue::List(demand.roles)),
        ])])
    }

    fn put(&self, tx: &Tx<'_>, with: With<'_>, wanted: &Wanted<'_>) -> Result<()> {
        let (everybody, roles) = (holds(wanted.all, "everybody"), listed(wanted.all, "roles"));
        Demand { everybody, roles }.set(tx, with.ctx, with.agent).map(drop)
    }
}
