//! A whole log in memory: its incidents, each with its rows in their order.
//!
//! Rows of an incident need not stand together in the file, and one far below may belong before
//! the first: only a log that was read to its end can be put in order. A row is about 160 bytes
//! here, since every text is kept once.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::Result;

use super::column::Column;
use super::file::LogFile;
use super::label::{Label, Labels};
use super::progress::{Progress, Stage, Stopped};
use super::rejects::Rejects;
use super::row::{self, Row};

/// A log that was read to its end.
pub(super) struct Log {
    pub(super) labels: Labels,
    /// In the order in which they first appear.
    pub(super) incidents: Vec<Case>,
    /// Rows that were taken.
    pub(super) rows: u64,
    /// Rows that were there twice, word for word.
    pub(super) repeated: u64,
}

/// An incident of the log.
#[derive(Debug, Clone)]
pub(super) struct Case {
    /// The source's number.
    pub(super) number: Label,
    /// Its rows in their order.
    pub(super) rows: Vec<Row>,
}

/// Rows between two words about how far it is.
const TELL_EVERY: u64 = 10_000;

impl Log {
    pub(super) fn read(path: &Path, rejects: &mut Rejects, progress: &dyn Progress) -> Result<Log> {
        let mut file = LogFile::open(path)?;
        let mut labels = Labels::new();
        let mut incidents: Vec<Case> = Vec::new();
        let mut places: HashMap<Label, usize> = HashMap::new();
        let mut quoted = csv::StringRecord::new();
        while let Some(line) = file.next()? {
            let taken = file
                .cells(&line, &mut quoted)
                .and_then(|cells| row::take(&mut labels, line.number, &cells));
            let row = match taken {
                Ok(row) => row,
                Err(reason) => {
                    rejects.keep(line.number, reason, &line.bytes)?;
                    continue;
                }
            };
            let number = row.cell(Column::NUMBER);
            let place = *places.entry(number).or_insert(incidents.len());
            match incidents.get_mut(place) {
                Some(case) => case.rows.push(row),
                None => incidents.push(Case { number, rows: vec![row] }),
            }
            if line.number % TELL_EVERY == 0
                && progress.tell(Stage::Reading, line.number, 0) == ControlFlow::Break(())
            {
                return Err(Stopped.into());
            }
        }
        let mut log = Log { labels, incidents, rows: 0, repeated: 0 };
        log.put_in_order(rejects)?;
        Ok(log)
    }

    /// Puts the rows of each incident in their order and sets aside what is there twice.
    fn put_in_order(&mut self, rejects: &mut Rejects) -> Result<()> {
        for case in &mut self.incidents {
            // Stable: rows of the same key stay in the order of their lines.
            case.rows.sort_by_key(|row| row.key);
            let mut kept: Vec<Row> = Vec::with_capacity(case.rows.len());
            for row in std::mem::take(&mut case.rows) {
                match kept.last() {
                    Some(first) if first.key == row.key && first.cells == row.cells => {
                        self.repeated += 1
                    }
                    Some(first) if first.key == row.key => {
                        let reason = format!(
                            "line {} is the same state of the same incident, with other content",
                            first.line
                        );
                        rejects.keep(row.line, reason, raw(&self.labels, &row).as_bytes())?;
                    }
                    _ => kept.push(row),
                }
            }
            case.rows = kept;
            self.rows += u64::try_from(case.rows.len()).unwrap_or(0);
        }
        Ok(())
    }
}

/// A row as a line of the log.
pub(super) fn raw(labels: &Labels, row: &Row) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let written = writer.write_record(row.cells.iter().map(|label| labels.text(*label)));
    let bytes = written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default().trim_end_matches('\n').to_owned()
}
