//! Everyday work among very many incidents: what each kind of reader waits for, at a fixed rate of
//! reads and writes, beside the same among few.

mod asks;
mod beside;
mod load;
mod people;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Args;
use db::{Clock, Db};
use demo::{Scale as Organisation, populate};
use desk::{Practice, rebuild_text_keys, search};
use incident::Incident;

use crate::bare;
use crate::installation::{Engine, Installation};
use crate::node::Node;
use crate::program::Program;
use crate::report::{Report, progress};
use crate::scale::beside::LongWork;
pub(crate) use crate::scale::load::Load;
use crate::scale::load::Measured;
pub(crate) use crate::scale::people::Reader;
use crate::stopwatch::Stopwatch;

/// One organisation, whatever machine it is made on.
const SEED: u64 = 1;
/// So many times slower than among few is still the same to whoever waits.
const TIMES: u64 = 2;

/// Everyday work of four kinds of reader among very many incidents, beside the same among few
#[derive(Debug, Args)]
pub(crate) struct Scale {
    /// Where the data lies
    #[arg(long, value_enum, default_value = "sqlite")]
    engine: Engine,
    /// Incidents in the large database, each with its whole history
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(1_000..))]
    incidents: u32,
    /// Incidents in the small one; 0 leaves it out
    #[arg(long, default_value_t = 10_000)]
    beside: u32,
    /// Reads a second, of all readers together
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u64).range(1..))]
    reads: u64,
    /// Writes a second
    #[arg(long, default_value_t = 20)]
    writes: u64,
    /// How long it is measured
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
    /// Keep the filled SQLite databases below this directory, and use them again
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Measure what lies below that directory as it is, whatever filled it
    #[arg(long, requires = "keep")]
    filled: bool,
    /// The same moved to PostgreSQL before, by backup and restore, as a URL; it is not moved again
    #[arg(long, requires = "filled", value_name = "URL")]
    moved: Option<String>,
    /// Also measure while this incident log is imported; the kept database has it from then on
    #[arg(long, value_name = "FILE")]
    importing: Option<PathBuf>,
}

impl Scale {
    pub(crate) fn run(&self, program: &Program) -> Result<Report> {
        let few = match self.beside {
            0 => None,
            few => Some(self.measure(program, few)?),
        };
        let many = self.measure(program, self.incidents)?;
        let mut report = Report::new(format!(
            "Everyday work on {} among {} incidents, {} reads/s and {} writes/s for {} s",
            self.engine_name(),
            self.incidents,
            self.reads,
            self.writes,
            self.seconds
        ));
        for line in &many.lines {
            let before = few.as_ref().and_then(|few| few.find(line));
            line.tell(&mut report, before, TIMES);
        }
        report.figure("throughput", "lists a second, as fast as they come", many.throughput, "/s");
        for (work, took, stall) in &many.beside {
            let (took, stall) = (took.as_secs(), *stall);
            report.figure(&format!("{work}_seconds"), &format!("{work}, beside work"), took, "s");
            let longest = format!("longest answer while the {work} runs");
            report.figure(&format!("{work}_longest_us"), &longest, stall, "µs");
        }
        if let Some(took) = many.restored {
            report.figure("restore_seconds", "restored from the backup", took.as_secs(), "s");
        }
        report.figure("database_mib", "the database", many.mebibytes, "MiB");
        let syncs = &many.syncs;
        report.figure("fdatasync_p50_us", "fdatasync of the disk, p50", syncs.within(50), "µs");
        Ok(report)
    }

