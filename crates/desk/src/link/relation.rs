//! How two records can stand to each other: one row a relation, read from both ends.

/// A relation between two records.
#[derive(Debug, PartialEq, Eq)]
pub struct Relation {
    /// How the first stands to the second; the code kept in the database.
    pub forward: &'static str,
    /// How the second stands to the first; the same code when it has no direction.
    pub backward: &'static str,
    /// Whether following it may never lead back to where one began.
    pub acyclic: bool,
}

/// Every relation. Codes are in the journal and are never reused.
pub const RELATIONS: &[Relation] = &[
    Relation { forward: "causes", backward: "caused_by", acyclic: false },
    Relation { forward: "duplicates", backward: "duplicated_by", acyclic: true },
    Relation { forward: "blocks", backward: "blocked_by", acyclic: true },
    Relation { forward: "child_of", backward: "parent_of", acyclic: true },
    Relation { forward: "resolves", backward: "resolved_by", acyclic: false },
    Relation { forward: "relates_to", backward: "relates_to", acyclic: false },
    Relation { forward: "follows_up", backward: "followed_up_by", acyclic: true },
];

/// The codes of all relations from either end, in the order in which they are offered.
pub const CODES: &[&str] = &[
    "relates_to",
    "causes",
    "caused_by",
    "duplicates",
    "duplicated_by",
    "blocks",
    "blocked_by",
    "child_of",
    "parent_of",
    "resolves",
    "resolved_by",
    "follows_up",
    "followed_up_by",
];

/// Those among them that are made today. Who is whose parent is said by [`crate::family`].
pub const OFFERED: &[&str] = &[
    "relates_to",
    "causes",
    "caused_by",
    "duplicates",
    "duplicated_by",
    "blocks",
    "blocked_by",
    "resolves",
    "resolved_by",
    "follows_up",
    "followed_up_by",
];

/// A relation seen from one of its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// The relation.
    pub relation: &'static Relation,
    /// Whether this end is the first.
    pub is_first: bool,
}

impl Relation {
    /// Whether it reads the same from both ends.
    #[must_use]
    pub fn is_mutual(&self) -> bool {
        self.forward == self.backward
    }

    /// The relation kept under this code.
    #[must_use]
    pub fn kept_as(code: &str) -> Option<&'static Relation> {
        RELATIONS.iter().find(|relation| relation.forward == code)
    }
}

impl Side {
    /// The relation with this code, and the end from which it is called so.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Side> {
        RELATIONS.iter().find_map(|relation| match code {
            code if code == relation.forward => Some(Side { relation, is_first: true }),
            code if code == relation.backward => Some(Side { relation, is_first: false }),
            _ => None,
        })
    }

    /// How this end stands to the other.
    #[must_use]
    pub fn code(self) -> &'static str {
        if self.is_first { self.relation.forward } else { self.relation.backward }
    }

    /// The other end.
    #[must_use]
    pub fn other(self) -> Side {
        Side { relation: self.relation, is_first: !self.is_first }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_names_one_end_of_one_relation() {
        let ends = RELATIONS.iter().flat_map(|r| [r.forward, r.backward]);
        let ends: BTreeSet<&str> = ends.collect();
        assert_eq!(ends, CODES.iter().copied().collect());
        assert_eq!(ends.len(), CODES.len());
        assert!(OFFERED.iter().all(|code| CODES.contains(code)));
        for code in CODES {
            let side = Side::from_code(code).unwrap();
            assert_eq!(side.code(), *code);
            assert_eq!(side.other().other(), side);
            assert_eq!(Relation::kept_as(side.relation.forward), Some(side.relation));
        }
        assert_eq!(Side::from_code("hates"), None);
    }
}
