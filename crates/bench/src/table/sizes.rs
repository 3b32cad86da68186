//! What an organisation's work takes of disk and memory, and how soon the program is there over it when
//! nothing of it is in memory yet.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use rustix::fs::{Advice, fadvise};

use crate::installation::{Engine, Installation};
use crate::node::Node;
use crate::program::Program;
use crate::report::{Report, progress};
use crate::scale::{Load, fill};
use crate::stopwatch::pause;

/// How long the program is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(5);
/// How long it works.
const WORK: Duration = Duration::from_secs(20);

/// An organisation of so many incidents, made in a throw-away directory or kept.
pub(super) fn run(program: &Program, keep: Option<&Path>, incidents: u32) -> Result<Report> {
    progress(&format!("an organisation of {incidents} incidents …"));
    let installation = match keep {
        Some(directory) => Installation::kept(&directory.join(incidents.to_string())),
        None => Installation::new(Engine::Sqlite)?,
    };
    let is_there = keep.is_some() && installation.file().exists();
    let readers = fill(&installation, (!is_there).then_some(incidents))?;
    // What filling left to be done is done before anything is measured.
    let node = Node::start(program, &installation)?;
    installation.settle()?;
    drop(node);
    forget(program.path())?;
    forget(&installation.file())?;
    let node = Node::start(program, &installation)?;
    let took = node.took.as_millis();
    pause(IDLE);
    let idle = node.resident_kib()?;
    let (reads, writes) = (100, 10);
    Load { address: node.address, readers: &readers, reads, writes, time: WORK }.run()?;
    let worked = node.resident_kib()?;
    drop(node);
    let mut report = Report::new(format!("With {incidents} incidents on SQLite"));
    let bytes = std::fs::metadata(installation.file())?.len();
    report.figure("database_mib", "the database", bytes >> 20, "MiB");
    let took = u64::try_from(took).unwrap_or(u64::MAX);
    report.figure("cold_start_ms", "start, nothing of it in memory", took, "ms");
    report.figure("idle_mib", "memory when idle", idle.div_ceil(1_024), "MiB");
    report.figure("worked_mib", "memory after everyday work", worked.div_ceil(1_024), "MiB");
    Ok(report)
}

/// Has the system drop what it keeps of a file in memory, as after the machine was started.
fn forget(file: &Path) -> Result<()> {
    let file = File::open(file)?;
    file.sync_all()?;
    fadvise(&file, 0, None, Advice::DontNeed)?;
    Ok(())
}
