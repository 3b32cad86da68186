//! Everything that is judged, one row each. Page and API both come from here.

use super::facts::Facts;
use super::judge::{self, Verdict};

/// Something that is judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Check {
    /// Its stable code.
    pub(super) code: &'static str,
    judge: fn(&Facts) -> Verdict,
}

/// In the order in which they are told.
pub(super) const CHECKS: [Check; 8] = [
    Check { code: "schema", judge: judge::schema },
    Check { code: "writer", judge: judge::writer },
    Check { code: "disk", judge: judge::disk },
    Check { code: "backup", judge: judge::backup },
    Check { code: "queue", judge: judge::queue },
    Check { code: "failing", judge: judge::failing },
    Check { code: "events", judge: judge::events },
    Check { code: "clocks", judge: judge::clocks },
];

impl Check {
    pub(super) fn verdict(&self, facts: &Facts) -> Verdict {
        (self.judge)(facts)
    }
}

/// The worst of them all.
pub(super) fn overall(facts: &Facts) -> Verdict {
    CHECKS.iter().map(|check| check.verdict(facts)).max().unwrap_or(Verdict::Well)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use db::{Standing, Throughput, Timestamp};
    use jobs::Status;

    use super::*;
    use crate::settings::{LastBackup, Surroundings};

    fn well() -> Facts {
        let now = Timestamp::from_micros(1_800_000_000_000_000);
        let known = desk::migrations().last().map(|step| i64::from(step.number));
        Facts {
            version: "1",
            engine: "SQLite",
            database: Standing { version: "3".to_owned(), schema: known, size: 1, now: None },
            started: now,
            now,
            around: Surroundings { disk_free: Some(1 << 40), backup: LastBackup::At(now) },
            throughput: Throughput { writes: 1, commits: 1 },
            is_writer_well: true,
            writes_waiting: 0,
            longest_wait: Duration::ZERO,
            skew: Some(0),
            jobs: Status::default(),
            waiting: Vec::new(),
            events: 0,
            backup_trouble: None,
            failed: Vec::new(),
        }
    }

    fn told(facts: &Facts, code: &str) -> Verdict {
        CHECKS.iter().find(|check| check.code == code).unwrap().verdict(facts)
    }

    /// What is looked at, what is said of it, and what makes it so.
    type Case = (&'static str, Verdict, fn(&mut Facts));

    #[test]
    fn each_trouble_is_told_where_it_is_and_nowhere_else() {
        assert_eq!(overall(&well()), Verdict::Well);
        let cases: [Case; 12] = [
            ("schema", Verdict::NotWell, |f| f.database.schema = Some(1)),
            ("writer", Verdict::NotWell, |f| f.is_writer_well = false),
            ("writer", Verdict::Look, |f| f.writes_waiting = 100),
            ("disk", Verdict::Look, |f| f.around.disk_free = None),
            ("disk", Verdict::NotWell, |f| f.around.disk_free = Some(1 << 20)),
            ("backup", Verdict::Look, |f| f.around.backup = LastBackup::Elsewhere),
            ("backup", Verdict::NotWell, |f| f.around.backup = LastBackup::Never),
            ("queue", Verdict::Look, |f| f.jobs.oldest_due = Some(Duration::from_secs(400))),
            ("failing", Verdict::NotWell, |f| f.jobs.dead = 1),
            ("events", Verdict::Look, |f| f.events = 5_000),
            ("clocks", Verdict::Look, |f| f.skew = Some(-2_000_000)),
            ("clocks", Verdict::NotWell, |f| f.skew = Some(31_000_000)),
        ];
        for (code, verdict, spoil) in cases {
            let mut facts = well();
            spoil(&mut facts);
            assert_eq!(told(&facts, code), verdict, "{code}");
            assert_eq!(overall(&facts), verdict, "{code}");
            for other in CHECKS.iter().filter(|other| other.code != code) {
                assert_eq!(other.verdict(&facts), Verdict::Well, "{code} and {}", other.code);
            }
        }
    }

    #[test]
    fn a_backup_that_failed_is_told_as_such_and_among_what_was_given_up() {
        let mut facts = well();
        // The one is a row of the other.
        (facts.backup_trouble, facts.jobs.dead) = (Some("full".to_owned()), 1);
        for check in &CHECKS {
            let told = match check.code {
                "backup" | "failing" => Verdict::NotWell,
                _ => Verdict::Well,
            };
            assert_eq!(check.verdict(&facts), told, "{}", check.code);
        }
        facts.jobs.dead = 0;
        assert_eq!(told(&facts, "backup"), Verdict::NotWell);
    }

    #[test]
    fn a_backup_grows_old() {
        let mut facts = well();
        for (hours, verdict) in [(25, Verdict::Well), (27, Verdict::Look), (73, Verdict::NotWell)] {
            let at = facts.now.micros() - hours * 3_600_000_000;
            facts.around.backup = LastBackup::At(Timestamp::from_micros(at));
            assert_eq!(told(&facts, "backup"), verdict, "{hours} hours");
        }
    }
}
