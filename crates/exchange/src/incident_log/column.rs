//! The columns of an incident log, and where each one's content goes.

/// How many there are.
pub(super) const WIDTH: usize = 36;

/// A column, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Column(usize);

/// Where a column's content lives once imported, and so where the export finds it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// In what every imported entry holds: its actor and its facts about the row.
    Entry,
    /// In a field of the record, as it stands after the entry.
    Field,
    /// In what a resolved or closed record holds. A log writes it in every row, also in those that
    /// come before: the rows without it show what the first row with it says.
    Outcome,
    /// In nothing of ours: kept with the entry, word for word, where it changes.
    Apart,
}

use Home::{Apart, Entry, Field, Outcome};

const COLUMNS: [(&str, Home); WIDTH] = [
    ("number", Entry),
    ("incident_state", Entry),
    ("active", Apart),
    ("reassignment_count", Apart),
    ("reopen_count", Apart),
    ("sys_mod_count", Entry),
    ("made_sla", Apart),
    ("caller_id", Field),
    ("opened_by", Field),
    ("opened_at", Field),
    ("sys_created_by", Apart),
    ("sys_created_at", Apart),
    ("sys_updated_by", Field),
    ("sys_updated_at", Entry),
    ("contact_type", Field),
    ("location", Field),
    ("category", Field),
    ("subcategory", Field),
    ("u_symptom", Apart),
    ("cmdb_ci", Apart),
    ("impact", Field),
    ("urgency", Field),
    ("priority", Field),
    ("assignment_group", Field),
    ("assigned_to", Field),
    ("knowledge", Apart),
    ("u_priority_confirmation", Apart),
    ("notify", Apart),
    ("problem_id", Apart),
    ("rfc", Apart),
    ("vendor", Apart),
    ("caused_by", Apart),
    ("closed_code", Outcome),
    ("resolved_by", Outcome),
    ("resolved_at", Outcome),
    ("closed_at", Outcome),
];

impl Column {
    pub(super) const NUMBER: Column = Column(0);
    pub(super) const STATE: Column = Column(1);
    pub(super) const REASSIGNED: Column = Column(3);
    pub(super) const REOPENED: Column = Column(4);
    pub(super) const COUNT: Column = Column(5);
    pub(super) const CALLER: Column = Column(7);
    pub(super) const OPENED_BY: Column = Column(8);
    pub(super) const OPENED_AT: Column = Column(9);
    pub(super) const UPDATED_BY: Column = Column(12);
    pub(super) const UPDATED_AT: Column = Column(13);
    pub(super) const CHANNEL: Column = Column(14);
    pub(super) const LOCATION: Column = Column(15);
    pub(super) const CATEGORY: Column = Column(16);
    pub(super) const SUBCATEGORY: Column = Column(17);
    pub(super) const IMPACT: Column = Column(20);
    pub(super) const URGENCY: Column = Column(21);
    pub(super) const PRIORITY: Column = Column(22);
    pub(super) const TEAM: Column = Column(23);
    pub(super) const ASSIGNEE: Column = Column(24);
    pub(super) const CODE: Column = Column(32);
    pub(super) const RESOLVED_BY: Column = Column(33);
    pub(super) const RESOLVED_AT: Column = Column(34);
    pub(super) const CLOSED_AT: Column = Column(35);

    /// All of them, in the order of the log.
    pub(super) fn all() -> impl Iterator<Item = Column> {
        (0..WIDTH).map(Column)
    }

    /// Its name in the first line of a log.
    pub(super) fn name(self) -> &'static str {
        COLUMNS.get(self.0).map_or("", |(name, _)| name)
    }

    /// Where its content lives once imported.
    pub(super) fn home(self) -> Home {
        COLUMNS.get(self.0).map_or(Apart, |(_, home)| *home)
    }

    /// The column with this name.
    pub(super) fn named(name: &str) -> Option<Column> {
        Column::all().find(|column| column.name() == name)
    }

    /// What a row, or anything else with one place per column, has in this one.
    pub(super) fn of<T>(self, row: &[T; WIDTH]) -> Option<&T> {
        row.get(self.0)
    }

    /// The same, to be changed.
    pub(super) fn of_mut<T>(self, row: &mut [T; WIDTH]) -> Option<&mut T> {
        row.get_mut(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_are_those_of_the_names() {
        for (column, name) in [
            (Column::NUMBER, "number"),
            (Column::STATE, "incident_state"),
            (Column::REASSIGNED, "reassignment_count"),
            (Column::REOPENED, "reopen_count"),
            (Column::COUNT, "sys_mod_count"),
            (Column::CALLER, "caller_id"),
            (Column::OPENED_BY, "opened_by"),
            (Column::OPENED_AT, "opened_at"),
            (Column::UPDATED_BY, "sys_updated_by"),
            (Column::UPDATED_AT, "sys_updated_at"),
            (Column::CHANNEL, "contact_type"),
            (Column::LOCATION, "location"),
            (Column::CATEGORY, "category"),
            (Column::SUBCATEGORY, "subcategory"),
            (Column::IMPACT, "impact"),
            (Column::URGENCY, "urgency"),
            (Column::PRIORITY, "priority"),
            (Column::TEAM, "assignment_group"),
            (Column::ASSIGNEE, "assigned_to"),
            (Column::CODE, "closed_code"),
            (Column::RESOLVED_BY, "resolved_by"),
            (Column::RESOLVED_AT, "resolved_at"),
            (Column::CLOSED_AT, "closed_at"),
        ] {
            assert_eq!(column.name(), name);
            assert_eq!(Column::named(name), Some(column));
        }
    }
}