    fn engine_name(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite => "SQLite",
            Engine::Postgres => "PostgreSQL",
        }
    }

    /// Fills a database with so many incidents and measures in it.
    fn measure(&self, program: &Program, incidents: u32) -> Result<Measured> {
        let file = match &self.keep {
            Some(directory) => Installation::kept(&directory.join(incidents.to_string())),
            None => Installation::new(Engine::Sqlite)?,
        };
        let mut readers = fill(&file, (!self.filled).then_some(incidents))?;
        let (server, restored) = match (self.engine, &self.moved) {
            (Engine::Sqlite, _) => (None, None),
            (Engine::Postgres, Some(url)) => {
                let server = Installation::on(url, file.data());
                // Their tokens are those of the database that is asked.
                readers = people::readers(&server.open()?, &Clock::system())?;
                (Some(server), None)
            }
            (Engine::Postgres, None) => {
                let (server, took) = moved(program, &file)?;
                (Some(server), Some(took))
            }
        };
        let on = server.as_ref().unwrap_or(&file);
        let node = Node::start(program, on)?;
        let load = Load {
            address: node.address,
            readers: &readers,
            reads: self.reads,
            writes: self.writes,
            time: Duration::from_secs(self.seconds),
        };
        on.settle()?;
        let mut measured = load.run()?;
        measured.restored = restored;
        let archive = on.data().join("scale.tar");
        let importing = self.importing.as_ref().map(LongWork::import);
        for work in std::iter::once(LongWork::backup(&archive)).chain(importing) {
            progress(&format!("beside the {}", work.name));
            let running = work.begin(program, on)?;
            let stall = load.longest()?;
            measured.beside.push((work.name, running.end()?, stall));
        }
        std::fs::remove_file(&archive)?;
        drop(node);
        measured.mebibytes = std::fs::metadata(file.file())?.len() >> 20;
        measured.syncs = bare::syncs(on.data())?;
        Ok(measured)
    }
}

/// The organisation with all its work, of so many incidents or as it lies there, and the readers. What is
/// there is kept.
pub(crate) fn fill(file: &Installation, incidents: Option<u32>) -> Result<Vec<Reader>> {
    std::fs::create_dir_all(file.data())?;
    let db = file.open()?;
    let clock = Clock::system();
    db.migrate(desk::migrations(), clock.now())?;
    while rebuild_text_keys(&db, &[Incident::KIND]).context("cannot make the keys of texts")? {}
    if let Some(incidents) = incidents {
        tell(&db, &clock, incidents)?;
    }
    // As after the first hours of any installation.
    search::catch_up(&db, &[Incident::KIND]).context("cannot fill the search index")?;
    db.housekeep(|tx| tx.gather_statistics()).context("cannot gather statistics")?;
    people::readers(&db, &clock)
}

/// Lets so many incidents happen. What was interrupted goes on.
fn tell(db: &Db, clock: &Clock, incidents: u32) -> Result<()> {
    let people = usize::try_from(incidents / 200).unwrap_or(usize::MAX).clamp(60, 5_000);
    let organisation = Organisation {
        people,
        incidents: usize::try_from(incidents).unwrap_or(usize::MAX),
        days: Organisation::TWO_YEARS,
    };
    let so_far = |done: usize, of: usize| {
        if done.is_multiple_of(10_000) {
            progress(&format!("{done} of {of} incidents"));
        }
    };
    populate(db, SEED, clock.now(), organisation, &so_far)
        .context("cannot make up the organisation")?;
    Ok(())
}

/// The same on PostgreSQL, by backup and restore: filling a large one through the program takes hours
/// there, and what is measured is the work in it. How long the restoring took.
fn moved(program: &Program, file: &Installation) -> Result<(Installation, Duration)> {
    let server = Installation::new(Engine::Postgres)?;
    let (archive, keys) = (file.data().join("moved.tar"), file.data().join("moved.keys"));
    let (archive, keys) = (archive.as_os_str(), keys.as_os_str());
    progress("moving to PostgreSQL");
    // What no server has served yet has no keys.
    drop(Node::start(program, file)?);
    program.output(file, &["backup".as_ref(), archive, "--keys-to".as_ref(), keys])?;
    let watch = Stopwatch::start();
    program.output(&server, &["restore".as_ref(), archive, "--keys-from".as_ref(), keys])?;
    let took = watch.elapsed();
    std::fs::remove_file(archive)?;
    std::fs::remove_file(keys)?;
    server.open()?.housekeep(|tx| tx.gather_statistics())?;
    Ok((server, took))
}
