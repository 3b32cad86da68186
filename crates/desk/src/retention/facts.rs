//! What of an entry goes when the time of its record is over, and what stays.

use crate::custom::Catalogue;
use crate::people::Person;
use crate::{assignment, bulk, custody, family, journal, link, satisfaction, watch};
use db::Id;

/// Facts that stay: what the program itself goes by, references, and what is counted. Any other goes,
/// so that one nobody thought of here is not kept by mistake.
const STAY: &[&str] = &[
    journal::ERASED,
    custody::WITHDRAWN,
    link::FACT,
    watch::FACT,
    bulk::FACT,
    family::FACT,
    satisfaction::SURVEY,
    assignment::FACT,
    assignment::FACT_RULE,
    assignment::FACT_HOW,
    "record",
    "repeat",
    "file",
    "file_media",
    "file_size",
    "internal_file",
    "internal_file_media",
    "internal_file_size",
    "effort",
    "effort.person",
    "effort.spent_on",
    "effort.minutes",
    "effort.billable",
    "effort.cost",
    "source.row",
    "source.state",
    "source.closed_at",
    "source.irregular",
];

/// Fields of a task that hold texts; it has no catalogue.
const OF_TASK: &[&str] = &["title", "description", "reason"];

/// Whether a value of a record's history goes: texts people wrote, in a field or beside one. What the
/// program itself gives as a reason is a code.
pub(super) fn goes(catalogue: &Catalogue, code: &str, actor: Option<Id<Person>>) -> bool {
    match catalogue.ever(code) {
        Some(field) => field.says_what_it_is_about(),
        None if code == "reason" => actor != Some(Person::SYSTEM),
        None => !STAY.contains(&code),
    }
}

/// Whether a value of a task's history goes.
pub(super) fn goes_of_task(code: &str, actor: Option<Id<Person>>) -> bool {
    OF_TASK.contains(&code) && (code != "reason" || actor != Some(Person::SYSTEM))
}
