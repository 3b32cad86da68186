//! Incidents in the database.

use db::{Id, ReadTx, Value, params};
use desk::people::Person;
use desk::{Error, Kind, Practice, Record, Result};

use crate::fields::KIND;
use crate::model::{Incident, Resolution};
use crate::priority::Weight;

db::statements! {
    LOAD = "SELECT impact, urgency, priority_reason, resolution_code, resolution_notes, resolved_by_id, reopened,
        reassigned
        FROM incident WHERE subject_id = $1";
}

impl Practice for Incident {
    const KIND: &'static Kind = &KIND;

    fn record(&self) -> &Record {
        &self.record
    }

    fn record_mut(&mut self) -> &mut Record {
        &mut self.record
    }

    fn own_value(&self, code: &str) -> Value {
        self.own(code)
    }

    fn load_with(tx: &ReadTx<'_>, record: Record) -> Result<Self> {
        let row = tx.row(LOAD, params![record.id])?;
        let mut c = row
            .ok_or_else(|| Error::Broken(format!("{} has no incident row", record.number)))?
            .columns();
        let weight = Weight::new(c.next()?, c.next()?)?;
        let priority_reason = c.next()?;
        let code: Option<String> = c.next()?;
        let notes: Option<String> = c.next()?;
        let by: Option<Id<Person>> = c.next()?;
        let resolution = code.map(|code| Resolution { code, notes: notes.unwrap_or_default(), by });
        let (reopened, reassigned) = (c.next()?, c.next()?);
        Ok(Incident { record, weight, priority_reason, resolution, reopened, reassigned })
    }
}
