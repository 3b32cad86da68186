//! Where the log's own counters and its timeline disagree, and why.

use std::collections::BTreeMap;

use super::column::Column;
use super::figures::Told;
use super::label::Labels;
use super::log::Case;
use super::row::{self, Row};

/// Incidents on which a figure of the log and of the timeline disagree for the same cause.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Difference {
    /// `reassigned` or `reopened`.
    pub figure: &'static str,
    /// A stable code.
    pub cause: &'static str,
    /// The cause in words.
    pub explanation: &'static str,
    /// How many incidents.
    pub incidents: u64,
    /// Their numbers in the log.
    pub numbers: Vec<String>,
}

/// A stable code and what it means.
pub(super) type Cause = (&'static str, &'static str);

const BY_WAY_OF_NONE: Cause = (
    "by_way_of_no_team",
    "the team was taken away first and another one came later, which is no change from one named team to another",
);
const TAKEN_AWAY: Cause =
    ("team_taken_away", "the log counts that its team was taken away, and no other team followed");
const FIRST_TEAM: Cause = ("first_team", "the log counts the first team it was given to");
const BEFORE: Cause = (
    "before_the_log",
    "the counter was above 0 in the first row: it happened before the log begins",
);
const NO_CHANGE: Cause =
    ("no_change_shown", "the counter rises although no row shows a change: the log left rows out");
const OUT_OF_ORDER: Cause = (
    "out_of_order",
    "rows stood in another order in the log; put in the order of their times they show a change the counter does not know",
);
const NOT_COUNTED: Cause =
    ("not_counted", "the rows show a change the counter of the log does not know");

/// Differences by figure and cause.
#[derive(Debug, Default)]
pub(super) struct Differences(BTreeMap<(&'static str, Cause), Vec<String>>);

impl Differences {
    pub(super) fn add(&mut self, figure: &'static str, cause: Cause, number: &str) {
        self.0.entry((figure, cause)).or_default().push(number.to_owned());
    }

    pub(super) fn list(self) -> Vec<Difference> {
        let one =
            |((figure, (cause, explanation)), numbers): ((_, Cause), Vec<String>)| Difference {
                figure,
                cause,
                explanation,
                incidents: u64::try_from(numbers.len()).unwrap_or(0),
                numbers,
            };
        self.0.into_iter().map(one).collect()
    }
}

/// Why log and timeline disagree on whether it went from team to team.
pub(super) fn of_teams(labels: &Labels, case: &Case, told: &Told, counted: bool) -> Cause {
    if !counted {
        return not_counted(told);
    }
    if told.by_way_of_none {
        return BY_WAY_OF_NONE;
    }
    let team = |row: &Row| labels.said(row.cell(Column::TEAM));
    let count = |row: &Row| row::whole(labels.text(row.cell(Column::REASSIGNED))).unwrap_or(0);
    let rises = || {
        case.rows.windows(2).filter_map(|pair| match pair {
            [a, b] if count(b) > count(a) => Some((team(a), team(b))),
            _ => None,
        })
    };
    if rises().any(|(a, b)| a.is_some() && b.is_none()) {
        TAKEN_AWAY
    } else if rises().any(|(a, b)| a.is_none() && b.is_some()) {
        FIRST_TEAM
    } else if case.rows.first().is_some_and(|row| count(row) > 0) {
        BEFORE
    } else {
        NO_CHANGE
    }
}

/// Why log and timeline disagree on whether it was opened again.
pub(super) fn of_states(labels: &Labels, case: &Case, told: &Told, counted: bool) -> Cause {
    if !counted {
        return not_counted(told);
    }
    let first = case.rows.first().map(|row| labels.text(row.cell(Column::REOPENED)));
    if first.and_then(row::whole).is_some_and(|count| count > 0) { BEFORE } else { NO_CHANGE }
}

fn not_counted(told: &Told) -> Cause {
    if told.out_of_order { OUT_OF_ORDER } else { NOT_COUNTED }
}
