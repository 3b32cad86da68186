//! A JSON object a line, each as the API gives the record.

use db::Db;
use desk::list::{Snapshot, Walk};

use super::body::{Broken, Sink};
use super::table::Table;
use crate::work::as_json;

pub(super) fn write(
    db: &Db,
    table: &Table,
    mut walk: Walk,
    first: Vec<Snapshot>,
    sink: &mut Sink,
) -> Result<(), Broken> {
    let mut rows = first;
    while !rows.is_empty() {
        let names = table.names(db, &rows)?;
        let mut piece = Vec::new();
        for row in &rows {
            let record = as_json(row, &names);
            serde_json::to_writer(&mut piece, &record)
                .map_err(|error| Broken::Written(error.to_string()))?;
            piece.push(b'\n');
        }
        sink.put(piece)?;
        rows = walk.chunk(db)?;
    }
    Ok(())
}
