//! Who is told of what, one row a rule.

use crate::satisfaction;

/// Somebody whom what happens may concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    /// For whom it was opened.
    Requester,
    /// Who opened it.
    Opener,
    /// Who works on it.
    Assignee,
    /// Who stands in for whoever works on it and is away.
    StandIn,
    /// Everybody of the team that answers for it, while nobody has it.
    Team,
    /// Those who watch it.
    Watchers,
    /// Whom it was escalated to.
    Escalated,
    /// Those whom a text names with an @.
    Mentioned,
    /// Whoever asked for it, or set it up.
    Themself,
}

/// What must have happened for a rule to apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// A text names somebody.
    Names,
    /// It sets this field of a record or a task to something.
    Sets(&'static str),
    /// It says how satisfied whoever asked for the record is.
    Rates,
    /// It says something for everybody who may read the record.
    Comments,
    /// It says something for the inside.
    Notes,
    /// It ends work that was still to be done.
    Ends,
    /// There is work to do again on what had ended.
    Reopens,
    /// The program ends a wait whose time has come.
    Resumes,
    /// Two records become one.
    Merges,
    /// It moves the record from one state to another.
    Moves,
    /// It is in no history: a moment has come, or a plan has failed.
    Comes,
}

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its stable code; the words are `notified-CODE` and `rule-CODE` in the locales.
    pub code: &'static str,
    /// When it applies.
    pub cause: Cause,
    /// Who is told.
    pub tells: &'static [Party],
    /// Whether it holds for whoever has chosen nothing.
    pub usual: bool,
}

const fn on(code: &'static str, cause: Cause, tells: &'static [Party]) -> Rule {
    Rule { code, cause, tells, usual: true }
}

const fn off(code: &'static str, cause: Cause, tells: &'static [Party]) -> Rule {
    Rule { code, cause, tells, usual: false }
}

/// Everybody on a record but those of its team.
const ALL: &[Party] = &[Party::Requester, Party::Opener, Party::Assignee, Party::Watchers];

/// A reminder that has come.
pub(crate) const REMINDED: &Rule = &on("reminded", Cause::Comes, &[Party::Themself]);
/// A task whose time has come.
pub(crate) const TASK_DUE: &Rule =
    &on("task_due", Cause::Comes, &[Party::Assignee, Party::StandIn]);
/// What comes round could not be opened.
pub(crate) const RECURRENCE_FAILED: &Rule =
    &on("recurrence_failed", Cause::Comes, &[Party::Themself]);

/// The code of the rule for teams: who is told by it is looked up the other way round.
pub(super) const TEAM_RULE: &str = "team_assigned";

/// The rules, the strongest first: who is told by several is told by the first of them that they
/// want. Nobody is told of what they did themselves.
pub const RULES: &[Rule] = &[
    *REMINDED,
    *TASK_DUE,
    on("mentioned", Cause::Names, &[Party::Mentioned]),
    on("assigned", Cause::Sets("assignee"), &[Party::Assignee]),
    on("stand_in", Cause::Sets("assignee"), &[Party::StandIn]),
    on("escalated", Cause::Sets("escalated_to"), &[Party::Escalated]),
    *RECURRENCE_FAILED,
    on("reopened", Cause::Reopens, &[Party::Assignee, Party::Watchers]),
    on("survey", Cause::Sets(satisfaction::SURVEY), &[Party::Requester]),
    on("ended", Cause::Ends, &[Party::Requester, Party::Opener, Party::Watchers]),
    on("merged", Cause::Merges, ALL),
    on("resumed", Cause::Resumes, &[Party::Assignee]),
    on("commented", Cause::Comments, ALL),
    on("rated", Cause::Rates, &[Party::Assignee, Party::Watchers]),
    on("opened_for", Cause::Sets("requester"), &[Party::Requester]),
    on("noted", Cause::Notes, &[Party::Assignee, Party::Watchers]),
    off(TEAM_RULE, Cause::Sets("team"), &[Party::Team]),
    off("moved", Cause::Moves, ALL),
];

impl Rule {
    /// Its place among the rules: the strongest has the lowest. The last for a code of a newer program.
    pub(super) fn rank(code: &str) -> usize {
        RULES.iter().position(|rule| rule.code == code).unwrap_or(RULES.len())
    }

    /// The rule with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<&'static Rule> {
        RULES.iter().find(|rule| rule.code == code)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_is_one_of_a_kind_and_every_rule_tells_somebody() {
        let codes: BTreeSet<&str> = RULES.iter().map(|rule| rule.code).collect();
        assert_eq!(codes.len(), RULES.len());
        assert!(RULES.iter().all(|rule| !rule.tells.is_empty()));
        assert_eq!(Rule::rank("reminded"), 0);
        assert_eq!(Rule::from_code("mentioned").map(|rule| rule.usual), Some(true));
        assert_eq!(Rule::from_code("nonsense"), None);
    }

    #[test]
    fn whole_teams_are_told_only_where_they_choose_so() {
        let of_teams = RULES.iter().filter(|rule| rule.tells.contains(&Party::Team));
        assert!(of_teams.clone().all(|rule| !rule.usual) && of_teams.count() > 0);
    }
}
