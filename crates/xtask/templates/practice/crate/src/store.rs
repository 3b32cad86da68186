//! __Names__ in the database.

use db::{ReadTx, Value, params};
use desk::{Error, Kind, Practice, Record, Result};

use crate::fields::KIND;
use crate::model::__Name__;

db::statements! {
    LOAD = "SELECT impact FROM __name__ WHERE subject_id = $1";
}

impl Practice for __Name__ {
    const KIND: &'static Kind = &KIND;

    fn record(&self) -> &Record {
        &self.record
    }

    fn record_mut(&mut self) -> &mut Record {
        &mut self.record
    }

    fn own_value(&self, code: &str) -> Value {
        match code {
            "impact" => self.impact.into(),
            _ => Value::Null,
        }
    }

    fn load_with(tx: &ReadTx<'_>, record: Record) -> Result<Self> {
        let row = tx.row(LOAD, params![record.id])?;
        let row =
            row.ok_or_else(|| Error::Broken(format!("{} has no row of its own", record.number)))?;
        Ok(__Name__ { impact: row.get(0)?, record })
    }
}
