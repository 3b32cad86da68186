//! What somebody's roles allow, taken together.

use std::collections::BTreeMap;

use super::{Action, Reach};

/// Stands for every kind of record in a permission.
pub const ANY_KIND: &str = "*";

/// Per kind and action the widest reach any role gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Permissions(BTreeMap<String, BTreeMap<Action, Reach>>);

impl Permissions {
    /// No permission at all.
    #[must_use]
    pub fn none() -> Self {
        Permissions::default()
    }

    /// Adds what a role gives; a narrower reach takes nothing away.
    pub fn allow(&mut self, kind: &str, action: Action, reach: Reach) {
        let widest = self.0.entry(kind.to_owned()).or_default().entry(action).or_insert(reach);
        *widest = reach.max(*widest);
    }

    /// How far an action reaches with records of a kind; nothing when it is not allowed.
    #[must_use]
    pub fn reach(&self, kind: &str, action: Action) -> Option<Reach> {
        let given = |kind: &str| self.0.get(kind).and_then(|actions| actions.get(&action)).copied();
        given(kind).max(given(ANY_KIND))
    }

    /// How far an action reaches at most, with records of whatever kind.
    #[must_use]
    pub fn widest(&self, action: Action) -> Option<Reach> {
        self.0.values().filter_map(|actions| actions.get(&action)).copied().max()
    }
}

impl<'a> FromIterator<(&'a str, Action, Reach)> for Permissions {
    fn from_iter<I: IntoIterator<Item = (&'a str, Action, Reach)>>(grants: I) -> Self {
        let mut permissions = Permissions::none();
        for (kind, action, reach) in grants {
            permissions.allow(kind, action, reach);
        }
        permissions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_reach_wins_whatever_the_order_and_the_kind() {
        let permissions: Permissions = [
            ("incident", Action::Read, Reach::Company),
            ("incident", Action::Read, Reach::Own),
            (ANY_KIND, Action::Read, Reach::Team),
            (ANY_KIND, Action::Note, Reach::All),
            ("incident", Action::Note, Reach::Own),
        ]
        .into_iter()
        .collect();
        assert_eq!(permissions.reach("incident", Action::Read), Some(Reach::Company));
        assert_eq!(permissions.reach("problem", Action::Read), Some(Reach::Team));
        assert_eq!(permissions.reach("incident", Action::Note), Some(Reach::All));
        assert_eq!(permissions.reach("incident", Action::Close), None);
        assert_eq!(permissions.widest(Action::Read), Some(Reach::Company));
        assert_eq!(permissions.widest(Action::Close), None);
    }
}
