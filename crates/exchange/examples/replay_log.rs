//! Imports an incident log into a new database, writes it back and says how long each took.
//!
//! `cargo run --release -p mainstay-exchange --example replay_log -- LOG.csv.gz DIRECTORY`

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use db::{Chance, Clock, Db, Location};
use desk::people::{Company, organise};
use desk::{Context, Door};
use mainstay_exchange::incident_log::{Destination, export_to, import};

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let log = PathBuf::from(arguments.next().context("name the log")?);
    let directory = PathBuf::from(arguments.next().context("name a directory")?);
    let location = match arguments.next() {
        Some(url) => Location::Server(url),
        None => Location::File(directory.join("mainstay.db")),
    };
    let to = prepare(&directory, &location)?;
    let report = import(&to, &log, &directory.join("rejected.csv"), &())?;
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
    Ok(Destination { db, clock, chance, numbers: desk::numbers::Numbers::default(), company: Company::DEFAULT })
}
