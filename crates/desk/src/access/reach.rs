//! How far a permission reaches.

/// Which records a permission covers; each reach includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Those whose requester, opener or assignee I am.
    Own,
    /// Also those of my teams.
    Team,
    /// Also those of the companies I work for.
    Company,
    /// Every record.
    All,
}

impl Reach {
    /// Every reach, the narrowest first.
    pub const EVERY: [Reach; 4] = [Reach::Own, Reach::Team, Reach::Company, Reach::All];

    /// The stable code kept in permissions.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Reach::Own => "own",
            Reach::Team => "team",
            Reach::Company => "company",
            Reach::All => "all",
        }
    }

    /// The reach with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Reach> {
        Reach::EVERY.into_iter().find(|reach| reach.code() == code)
    }
}
