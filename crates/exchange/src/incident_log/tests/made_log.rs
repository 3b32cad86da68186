//! Makes small logs and a place to import them to.

use std::io::Write;
use std::path::PathBuf;

use db::{Db, Id, ReadTx};
use desk::journal::{Entry, timeline, verify};
use desk::numbers::Numbers;
use desk::people::{Company, organise};
use desk::{Context, Door, Practice, Record};
use flate2::Compression;
use flate2::write::GzEncoder;
use incident::Incident;
use tempfile::TempDir;

use super::super::column::Column;
use super::super::source::Book;
use super::super::{Destination, Progress, Report, export, import};

/// One row of a made log, by column.
#[derive(Clone)]
pub(super) struct Made(Vec<(&'static str, String)>);

/// A row of an incident at a time of 1 March 2016, in a state.
pub(super) fn row(number: &str, time: &str, count: u32, state: &str) -> Made {
    let made = Made(Column::all().map(|column| (column.name(), "?".to_owned())).collect());
    made.with("number", number)
        .with("incident_state", state)
        .with("active", if state == "Closed" { "false" } else { "true" })
        .with("reassignment_count", "0")
        .with("reopen_count", "0")
        .with("sys_mod_count", &count.to_string())
        .with("made_sla", "true")
        .with("caller_id", "Caller 1")
        .with("opened_by", "Opened by  8")
        .with("opened_at", "1/3/2016 08:00")
        .with("sys_updated_by", "Updated by 21")
        .with("sys_updated_at", &format!("1/3/2016 {time}"))
        .with("contact_type", "Phone")
        .with("location", "Location 143")
        .with("category", "Category 55")
        .with("subcategory", "Subcategory 170")
        .with("impact", "2 - Medium")
        .with("urgency", "2 - Medium")
        .with("priority", "3 - Moderate")
        .with("assignment_group", "Group 56")
        .with("closed_code", "code 5")
        .with("resolved_by", "Resolved by 149")
        .with("resolved_at", "1/3/2016 11:29")
        .with("closed_at", "5/3/2016 12:00")
}

impl Made {
    /// The same with another content in a column.
    pub(super) fn with(mut self, column: &str, content: &str) -> Made {
        let place = self.0.iter_mut().find(|(name, _)| *name == column).expect("a column of a log");
        content.clone_into(&mut place.1);
        self
    }

    pub(super) fn cells(&self) -> Vec<String> {
        self.0.iter().map(|(_, content)| content.clone()).collect()
    }
}

/// The first line of a log.
pub(super) fn header() -> String {
    Column::all().map(Column::name).collect::<Vec<_>>().join(",")
}

/// A log as text.
pub(super) fn text(rows: &[Made]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(Column::all().map(Column::name)).unwrap();
    for row in rows {
        writer.write_record(row.cells()).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// A place to import to, and a directory for the files.
pub(super) struct Bench {
    pub(super) to: Destination,
    pub(super) directory: TempDir,
}

impl Bench {
    pub(super) fn new(db: &Db) -> Bench {
        let (clock, chance) = (testkit::clock(), testkit::chance());
        let ctx = Context::new(None, Door::Command, clock.now(), &chance);
        db.write(move |tx| organise(tx, &ctx, "Alder Works")).unwrap();
        let to = Destination {
            db: db.clone(),
            clock,
            chance,
            numbers: Numbers::default(),
            company: Company::DEFAULT,
        };
        Bench { to, directory: tempfile::tempdir().unwrap() }
    }

    pub(super) fn rejects(&self) -> PathBuf {
        self.directory.path().join("rejected.csv")
    }

    pub(super) fn file(&self, bytes: &[u8]) -> PathBuf {
        let path = self.directory.path().join("log.csv");
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub(super) fn packed(&self, bytes: &[u8]) -> PathBuf {
        let path = self.directory.path().join("log.csv.gz");
        let mut packed = GzEncoder::new(std::fs::File::create(&path).unwrap(), Compression::fast());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap();
        path
    }

    pub(super) fn import_bytes(
        &self,
        bytes: &[u8],
        progress: &dyn Progress,
    ) -> anyhow::Result<Report> {
        import(&self.to, &self.file(bytes), &self.rejects(), progress)
    }

    pub(super) fn import(&self, rows: &[Made]) -> Report {
        self.import_bytes(text(rows).as_bytes(), &()).unwrap()
    }

    pub(super) fn export(&self) -> String {
        let mut out = Vec::new();
        export(&self.to.db, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// The incident with this number in the log.
    pub(super) fn incident(&self, number: &str) -> Incident {
        self.read(|tx| Incident::load(tx, self.id(tx, number)).unwrap().unwrap())
    }

    pub(super) fn timeline(&self, number: &str) -> Vec<Entry> {
        self.read(|tx| timeline(tx, self.id(tx, number).cast()).unwrap())
    }

    fn id(&self, tx: &ReadTx<'_>, number: &str) -> Id<Record> {
        Book::INCIDENTS.some(tx, &[number]).unwrap()[number]
    }

    pub(super) fn read<T>(&self, f: impl Fn(&ReadTx<'_>) -> T) -> T {
        self.to.db.read(|tx| Ok::<_, db::Error>(f(tx))).unwrap()
    }

    /// Entries of work records; the chain must hold.
    pub(super) fn entries(&self) -> u64 {
        let findings = verify::verify(&self.to.db).unwrap();
        assert_eq!(findings.broken, None);
        findings.entries
    }
}

/// What an entry says of a field or fact.
pub(super) fn said<'e>(entry: &'e Entry, field: &str) -> Option<&'e str> {
    entry.values.iter().find(|value| value.field == field).and_then(|value| value.value.as_deref())
}
