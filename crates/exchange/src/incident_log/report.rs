//! The closing report of an import.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::figures::Figures;
use super::rejects::Rejected;

/// What an import found and did. A repeated one finds the same and adds nothing.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Report {
    /// Rows of the log that were taken.
    pub rows: u64,
    /// Incidents they belong to.
    pub incidents: u64,
    /// Rows that could not be taken.
    pub rejected: u64,
    /// Rows that stood in the log twice, word for word; they count once.
    pub repeated: u64,
    /// Rows that became entries now; the others were here before.
    pub added_rows: u64,
    /// Incidents that were opened now.
    pub added_incidents: u64,
    /// Incidents opened now whose number was taken or not one of ours.
    pub renumbered: u64,
    /// Different people, teams, places and the like the log names, by column.
    pub names: BTreeMap<String, u64>,
    /// What the timelines say, read back.
    #[serde(flatten)]
    pub figures: Figures,
    /// Where the rejected rows are kept with line and reason.
    pub rejects_file: Option<PathBuf>,
    /// The first of them.
    pub first_rejected: Vec<Rejected>,
    /// How long it took.
    pub seconds: f64,
    /// Rows of the log in a second.
    pub rows_per_second: f64,
}
