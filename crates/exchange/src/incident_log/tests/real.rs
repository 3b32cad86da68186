//! A year of a real service desk: the incident log of the UCI Machine Learning Repository (498).

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use testkit::{Database, Engine};

use super::super::import;
use super::made_log::Bench;

/// Where large data lies.
const DATA: &str = "MAINSTAY_DATA";
/// Set it to go through the whole log; without optimisation that takes minutes.
const WHOLE: &str = "MAINSTAY_WHOLE_LOG";
/// Incidents of the log's beginning otherwise.
const BEGINNING: usize = 1_500;

fn log() -> Option<String> {
    let base = std::env::var_os(DATA).map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let path = base.join("incident-log/incident_event_log.csv.gz");
    let Ok(file) = std::fs::File::open(&path) else {
        println!("NOT TESTED: no {}; {DATA} names the directory of the data", path.display());
        return None;
    };
    let mut text = String::new();
    GzDecoder::new(file).read_to_string(&mut text).unwrap();
    Some(text)
}

/// The first incidents of a log whose rows stand together.
fn beginning(text: &str, incidents: usize) -> String {
    let mut seen = 0;
    let mut last = "";
    let lines = text.split_inclusive('\n').take_while(|line| {
        let number = line.split(',').next().unwrap();
        seen += usize::from(number != last);
        last = number;
        // The first line names the columns.
        seen <= incidents + 1
    });
    lines.collect()
}

/// The rows by what tells them apart.
fn by_identity(text: &str) -> HashMap<(&str, &str, &str), &str> {
    text.lines()
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            ((cells[0], cells[13], cells[5]), line)
        })
        .collect()
}

#[test]
fn the_log_comes_back_row_by_row_and_its_figures_hold() {
    let Some(text) = log() else { return };
    let whole = std::env::var_os(WHOLE).is_some();
    let text = if whole { text } else { beginning(&text, BEGINNING) };
    let database = Database::migrated(Engine::Sqlite);
    let bench = Bench::new(&database);
    let packed = bench.packed(text.as_bytes());
    let report = import(&bench.to, &packed, &bench.rejects(), &()).unwrap();
    assert_eq!(report.rejected, 0, "{:?}", report.first_rejected);
    assert_eq!(usize::try_from(report.rows).unwrap(), text.lines().count() - 1);
    if whole {
        figures_hold(&report);
    }
    let written = bench.export();
    let (then, now) = (by_identity(&text), by_identity(&written));
    assert_eq!(then.len(), text.lines().count());
    assert_eq!(written.lines().count(), text.lines().count());
    for (identity, line) in then {
        assert_eq!(now.get(&identity), Some(&line));
    }
    let entries = bench.entries();
    let again = import(&bench.to, &packed, &bench.rejects(), &()).unwrap();
    assert_eq!((again.added_rows, again.figures, bench.entries()), (0, report.figures, entries));
}

/// What the folder of the data says about it.
fn figures_hold(report: &super::super::Report) {
    let figures = &report.figures;
    let of = |pairs: &[(&str, u64)]| -> BTreeMap<String, u64> {
        pairs.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
    };
    assert_eq!((report.rows, report.incidents), (141_712, 24_918));
    assert_eq!(figures.final_state, of(&[("closed", 24_918)]));
    assert_eq!(
        figures.final_priority,
        of(&[("1", 270), ("2", 408), ("3", 23_466), ("4", 774), ("5", 0)])
    );
    assert_eq!(
        figures.final_channel,
        of(&[("phone", 24_688), ("portal", 158), ("email", 59), ("ivr", 9), ("direct", 4)])
    );
    assert_eq!(
        figures.row_states,
        of(&[
            ("Active", 38_716),
            ("New", 36_407),
            ("Resolved", 25_751),
            ("Closed", 24_985),
            ("Awaiting User Info", 14_642),
            ("Awaiting Vendor", 707),
            ("Awaiting Problem", 461),
            ("Awaiting Evidence", 38),
            ("-100", 5),
        ])
    );
    assert_eq!((figures.reassigned, figures.reopened), (11_369, 275));
    assert_eq!((figures.reassigned_timeline, figures.reopened_timeline), (9_224, 276));
    let differing: u64 = figures.differences.iter().map(|d| d.incidents).sum();
    assert_eq!(differing, 2_145 + 1, "each difference has a cause");
    assert_eq!(figures.unknown_state_rows, 5);
    let names = &report.names;
    let named = ["caller_id", "assignment_group", "assigned_to", "location", "closed_code"];
    assert_eq!(named.map(|name| names[name]), [5_244, 78, 234, 224, 17]);
}
