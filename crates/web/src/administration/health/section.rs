//! What the page says, section by section.

use std::time::Duration;

use desk::due::clock::Clock;
use jobs::FailedJob;

use super::JOBS;
use super::check::{CHECKS, Check, overall};
use super::facts::Facts;
use super::jobs::called;
use super::judge::Verdict;
use crate::i18n::{Arg, Translator};
use crate::page::{Badge, Cell, Link, Section, SectionRow, Tone, VerbForm};
use crate::settings::LastBackup;
use crate::work::Reader;
use crate::work::organs::files::size;

/// The whole in one sentence.
pub(super) fn lead(t: &Translator, facts: &Facts) -> String {
    t.text_of("health-overall", overall(facts).code())
}

pub(super) fn all(reader: &Reader, facts: &Facts) -> Vec<Section> {
    vec![
        checks(reader, facts),
        failed(reader, facts),
        waiting(reader, facts),
        figures(reader, facts),
    ]
}

/// What is judged: how it stands, what to think of it, and what to do.
fn checks(reader: &Reader, facts: &Facts) -> Section {
    let t = &reader.t;
    let row = |check: &Check| {
        let verdict = check.verdict(facts);
        let badge = Badge::new(t.text_of("health-verdict", verdict.code()), tone(verdict));
        let mut cells = vec![Cell::Badge(badge), stands(reader, facts, check.code)];
        if verdict != Verdict::Well {
            cells.push(Cell::Text(t.text_of("health-remedy", check.code)));
        }
        row(t.text_of("health-check", check.code), cells)
    };
    Section {
        anchor: "checks",
        heading: t.text("health-checks"),
        rows: CHECKS.iter().map(row).collect(),
        ..Section::default()
    }
}

fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Well => Tone::Success,
        Verdict::Look => Tone::Warning,
        Verdict::NotWell => Tone::Danger,
    }
}

fn row(label: String, cells: Vec<Cell>) -> SectionRow {
    SectionRow { link: Link::new("", label), cells, forms: Vec::new() }
}

/// How something stands that is judged.
fn stands(reader: &Reader, facts: &Facts, check: &str) -> Cell {
    let t = &reader.t;
    let count = |key: &str, count: i64| t.text_with(key, &[("count", Arg::Number(count))]);
    Cell::Text(match check {
        "schema" => count("health-schema", facts.database.schema.unwrap_or_default()),
        "writer" => count("health-waiting", facts.writes_waiting),
        "disk" => match facts.around.disk_free {
            None => t.text("health-unknown"),
            Some(free) => t.text_with("health-free", &[("size", size(t, free).as_str().into())]),
        },
        "backup" => match (&facts.backup_trouble, facts.around.backup) {
            (Some(why), _) => t.text_with("health-backup-failed", &[("reason", Arg::Text(why))]),
            (None, LastBackup::At(at)) => return Cell::Time(reader.stamp(at)),
            (None, LastBackup::Elsewhere) => t.text("health-backup-elsewhere"),
            (None, LastBackup::Never) => t.text("health-backup-never"),
            (None, LastBackup::Unreadable) => t.text("health-unknown"),
        },
        "queue" => count("health-jobs-waiting", facts.jobs.queued),
        "failing" => count("health-jobs-dead", facts.jobs.dead),
        "events" => count("health-events", facts.events),
        _ => match facts.skew {
            None => t.text("health-one-clock"),
            Some(skew) => time(t, Duration::from_micros(skew.unsigned_abs())),
        },
    })
}

/// What there is to know, without a judgement.
fn figures(reader: &Reader, facts: &Facts) -> Section {
    let t = &reader.t;
    let engine = format!("{} {}", facts.engine, facts.database.version);
    let written = [
        ("writes", Arg::Number(i64::try_from(facts.throughput.writes).unwrap_or(i64::MAX))),
        ("commits", Arg::Number(i64::try_from(facts.throughput.commits).unwrap_or(i64::MAX))),
    ];
    let oldest = facts.jobs.oldest_due.map_or_else(|| t.text("health-none"), |age| time(t, age));
    let words = [
        ("version", facts.version.to_owned()),
        ("engine", engine),
        ("size", size(t, facts.database.size)),
        ("uptime", time(t, facts.uptime())),
        ("written", t.text_with("health-written", &written)),
        ("longest-wait", time(t, facts.longest_wait)),
        ("running", facts.jobs.running.to_string()),
        ("oldest", oldest),
    ];
    let row = |(code, words): (&str, String)| {
        row(t.text_of("health-figure", code), vec![Cell::Text(words)])
    };
    Section {
        anchor: "figures",
        heading: t.text("health-figures"),
        rows: words.into_iter().map(row).collect(),
        ..Section::default()
    }
}

