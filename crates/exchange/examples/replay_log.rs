//! Imports an incident log into a new database, writes it back and says how long each took.
//!
//! `cargo run --release -p mainstay-exchange --example replay_log -- LOG.csv.gz DIRECTORY`

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context as _, Result};
use db::{Chance, Clock, Db, Location, Timestamp};
use desk::people::{Company, organise};
use desk::{Context, Door};
use mainstay_exchange::incident_log::{Destination, Progress, Stage, export_to, import};

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let log = PathBuf::from(arguments.next().context("name the log")?);
    let directory = PathBuf::from(arguments.next().context("name a directory")?);
    let location = match arguments.next() {
        Some(url) => Location::Server(url),
        None => Location::File(directory.join("mainstay.db")),
    };
    let to = prepare(&directory, &location)?;
    let stages = Stages { clock: to.clock.clone(), begun: Mutex::new(Vec::new()) };
    let report = import(&to, &log, &directory.join("rejected.csv"), &stages)?;
    stages.print();
    let mut short = serde_json::to_value(&report)?;
    if let Some(differences) = short.get_mut("differences").and_then(|d| d.as_array_mut()) {
        for difference in differences.iter_mut().filter_map(|d| d.as_object_mut()) {
            difference.remove("numbers");
        }
    }
    println!("{}", serde_json::to_string_pretty(&short)?);
    let began = to.clock.now();
    let rows = export_to(&to.db, &directory.join("written.csv"))?;
    println!("{rows} rows written back in {:?}", to.clock.now().since(began));
    Ok(())
}

fn prepare(directory: &Path, location: &Location) -> Result<Destination> {
    std::fs::create_dir_all(directory)?;
    let (clock, chance) = (Clock::system(), Chance::from_system()?);
    let db = Db::open(location)?;
    db.migrate(desk::migrations(), clock.now())?;
    let ctx = Context::new(None, Door::Command, clock.now(), &chance);
    db.write(move |tx| organise(tx, &ctx, "Imported"))?;
    Ok(Destination {
        db,
        clock,
        chance,
        numbers: desk::numbers::Numbers::default(),
        company: Company::DEFAULT,
    })
}

/// When each stage was first and last heard of.
struct Stages {
    clock: Clock,
    begun: Mutex<Vec<(Stage, Timestamp, Timestamp)>>,
}

impl Progress for Stages {
    fn tell(&self, stage: Stage, _: u64, _: u64) -> ControlFlow<()> {
        let now = self.clock.now();
        if let Ok(mut begun) = self.begun.lock() {
            match begun.last_mut().filter(|(last, ..)| *last == stage) {
                Some((_, _, end)) => *end = now,
                None => begun.push((stage, now, now)),
            }
        }
        ControlFlow::Continue(())
    }
}

impl Stages {
    fn print(&self) {
        for (stage, first, last) in self.begun.lock().iter().flat_map(|begun| begun.iter()) {
            println!("{stage:?}: {:?}", last.since(*first));
        }
    }
}
