//! The roles an installation starts with.

use super::{Action, Reach};

/// A role ready to use, and what it allows with records of every kind.
#[derive(Debug, Clone, Copy)]
pub struct ReadyRole {
    /// The number of its fixed identity.
    pub number: u16,
    /// Its stable code.
    pub code: &'static str,
    /// What people read.
    pub name: &'static str,
    grants: &'static [Grants],
}

/// Some actions and how far each reaches.
type Grants = &'static [(Action, Reach)];

impl ReadyRole {
    /// What it allows.
    pub fn grants(&self) -> impl Iterator<Item = (Action, Reach)> {
        self.grants.iter().copied().flatten().copied()
    }
}

use Action as A;
use Reach::{All, Company, Own};

/// The roles, each a row. Nobody reads restricted records by one of these: that takes a grant of
/// its own, also for administrators.
pub const READY_ROLES: &[ReadyRole] = &[
    ReadyRole { number: 1, code: "requester", name: "Requester", grants: &[ASKING] },
    ReadyRole { number: 2, code: "agent", name: "Agent", grants: &[WORKING] },
    // Works like an agent and plans; what leading a certain team adds hangs on leading it.
    ReadyRole { number: 3, code: "team_lead", name: "Team lead", grants: &[WORKING, PLANNING] },
    ReadyRole { number: 4, code: "manager", name: "Manager", grants: &[ASKING, OVERSEEING] },
    ReadyRole { number: 5, code: "administrator", name: "Administrator", grants: &[EVERYTHING] },
    ReadyRole {
        number: 6,
        code: "auditor",
        name: "Auditor",
        grants: &[&[(A::Read, All), (A::ReadInternal, All), (A::Audit, All)]],
    },
];

/// What everybody may do with what they asked for themselves.
const ASKING: Grants =
    &[(A::Read, Own), (A::Create, Own), (A::Comment, Own), (A::Reopen, Own), (A::Cancel, Own)];

/// Whatever moves a record forward, in every company one works for.
const WORKING: Grants = &[
    (A::Read, Company),
    (A::ReadInternal, Company),
    (A::Create, Company),
    (A::Update, Company),
    (A::Assign, Company),
    (A::Work, Company),
    (A::Hold, Company),
    (A::Resolve, Company),
    (A::Close, Company),
    (A::Cancel, Company),
    (A::Reopen, Company),
    (A::Comment, Company),
    (A::Note, Company),
    (A::Prioritise, Company),
];

/// Seeing how work goes, saying something about it, and deciding what comes first.
const OVERSEEING: Grants = &[
    (A::Read, Company),
    (A::ReadInternal, Company),
    (A::Comment, Company),
    (A::Note, Company),
    (A::Prioritise, Company),
    (A::Correct, Company),
];

/// Letting work come round by itself.
const PLANNING: Grants = &[(A::Plan, Company)];

/// All there is, except reading what is restricted.
const EVERYTHING: Grants = &[
    (A::Read, All),
    (A::ReadInternal, All),
    (A::Create, All),
    (A::Update, All),
    (A::Assign, All),
    (A::Work, All),
    (A::Hold, All),
    (A::Resolve, All),
    (A::Close, All),
    (A::Cancel, All),
    (A::Reopen, All),
    (A::Prioritise, All),
    (A::Comment, All),
    (A::Note, All),
    (A::Correct, All),
    (A::Plan, All),
    (A::Administer, All),
    (A::Audit, All),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{ANY_KIND, Permissions};

    fn permissions(code: &str) -> Permissions {
        let role = READY_ROLES.iter().find(|r| r.code == code).unwrap();
        role.grants().map(|(action, reach)| (ANY_KIND, action, reach)).collect()
    }

    #[test]
    fn an_administrator_may_do_everything_but_read_what_is_restricted() {
        let administrator = permissions("administrator");
        for action in Action::EVERY {
            let expected = (action != Action::ReadRestricted).then_some(Reach::All);
            assert_eq!(administrator.reach(ANY_KIND, action), expected, "{action:?}");
        }
    }

    #[test]
    fn no_ready_role_reads_what_is_restricted() {
        for role in READY_ROLES {
            assert_eq!(
                permissions(role.code).reach(ANY_KIND, Action::ReadRestricted),
                None,
                "{}",
                role.code
            );
        }
    }

    #[test]
    fn an_auditor_sees_everything_and_changes_nothing() {
        let auditor = permissions("auditor");
        assert_eq!(auditor.reach(ANY_KIND, Action::Read), Some(Reach::All));
        for action in Action::EVERY {
            assert!(!action.changes() || auditor.reach(ANY_KIND, action).is_none(), "{action:?}");
        }
    }

    #[test]
    fn a_team_lead_can_do_whatever_an_agent_can() {
        let (lead, agent) = (permissions("team_lead"), permissions("agent"));
        for action in Action::EVERY {
            assert!(lead.reach(ANY_KIND, action) >= agent.reach(ANY_KIND, action), "{action:?}");
        }
    }

    #[test]
    fn a_requester_reaches_only_their_own() {
        let requester = permissions("requester");
        for action in Action::EVERY {
            assert!(requester.reach(ANY_KIND, action) <= Some(Reach::Own), "{action:?}");
        }
        assert_eq!(requester.reach(ANY_KIND, Action::ReadInternal), None);
    }
}
