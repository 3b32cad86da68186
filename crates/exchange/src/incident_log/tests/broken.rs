//! Rows that cannot be taken are told with line and reason and kept; the others are imported.

use testkit::each_engine;

use super::super::{export_to, import};
use super::made_log::{Bench, header, row, text};

const NUMBER: &str = "INC0000045";

#[test]
fn each_broken_row_is_kept_with_line_and_reason() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let bad =
            |column: &str, content: &str| row(NUMBER, "08:15", 1, "Active").with(column, content);
        let rows = [
            (row(NUMBER, "08:10", 0, "New"), ""),
            (bad("number", "?"), "the number is missing"),
            (
                bad("sys_updated_at", "31/2/2016 08:15"),
                "sys_updated_at is not d/m/yyyy hh:mm: 31/2/2016 08:15",
            ),
            (bad("sys_updated_at", "?"), "sys_updated_at is missing"),
            (bad("sys_mod_count", "-1"), "sys_mod_count is not a whole number: -1"),
            (bad("incident_state", "Somewhere"), "incident_state is not a state: Somewhere"),
            (bad("impact", "9 - Huge"), "impact is not 1 to 3: 9 - Huge"),
            (bad("urgency", "?"), "urgency is missing"),
            (bad("priority", "soon"), "priority is not 1 to 5: soon"),
            (bad("opened_at", "yesterday"), "opened_at is not d/m/yyyy hh:mm: yesterday"),
            (bad("reopen_count", "many"), "reopen_count is not a whole number: many"),
            (bad("contact_type", "Pigeon"), "contact_type is not a contact type: Pigeon"),
            (bad("caller_id", &"x".repeat(201)), "caller_id is longer than 200 characters"),
            (bad("caller_id", "a\tb"), "caller_id holds a control character"),
            (bad("caller_id", "a\0b"), "caller_id holds a control character"),
            (row(NUMBER, "08:20", 2, "Active"), ""),
        ];
        let mut bytes =
            text(&rows.iter().map(|(row, _)| row.clone()).collect::<Vec<_>>()).into_bytes();
        bytes.extend_from_slice(b"INC0000045,New\n\nINC00\xff,New\nINC0000045,\"open\n");
        bytes.extend(vec![b'a'; 100_000]);
        bytes.extend_from_slice(b"\nINC0000045");
        let report = bench.import_bytes(&bytes, &()).unwrap();
        let mut wanted: Vec<(u64, &str)> = (2..)
            .zip(rows.iter())
            .filter(|(_, (_, why))| !why.is_empty())
            .map(|(line, (_, why))| (line, *why))
            .collect();
        wanted.extend([
            (18, "2 cells instead of 36"),
            (20, "the line is not UTF-8 text"),
            (21, "a quotation mark is not closed"),
            (22, "the line is longer than 65536 bytes"),
            (23, "1 cells instead of 36"),
        ]);
        let told: Vec<(u64, &str)> =
            report.first_rejected.iter().map(|r| (r.line, r.reason.as_str())).collect();
        assert_eq!(told, wanted);
        assert_eq!((report.rows, report.rejected), (2, u64::try_from(wanted.len()).unwrap()));
        let mut kept = csv::Reader::from_path(report.rejects_file.unwrap()).unwrap();
        let kept: Vec<csv::ByteRecord> = kept.byte_records().map(Result::unwrap).collect();
        assert_eq!(kept.len(), wanted.len());
        assert_eq!((&kept[15][0], &kept[15][2]), (&b"20"[..], &b"INC00\xff,New"[..]));
    });
}

#[test]
fn a_clean_log_makes_no_file_of_rejects() {
    each_engine(|db| {
        let bench = Bench::new(db);
        assert_eq!(bench.import(&[row(NUMBER, "08:10", 0, "New")]).rejects_file, None);
        assert!(!bench.rejects().exists());
    });
}

#[test]
fn what_is_no_log_is_refused_with_a_reason() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let whole = text(&[row(NUMBER, "08:10", 0, "New")]);
        for (bytes, reason) in [
            (String::new(), "is empty"),
            ("a,b\n1,2\n".to_owned(), "names the column a, which a log does not have"),
            (header().replace(",closed_at", ""), "does not name the columns closed_at"),
            (header().replace(",closed_at", ",number"), "names the column number twice"),
        ] {
            let error = format!("{:#}", bench.import_bytes(bytes.as_bytes(), &()).unwrap_err());
            assert!(error.contains(reason), "{error}");
        }
        let packed = bench.packed(whole.as_bytes());
        let bytes = std::fs::read(&packed).unwrap();
        std::fs::write(&packed, &bytes[..bytes.len() / 2]).unwrap();
        let error = import(&bench.to, &packed, &bench.rejects(), &()).unwrap_err();
        assert!(format!("{error:#}").contains("cannot read line"), "{error:#}");
        assert_eq!(bench.entries(), 0);
    });
}

#[test]
fn a_log_may_be_packed_marked_and_in_another_order() {
    each_engine(|db| {
        let bench = Bench::new(db);
        let whole = text(&[row(NUMBER, "08:10", 0, "New"), row(NUMBER, "08:20", 1, "Active")]);
        let swapped: String = whole
            .lines()
            .map(|line| {
                let (number, rest) = line.split_once(',').unwrap();
                format!("{rest},{number}\r\n")
            })
            .collect();
        let packed = bench.packed(format!("\u{feff}{swapped}").as_bytes());
        let report = import(&bench.to, &packed, &bench.rejects(), &()).unwrap();
        assert_eq!((report.rows, report.rejected), (2, 0));
        let out = bench.directory.path().join("out.csv.gz");
        assert_eq!(export_to(db, &out).unwrap(), 2);
        let mut read = String::new();
        let mut packed = flate2::read::GzDecoder::new(std::fs::File::open(&out).unwrap());
        std::io::Read::read_to_string(&mut packed, &mut read).unwrap();
        assert_eq!(read, whole);
    });
}
