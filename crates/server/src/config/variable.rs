//! Variables that look like settings and are none.
//!
//! One that can only be a slip of the hand is refused, as a mistyped key of a file is: it silently does not
//! hold. Others are told only: the beginning of their name may be somebody else's choice, and a refusal
//! stops every command. What Kubernetes makes for services and what our workshop uses is nobody's mistake
//! and is passed over.

use super::nearest::ALIKE;
use super::table::TABLE;
use super::{Environment, FILE};

/// What all variables of this program begin with.
const OURS: &str = "MAINSTAY_";

/// Names after [`OURS`] that tests, builds and journeys use.
const WORKSHOP: &[&str] =
    &["ASSETS_DIR", "BIN", "CHROMIUM", "FILTER_CASES", "JOURNEYS_ON", "PG_BIN", "WHOLE_LOG"];
/// Beginnings of such names.
const WORKSHOP_BEGINS: &[&str] = &["TEST_", "FUZZ_"];

/// So many letters may be wrong at most for a name of so many to be a slip, from the longest on: short words
/// lie close together (DATA and DATE, KEYS and KEY).
const SLIPS: &[(usize, usize)] = &[(10, 2), (6, 1)];

/// A variable that says nothing.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unknown {
    /// As it is written.
    pub(super) name: String,
    /// The variable that may be meant.
    pub(super) meant: Option<String>,
    /// Whether it is so like that one that nothing else can be meant.
    pub(super) is_slip: bool,
}

impl Unknown {
    /// What is told of it, in the words of a mistyped key.
    pub(super) fn told(&self) -> String {
        let meant = self.meant.as_ref().map(|meant| format!("; did you mean {meant}?"));
        format!("no such setting{}", meant.unwrap_or_default())
    }
}

/// The variables that look like settings and are none; one without a value is not set.
pub(super) fn unknown(environment: &Environment) -> Vec<Unknown> {
    let mut known: Vec<String> = TABLE.iter().map(|entry| entry.about().variable()).collect();
    known.push(FILE.to_owned());
    let set = environment.iter().filter(|(_, text)| !text.trim().is_empty());
    set.filter_map(|(name, _)| judged(name, &known)).collect()
}

fn judged(name: &str, known: &[String]) -> Option<Unknown> {
    let upper = name.to_ascii_uppercase();
    let own = upper.strip_prefix(OURS)?;
    if known.iter().any(|known| known == name) || is_of_others(own) {
        return None;
    }
    let short = |known: &str| known.strip_prefix(OURS).unwrap_or_default().to_owned();
    let likeness = |known: &str| strsim::normalized_damerau_levenshtein(own, &short(known));
    let near = known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let near = near.filter(|near| likeness(near) >= ALIKE);
    let slips = known.iter().filter(|known| is_slip(own, &short(known)));
    let slip = slips.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    // MAINSTAY_DATABASE_URL, MAINSTAY_TLS_CERT.
    let begun = known.iter().filter(|k| begins(own, &short(k)) || begins(&short(k), own));
    let begun = begun.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let meant = slip.or(near).or(begun).cloned();
    Some(Unknown { name: name.to_owned(), meant, is_slip: slip.is_some() })
}

/// Whether a name can only be meant for this one. Where one goes on after the other it may be another word:
/// BACKUP and BACKUPS.
fn is_slip(own: &str, known: &str) -> bool {
    let letters = known.chars().count();
    let most = SLIPS.iter().find(|(from, _)| letters >= *from).map_or(0, |(_, most)| *most);
    let goes_on = own != known && (own.starts_with(known) || known.starts_with(own));
    !goes_on && strsim::damerau_levenshtein(own, known) <= most
}

/// Whether a name goes on after another.
fn begins(long: &str, short: &str) -> bool {
    short.len() > 3 && long.starts_with(short)
}

/// Whether a name after [`OURS`] is made by others: for a service called mainstay, or mainstay-database,
/// Kubernetes makes such variables in every container.
fn is_of_others(own: &str) -> bool {
    let of_kubernetes = own.split('_').any(|part| part == "PORT")
        || own.starts_with("SERVICE_")
        || own.contains("_SERVICE_");
    of_kubernetes
        || WORKSHOP.contains(&own)
        || WORKSHOP_BEGINS.iter().any(|begin| own.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(names: &[&str]) -> Vec<(String, Option<String>, bool)> {
        let set = names.iter().map(|name| ((*name).to_owned(), "x".to_owned()));
        let told = unknown(&set.collect());
        told.into_iter().map(|one| (one.name, one.meant, one.is_slip)).collect()
    }

    #[test]
    fn a_slip_names_what_is_meant_and_so_does_what_only_begins_alike() {
        for (name, meant, is_slip) in [
            ("MAINSTAY_LISEN", Some("MAINSTAY_LISTEN"), true),
            ("MAINSTAY_listen", Some("MAINSTAY_LISTEN"), true),
            ("mainstay_listen", Some("MAINSTAY_LISTEN"), true),
            ("MAINSTAY_FILES_SIZE", Some("MAINSTAY_FILE_SIZE"), true),
            ("MAINSTAY_FILES_OF_RECROD", Some("MAINSTAY_FILES_OF_RECORD"), true),
            ("MAINSTAY_TRUSTED_PROXY", Some("MAINSTAY_TRUSTED_PROXIES"), false),
            ("MAINSTAY_Jobs", Some("MAINSTAY_JOBS"), true),
            ("MAINSTAY_JOB", Some("MAINSTAY_JOBS"), false),
            ("MAINSTAY_CONFG", Some("MAINSTAY_CONFIG"), true),
            ("MAINSTAY_DATABASE_URL", Some("MAINSTAY_DATABASE"), false),
            ("MAINSTAY_TLS_CERT", Some("MAINSTAY_TLS_CERTIFICATE"), false),
            ("MAINSTAY_WEATHER", None, false),
        ] {
            let meant = meant.map(str::to_owned);
            assert_eq!(told(&[name]), [(name.to_owned(), meant, is_slip)], "{name}");
        }
    }

    #[test]
    fn what_may_be_a_word_of_its_own_stops_nobody() {
        let others =
            ["DATE", "KEY", "FILE", "BACKUP", "BACKUP_KEY", "BACKUP_TO", "DATA2", "API_BASE"];
        for other in others.map(|other| format!("{OURS}{other}")) {
            let told = told(&[&other]);
            assert!(told.iter().all(|(_, _, is_slip)| !is_slip), "{told:?}");
            assert_eq!(told.len(), 1, "{other} is told");
        }
    }

    #[test]
    fn settings_and_what_others_make_are_passed_over() {
        let names = [
            "PATH",
            "MAINSTAY_LISTEN",
            "MAINSTAY_CONFIG",
            "MAINSTAY_PORT",
            "MAINSTAY_PORT_8080_TCP_ADDR",
            "MAINSTAY_SERVICE_HOST",
            "MAINSTAY_SERVICE_PORT_HTTP",
            "MAINSTAY_DATABASE_SERVICE_HOST",
            "MAINSTAY_DATABASE_PORT_5432_TCP",
            "MAINSTAY_TEST_POSTGRES",
            "MAINSTAY_JOURNEYS_ON",
            "MAINSTAY_BIN",
        ];
        assert_eq!(told(&names), []);
        let empty = [("MAINSTAY_LISEN".to_owned(), " ".to_owned())];
        assert_eq!(unknown(&empty.into_iter().collect()), []);
    }
}
