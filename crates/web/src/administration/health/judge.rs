//! What each fact means: well, to be looked at, or not well.

use super::facts::Facts;
use crate::settings::LastBackup;

/// What is to be thought of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    Well,
    Look,
    NotWell,
}

impl Verdict {
    /// The stable code.
    pub(super) fn code(self) -> &'static str {
        match self {
            Verdict::Well => "well",
            Verdict::Look => "look",
            Verdict::NotWell => "not_well",
        }
    }
}

const GIB: u64 = 1 << 30;
const HOUR: i64 = 3_600_000_000;

/// Not well from the first bound on, to be looked at from the second.
fn above<T: PartialOrd>(value: T, bad: T, odd: T) -> Verdict {
    match (value >= bad, value >= odd) {
        (true, _) => Verdict::NotWell,
        (false, true) => Verdict::Look,
        (false, false) => Verdict::Well,
    }
}

/// Whether the schema is the one this program knows.
pub(super) fn schema(facts: &Facts) -> Verdict {
    let known = desk::migrations().last().map(|step| i64::from(step.number));
    if facts.database.schema == known { Verdict::Well } else { Verdict::NotWell }
}

/// How much room there is. What cannot be told is not called well.
pub(super) fn disk(facts: &Facts) -> Verdict {
    match facts.around.disk_free {
        None => Verdict::Look,
        Some(free) if free < GIB => Verdict::NotWell,
        Some(free) if free < 5 * GIB => Verdict::Look,
        Some(_) => Verdict::Well,
    }
}

/// Whether writes get their turn.
pub(super) fn writer(facts: &Facts) -> Verdict {
    match facts.is_writer_well {
        false => Verdict::NotWell,
        true => above(facts.writes_waiting, 1_000, 100),
    }
}

/// Whether jobs are done when they are due.
pub(super) fn queue(facts: &Facts) -> Verdict {
    above(facts.jobs.oldest_due.map_or(0, |age| age.as_secs()), 3600, 300)
}

/// Whether jobs were given up or fail over and over.
pub(super) fn failing(facts: &Facts) -> Verdict {
    match (facts.jobs.dead, facts.failed.is_empty()) {
        (1.., _) => Verdict::NotWell,
        (_, false) => Verdict::Look,
        (_, true) => Verdict::Well,
    }
}

/// Whether changes are told to those who wait for them.
pub(super) fn events(facts: &Facts) -> Verdict {
    above(facts.events, 100_000, 5_000)
}

/// Whether what there is can be had again.
pub(super) fn backup(facts: &Facts) -> Verdict {
    match facts.around.backup {
        _ if facts.backup_trouble.is_some() => Verdict::NotWell,
        LastBackup::Elsewhere => Verdict::Look,
        LastBackup::Never | LastBackup::Unreadable => Verdict::NotWell,
        LastBackup::At(at) => {
            let age = facts.now.micros().saturating_sub(at.micros());
            above(age, 72 * HOUR, 26 * HOUR)
        }
    }
}

/// Whether node and database agree on the time.
pub(super) fn clocks(facts: &Facts) -> Verdict {
    above(facts.skew.map_or(0, i64::unsigned_abs), 30_000_000, 1_000_000)
}
