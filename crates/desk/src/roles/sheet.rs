//! What a role allows, whole: a reach for each action, with every kind of record or with one.

use std::collections::{BTreeMap, HashMap};

use db::{Id, ReadTx, params};

use crate::Result;
use crate::access::{ANY_KIND, Action, READY_ROLES, Reach, Role};
use crate::kind::Kind;
use crate::seen;

db::statements! {
    ONE = "SELECT kind, action, reach FROM permission WHERE role_id = $1";
    ALL = "SELECT role_id, kind, action, reach FROM permission";
}

/// The sheet of a role.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet(BTreeMap<(String, Action), Reach>);

/// One cell that two sheets do not share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// A kind of record, or `*` for every kind.
    pub kind: String,
    /// The action.
    pub action: Action,
    /// How far it reached; not at all without it.
    pub before: Option<Reach>,
    /// How far it is to reach.
    pub after: Option<Reach>,
}

/// Whether a permission is about something this program knows. What is for a practice that is not here
/// stays as it is, and nobody is told of it.
fn known(kinds: &[&'static Kind], kind: &str) -> bool {
    kind == ANY_KIND || kinds.iter().any(|known| known.code == kind)
}

impl Sheet {
    /// What a role allows now.
    ///
    /// # Errors
    /// When the database fails.
    pub fn of(tx: &ReadTx<'_>, kinds: &[&'static Kind], role: Id<Role>) -> Result<Sheet> {
        let mut sheet = Sheet::default();
        for row in tx.rows(ONE, params![role])? {
            let mut c = row.columns();
            sheet.read(kinds, (c.next()?, c.next()?, c.next()?));
        }
        Ok(sheet)
    }

    /// What every role allows now; a role that allows nothing is not among them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn all(tx: &ReadTx<'_>, kinds: &[&'static Kind]) -> Result<HashMap<Id<Role>, Sheet>> {
        let mut sheets: HashMap<Id<Role>, Sheet> = HashMap::new();
        for row in tx.rows(ALL, params![])? {
            let mut c = row.columns();
            let role = c.next()?;
            sheets.entry(role).or_default().read(kinds, (c.next()?, c.next()?, c.next()?));
        }
        Ok(sheets)
    }

    /// What a ready role came with; nothing for a role of one's own.
    #[must_use]
    pub fn ready(code: &str) -> Option<Sheet> {
        let role = READY_ROLES.iter().find(|role| role.code == code)?;
        let cells = role.grants().map(|(action, reach)| ((ANY_KIND.to_owned(), action), reach));
        Some(Sheet(cells.collect()))
    }

    fn read(&mut self, kinds: &[&'static Kind], (kind, action, reach): (String, String, String)) {
        // A code of a newer program allows nothing here.
        if let (Some(action), Some(reach), true) =
            (Action::from_code(&action), Reach::from_code(&reach), known(kinds, &kind))
        {
            self.0.insert((kind, action), reach);
        }
    }

    /// Says how far an action reaches with records of a kind, or `*` for every kind.
    pub fn allow(&mut self, kind: &str, action: Action, reach: Reach) {
        self.0.insert((kind.to_owned(), action), reach);
    }

    /// What the cell of a kind says, or that of `*`.
    #[must_use]
    pub fn cell(&self, kind: &str, action: Action) -> Option<Reach> {
        self.0.get(&(kind.to_owned(), action)).copied()
    }

    /// How far an action reaches with records of a kind: by its own cell, or by that of every kind.
    #[must_use]
    pub fn reach(&self, kind: &str, action: Action) -> Option<Reach> {
        self.cell(kind, action).max(self.cell(ANY_KIND, action))
    }

    /// Every cell that allows something, by kind and action.
    pub fn cells(&self) -> impl Iterator<Item = (&str, Action, Reach)> {
        self.0.iter().map(|((kind, action), reach)| (kind.as_str(), *action, *reach))
    }

    /// Whether whoever holds it may administer the installation.
    #[must_use]
    pub fn administers(&self) -> bool {
        self.cell(ANY_KIND, Action::Administer).is_some()
    }

    /// The cells in which another sheet differs, by kind and action.
    #[must_use]
    pub fn against(&self, after: &Sheet) -> Vec<Cell> {
        let mut keys: Vec<&(String, Action)> = self.0.keys().chain(after.0.keys()).collect();
        keys.sort_unstable();
        keys.dedup();
        let cells = keys.into_iter().map(|key| Cell {
            kind: key.0.clone(),
            action: key.1,
            before: self.0.get(key).copied(),
            after: after.0.get(key).copied(),
        });
        cells.filter(|cell| cell.before != cell.after).collect()
    }

    /// What tells this sheet from any other, so that nobody sets one over what they have not seen.
    #[must_use]
    pub fn seen(&self) -> String {
        let line = |(kind, action, reach): (&str, Action, Reach)| {
            format!("{kind} {} {}", action.code(), reach.code())
        };
        seen::mark(self.cells().map(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(cells: &[(&str, Action, Reach)]) -> Sheet {
        let mut sheet = Sheet::default();
        for (kind, action, reach) in cells {
            sheet.allow(kind, *action, *reach);
        }
        sheet
    }

    #[test]
    fn sheets_differ_in_what_was_added_taken_and_changed_and_in_nothing_else() {
        let before = sheet(&[
            (ANY_KIND, Action::Read, Reach::Own),
            (ANY_KIND, Action::Comment, Reach::Own),
            ("incident", Action::Close, Reach::Team),
        ]);
        let after = sheet(&[
            (ANY_KIND, Action::Read, Reach::All),
            (ANY_KIND, Action::Comment, Reach::Own),
            (ANY_KIND, Action::Note, Reach::Own),
        ]);
        let cells: Vec<_> = before.against(&after);
        let said: Vec<_> =
            cells.iter().map(|c| (c.kind.as_str(), c.action, c.before, c.after)).collect();
        let expected = [
            (ANY_KIND, Action::Read, Some(Reach::Own), Some(Reach::All)),
            (ANY_KIND, Action::Note, None, Some(Reach::Own)),
            ("incident", Action::Close, Some(Reach::Team), None),
        ];
        assert_eq!(said, expected);
        assert!(before.against(&before).is_empty());
        assert_ne!(before.seen(), after.seen());
        assert_eq!(before.seen(), before.clone().seen());
    }

    #[test]
    fn the_wider_of_both_cells_counts() {
        let sheet = sheet(&[
            (ANY_KIND, Action::Read, Reach::Team),
            ("incident", Action::Read, Reach::Own),
            ("incident", Action::Close, Reach::Own),
        ]);
        assert_eq!(sheet.reach("incident", Action::Read), Some(Reach::Team));
        assert_eq!(sheet.reach("incident", Action::Close), Some(Reach::Own));
        assert_eq!(sheet.reach("problem", Action::Close), None);
        assert!(!sheet.administers());
        assert!(Sheet::ready("administrator").unwrap().administers());
        assert_eq!(Sheet::ready("night_shift"), None);
    }
}
