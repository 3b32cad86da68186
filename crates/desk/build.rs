//! Lists the schema's steps from `migrations/`, so that a new file is found without a second list.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};

#[derive(Default)]
struct Step {
    both: Option<PathBuf>,
    sqlite: Option<PathBuf>,
    postgres: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let directory = Path::new("../../migrations").canonicalize()?;
    println!("cargo::rerun-if-changed={}", directory.display());
    let mut steps: BTreeMap<(u32, String), Step> = BTreeMap::new();
    for file in std::fs::read_dir(&directory)? {
        let path = file?.path();
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
        let Some(stem) = name.strip_suffix(".sql") else { continue };
        println!("cargo::rerun-if-changed={}", path.display());
        let (stem, engine) = match stem.rsplit_once('.') {
            Some((stem, engine)) => (stem, Some(engine)),
            None => (stem, None),
        };
        let (number, title) = stem.split_once('_').ok_or("name a migration NNNN_what.sql")?;
        let step = steps.entry((number.parse()?, title.to_owned())).or_default();
        match engine {
            None => step.both = Some(path),
            Some("sqlite") => step.sqlite = Some(path),
            Some("postgres") => step.postgres = Some(path),
            Some(other) => return Err(format!("{name}: no engine is called {other}").into()),
        }
    }
    let mut out = String::from("const STEPS: &[db::Migration] = &[\n");
    let mut last = 0;
    for ((number, title), step) in &steps {
        // Gaps do no harm: a step that comes into one later is refused by every database that has
        // gone past it.
        if *number == last {
            return Err(format!("migration {number:04}_{title}: the number is taken").into());
        }
        last = *number;
        let sqlite = step
            .sqlite
            .as_ref()
            .or(step.both.as_ref())
            .ok_or("a migration lacks its SQLite form")?;
        let postgres = step
            .postgres
            .as_ref()
            .or(step.both.as_ref())
            .ok_or("a migration lacks its PostgreSQL form")?;
        writeln!(
            out,
            "    db::Migration {{ number: {number}, name: {title:?}, sqlite: include_str!({sqlite:?}), postgres: include_str!({postgres:?}) }},"
        )?;
    }
    out.push_str("];\n");
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("migrations.rs"), out)?;
    Ok(())
}
