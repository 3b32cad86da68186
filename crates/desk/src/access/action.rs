//! What a permission allows.

/// Something one may do with records of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// See the record, its public comments and its history.
    Read,
    /// See work notes and other internal text.
    ReadInternal,
    /// Open one.
    Create,
    /// Change its fields.
    Update,
    /// Give it to a team or a person.
    Assign,
    /// Start working on it.
    Work,
    /// Put it on hold, and resume it.
    Hold,
    /// Resolve it.
    Resolve,
    /// Close it.
    Close,
    /// Cancel it.
    Cancel,
    /// Reopen it.
    Reopen,
    /// Set a priority other than the matrix gives.
    Prioritise,
    /// Write a public comment.
    Comment,
    /// Write a work note.
    Note,
    /// See restricted records, within the reach of this permission.
    ReadRestricted,
    /// Correct the effort and cost others have booked.
    Correct,
    /// Let records come round by themselves.
    Plan,
    /// Set up people, roles and the installation.
    Administer,
    /// Verify the journal and read the record of what was read.
    Audit,
}

impl Action {
    /// Every action.
    pub const EVERY: [Action; 19] = [
        Action::Read,
        Action::ReadInternal,
        Action::Create,
        Action::Update,
        Action::Assign,
        Action::Work,
        Action::Hold,
        Action::Resolve,
        Action::Close,
        Action::Cancel,
        Action::Reopen,
        Action::Prioritise,
        Action::Comment,
        Action::Note,
        Action::ReadRestricted,
        Action::Correct,
        Action::Plan,
        Action::Administer,
        Action::Audit,
    ];

    /// The stable code kept in permissions.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Action::Read => "read",
            Action::ReadInternal => "read_internal",
            Action::Create => "create",
            Action::Update => "update",
            Action::Assign => "assign",
            Action::Work => "work",
            Action::Hold => "hold",
            Action::Resolve => "resolve",
            Action::Close => "close",
            Action::Cancel => "cancel",
            Action::Reopen => "reopen",
            Action::Prioritise => "prioritise",
            Action::Comment => "comment",
            Action::Note => "note",
            Action::ReadRestricted => "read_restricted",
            Action::Correct => "correct",
            Action::Plan => "plan",
            Action::Administer => "administer",
            Action::Audit => "audit",
        }
    }

    /// The action with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Action> {
        Action::EVERY.into_iter().find(|action| action.code() == code)
    }

    /// Whether it can be done with a withdrawn record by those who administer or audit it: reading
    /// it, and bringing it back.
    #[must_use]
    pub const fn outlives_withdrawal(self) -> bool {
        matches!(
            self,
            Action::Read
                | Action::ReadInternal
                | Action::ReadRestricted
                | Action::Administer
                | Action::Audit
        )
    }

    /// Whether doing it changes something; whoever only reads has none of these.
    #[must_use]
    pub const fn changes(self) -> bool {
        !matches!(
            self,
            Action::Read | Action::ReadInternal | Action::ReadRestricted | Action::Audit
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_found_by_its_own_code() {
        for action in Action::EVERY {
            assert_eq!(Action::from_code(action.code()), Some(action));
        }
        assert_eq!(Action::from_code("fly"), None);
    }
}
