//! Where the records of a team go when it cannot solve them.

use db::{ReadTx, Tx};

use crate::baseline::Values;
use crate::baseline::section::{Section, Wanted, With};
use crate::baseline::values::{maybe, said, sent, text, values};
use crate::escalation;
use crate::people::Team;
use crate::{Error, Result};

pub(super) struct Escalation;

impl Section for Escalation {
    fn code(&self) -> &'static str {
        "escalation"
    }

    fn key(&self) -> &'static [&'static str] {
        &["team"]
    }

    fn parts(&self) -> &'static [&'static str] {
        &["escalates_to"]
    }

    fn read(&self, tx: &ReadTx<'_>, with: With<'_>) -> Result<Vec<Values>> {
        let of = |way: escalation::Way| {
            let to = way.escalates_to.map(|(_, name)| name);
            values([("team", text(way.team.1)), ("escalates_to", maybe(to))])
        };
        Ok(escalation::ways(tx, with.agent)?.into_iter().map(of).collect())
    }

    fn put(&self, tx: &Tx<'_>, with: With<'_>, wanted: &Wanted<'_>) -> Result<()> {
        let team = Team::find_by_name(tx, &said(wanted.all, "team"))?;
        let team = team.ok_or_else(|| Error::invalid("team", "no_such"))?;
        let raw = sent(wanted.all, &["escalates_to"]);
        escalation::set_team(tx, with.ctx, with.agent, team.id, &raw)
    }
}
