//! Files of settings as somebody mistypes them.

use std::path::Path;

use fuzz::{Kept, fuzz};

use super::{Faults, file, read};

const WORDS: &[&str] = &[
    "data",
    "listen",
    "database",
    "[files]\n",
    "[api]\n",
    "[tls]\n",
    "[log]\n",
    "[[x]]\n",
    "size",
    "rate",
    "level",
    " = ",
    "\"127.0.0.1:8080\"",
    "\"100MiB\"",
    "\"postgres://u:p@h/d\"",
    "true",
    "[\"a\", \"b\"]",
    "{ a = 1 }",
    "\"\"\"",
    "'",
    "# ",
    "\n",
    "\r\n",
    "1979-05-27",
    "0x10",
    "inf",
    "nan",
    "s3.secret_access_key",
    "lisen",
    "7d,4w,12m",
    "02:30",
    "10s",
    "2min",
];

/// The secret that stands in every file, where it is no setting's value.
const SECRET: &str = "hunter2hunter2";

/// What is wrong is told with a line that the file has, and never with what may be a secret.
#[test]
fn settings() {
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "settings")
        .and("listen = \"127.0.0.1:8080\"\n[files]\nsize = \"100MiB\"\n[s3]\nsecret_access_key = \"hunter2hunter2\"\n")
        .and("database = [\"hunter2hunter2\"]\ntrusted_proxies = \"10.0.0.0/8\"\nhunter = 'hunter2hunter2'\n");
    fuzz(&kept, WORDS, |input| {
        let text = String::from_utf8_lossy(input);
        let mut faults = Faults::default();
        let found = file::understand(Path::new("f.toml"), &text, &mut faults).found;
        let lines = text.lines().count().max(1);
        for told in faults.told() {
            let line =
                told.split_once("f.toml, line ").and_then(|(_, rest)| rest.split(':').next());
            let line: Option<usize> = line.and_then(|line| line.parse().ok());
            assert!(line.is_some_and(|line| (1..=lines + 1).contains(&line)), "{told} of {lines}");
            assert!(!told.contains(SECRET) || names_a_key(&text), "{told}");
        }
        (found.len(), faults.told().len().min(5))
    });
}

/// Whether the secret stands where a name stands; names are told.
fn names_a_key(text: &str) -> bool {
    let keys = text.lines().filter_map(|line| line.split('=').next());
    let key = |line: &str| line.trim_start_matches(['[', ' ', '"', '\'']).contains("hunter");
    keys.into_iter().any(key) || text.contains('{')
}

/// Lengths of time, sizes, addresses, networks and rules of keeping: taken within bounds, or refused
/// with an example.
#[test]
fn values() {
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "values");
    let kept = kept
        .and("100MiB")
        .and("10s")
        .and("127.0.0.1:8080")
        .and("10.0.0.0/8")
        .and("7d,4w,12m")
        .and("02:30");
    fuzz(&kept, WORDS, |input| {
        let text = String::from_utf8_lossy(input);
        let time = read::time(&text);
        assert!(time.as_ref().map_or(true, |time| time.as_secs() <= 24 * 3600));
        let size = read::size(&text);
        assert!(size.as_ref().map_or(true, |size| *size > 0));
        let refused = [
            time.err(),
            size.err(),
            read::listen(&text).err(),
            read::network(&text).err(),
            read::keep(&text).err(),
            read::time_of_day(&text).err(),
            read::level(&text).err(),
            read::traces(&text).err(),
            read::origin(&text).err(),
            read::database(&text).err(),
        ];
        assert!(refused.iter().flatten().all(|why| !why.is_empty()));
        refused.map(|why| why.is_none())
    });
}
