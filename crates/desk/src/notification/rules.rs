//! Who is told of what, one row a rule.

/// Somebody whom a record concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    /// For whom it was opened.
    Requester,
    /// Who opened it.
    Opener,
    /// Who works on it.
    Assignee,
    /// Everybody of the team that answers for it, while nobody has it.
    Team,
    /// Those who watch it.
    Watchers,
    /// Those whom a text names with an @.
    Mentioned,
}

/// What an entry must hold for a rule to apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// A text names somebody.
    Names,
    /// It sets this field to something.
    Sets(&'static str),
    /// It moves the record from one state to another.
    Moves,
    /// It says something for everybody who may read the record.
    Comments,
    /// It says something for the inside.
    Notes,
}

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its stable code; the words are `notified-CODE` in the locales.
    pub code: &'static str,
    /// When it applies.
    pub cause: Cause,
    /// Who is told.
    pub tells: &'static [Party],
}

/// The reason of what no rule tells: somebody asked to be reminded.
pub const REMINDED: &str = "reminded";

/// The rules, the strongest first: who is told by several is told by the first of them. Nobody is
/// told of what they did themselves.
pub const RULES: &[Rule] = &[
    Rule { code: "mentioned", cause: Cause::Names, tells: &[Party::Mentioned] },
    Rule { code: "assigned", cause: Cause::Sets("assignee"), tells: &[Party::Assignee] },
    Rule { code: "team_assigned", cause: Cause::Sets("team"), tells: &[Party::Team] },
    Rule { code: "opened_for", cause: Cause::Sets("requester"), tells: &[Party::Requester] },
    Rule {
        code: "commented",
        cause: Cause::Comments,
        tells: &[Party::Requester, Party::Opener, Party::Assignee, Party::Watchers],
    },
    Rule { code: "noted", cause: Cause::Notes, tells: &[Party::Assignee, Party::Watchers] },
    Rule {
        code: "moved",
        cause: Cause::Moves,
        tells: &[Party::Requester, Party::Opener, Party::Assignee, Party::Watchers],
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_is_one_of_a_kind_and_every_rule_tells_somebody() {
        let codes: BTreeSet<&str> = RULES.iter().map(|rule| rule.code).collect();
        assert_eq!(codes.len(), RULES.len());
        assert!(RULES.iter().all(|rule| !rule.tells.is_empty()));
    }
}