/// What waits for a time, how much of it is late, and the list of all background work.
fn waiting(reader: &Reader, facts: &Facts) -> Section {
    let t = &reader.t;
    let count = |key: &str, count: i64| t.text_with(key, &[("count", Arg::Number(count))]);
    let row_of = |(code, waits): &Clock| {
        let mut cells = vec![Cell::Text(count("health-clock-waiting", waits.waiting))];
        if waits.late > 0 {
            let age = time(t, waits.oldest_late.unwrap_or_default());
            let args = [("count", Arg::Number(waits.late)), ("age", Arg::Text(&age))];
            let late = t.text_with("health-clock-late", &args);
            cells.push(Cell::Badge(Badge::new(late, Tone::Warning)));
        }
        row(t.text_of("health-clock", code), cells)
    };
    let mut rows: Vec<SectionRow> = facts.waiting.iter().map(row_of).collect();
    rows.push(SectionRow {
        link: Link::new(JOBS, t.text("health-all-jobs")),
        cells: vec![Cell::Text(count("health-jobs-waiting", facts.jobs.queued))],
        forms: Vec::new(),
    });
    Section { anchor: "waiting", heading: t.text("health-clocks"), rows, ..Section::default() }
}

/// Work that failed, why, and what can be done with it.
fn failed(reader: &Reader, facts: &Facts) -> Section {
    let t = &reader.t;
    let none = facts.failed.is_empty();
    Section {
        anchor: "jobs",
        heading: t.text("health-failed"),
        count: if none { String::new() } else { facts.failed.len().to_string() },
        lead: t.text(if none { "health-none-failed" } else { "health-failed-lead" }),
        rows: facts.failed.iter().map(|job| of_job(reader, job)).collect(),
        ..Section::default()
    }
}

fn of_job(reader: &Reader, job: &FailedJob) -> SectionRow {
    let t = &reader.t;
    let tried = [("count", Arg::Number(job.attempts))];
    let state = match job.given_up_at {
        Some(_) => Badge::new(t.text("health-given-up"), Tone::Danger),
        None => Badge::new(t.text("health-again"), Tone::Warning),
    };
    let at = Cell::Time(reader.stamp(job.given_up_at.unwrap_or(job.run_at)));
    let path = |verb: &str| format!("{JOBS}/{}/{verb}", job.id);
    let form = |verb: &str| {
        VerbForm::button(&format!("{verb}-{}", job.id), path(verb), t.text_of("health-verb", verb))
    };
    let forms = match job.given_up_at {
        Some(_) => vec![form("retry"), VerbForm { danger: true, ..form("discard") }],
        None => Vec::new(),
    };
    SectionRow {
        link: Link::new("", called(t, &job.queue)),
        cells: vec![
            Cell::Badge(state),
            at,
            Cell::Text(t.text_with("health-tried", &tried)),
            Cell::text(job.last_error.clone()),
        ],
        forms,
    }
}

/// A length of time in the largest unit that tells it.
fn time(t: &Translator, time: Duration) -> String {
    let seconds = time.as_secs();
    let (key, count) = match seconds {
        0 => ("health-time-ms", u64::try_from(time.as_millis()).unwrap_or(u64::MAX)),
        1..120 => ("health-time-seconds", seconds),
        120..7_200 => ("health-time-minutes", seconds / 60),
        7_200..172_800 => ("health-time-hours", seconds / 3_600),
        _ => ("health-time-days", seconds / 86_400),
    };
    t.text_with(key, &[("count", Arg::Number(i64::try_from(count).unwrap_or(i64::MAX)))])
}
