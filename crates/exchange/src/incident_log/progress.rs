//! How far an import or export is.

use std::ops::ControlFlow;

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The file is read; the count is lines, the total is not known.
    Reading,
    /// People, teams, places and categories are made known.
    Names,
    /// Rows become entries.
    Rows,
    /// The timelines are read back for the report; the count is incidents.
    Figures,
}

/// Is told how far it is, from several threads; may ask to stop. What is committed stays, and the
/// next import goes on from there.
pub trait Progress: Sync {
    /// So many of so many are done; the total is 0 while it is not known.
    fn tell(&self, stage: Stage, done: u64, total: u64) -> ControlFlow<()>;
}

/// Nobody wants to know.
impl Progress for () {
    fn tell(&self, _: Stage, _: u64, _: u64) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// It was asked to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

impl std::fmt::Display for Stopped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            "stopped as asked; what was imported stays, and the same command goes on from there",
        )
    }
}

impl std::error::Error for Stopped {}
