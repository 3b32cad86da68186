//! What records refer to, and what of it can be asked: one row each.

use crate::field::FieldKind;

/// Something a record refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entity {
    /// A person.
    Person,
    /// A team.
    Team,
    /// A company.
    Company,
    /// A service.
    Service,
    /// A node of a tree of categories.
    Category,
    /// A place.
    Location,
    /// A department.
    Department,
    /// A task of a record.
    Task,
    /// A tag on a record.
    Tag,
}

/// Something that can be asked of an entity: `requester.email`.
#[derive(Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Of what.
    pub of: Entity,
    /// The step in a path.
    pub code: &'static str,
    /// The column of the entity's table.
    pub column: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether it is told only about what belongs to a company the reader works with. A name stands
    /// beside every record that refers to it; more than the name does not.
    pub guarded: bool,
}

/// Many things that belong to a record or to an entity: `tasks`, `team.members`.
#[derive(Debug, PartialEq, Eq)]
pub struct Relation {
    /// Of what; of the record itself when nothing is said.
    pub of: Option<Entity>,
    /// The step in a path.
    pub code: &'static str,
    /// The table with a row for each of them.
    pub table: &'static str,
    /// Its column that holds whose they are.
    pub owner: &'static str,
    /// Its column that holds what belongs to it; nothing when the rows themselves do.
    pub member: Option<&'static str>,
    /// What belongs to it.
    pub to: Entity,
    /// A column of the table that must be 1 for a row to count.
    pub only: Option<&'static str>,
    /// What is asked of them when nothing is counted: `tags = vip` asks for the word of one.
    pub value: &'static str,
    /// Whether only those who read the inside of records know of them.
    pub inside: bool,
}

impl Entity {
    /// What a field of this kind refers to.
    #[must_use]
    pub const fn of(kind: FieldKind) -> Option<Entity> {
        match kind {
            FieldKind::Person => Some(Entity::Person),
            FieldKind::Team => Some(Entity::Team),
            FieldKind::Company => Some(Entity::Company),
            FieldKind::Service => Some(Entity::Service),
            FieldKind::Category => Some(Entity::Category),
            FieldKind::Location => Some(Entity::Location),
            FieldKind::Department => Some(Entity::Department),
            _ => None,
        }
    }

    /// Its table.
    #[must_use]
    pub const fn table(self) -> &'static str {
        match self {
            Entity::Person => "person",
            Entity::Team => "team",
            Entity::Company => "company",
            Entity::Service => "service",
            Entity::Category => "category",
            Entity::Location => "location",
            Entity::Department => "department",
            Entity::Task => "task",
            Entity::Tag => "tag",
        }
    }

    /// The column that says to which company one belongs, where it belongs to one.
    #[must_use]
    pub const fn company_column(self) -> Option<&'static str> {
        match self {
            Entity::Company => Some("id"),
            Entity::Category | Entity::Task | Entity::Tag => None,
            _ => Some("company_id"),
        }
    }

    /// Whether they form a tree, by the column `parent_id`.
    #[must_use]
    pub const fn is_tree(self) -> bool {
        matches!(self, Entity::Category | Entity::Location | Entity::Department)
    }

    /// What can be asked of it.
    pub fn attributes(self) -> impl Iterator<Item = &'static Attribute> {
        ATTRIBUTES.iter().filter(move |a| a.of == self)
    }

    /// The attribute with this code.
    #[must_use]
    pub fn attribute(self, code: &str) -> Option<&'static Attribute> {
        self.attributes().find(|a| a.code == code)
    }
}

/// What belongs to an entity, or to the record itself.
pub fn relations(of: Option<Entity>) -> impl Iterator<Item = &'static Relation> {
    RELATIONS.iter().filter(move |r| r.of == of)
}

/// Longest name or address.
const LINE: FieldKind = FieldKind::Line(254);

const fn name(of: Entity) -> Attribute {
    Attribute { of, code: "name", column: "name", kind: LINE, guarded: false }
}

const fn more(of: Entity, code: &'static str, column: &'static str, kind: FieldKind) -> Attribute {
    Attribute { of, code, column, kind, guarded: true }
}

/// What everybody who knows of it may ask.
const fn open(of: Entity, code: &'static str, column: &'static str, kind: FieldKind) -> Attribute {
    Attribute { of, code, column, kind, guarded: false }
}

/// The thing itself, for what is asked of one among many.
const fn itself(of: Entity, kind: FieldKind) -> Attribute {
    Attribute { of, code: "id", column: "id", kind, guarded: false }
}

use Entity::{Category, Company, Department, Location, Person, Service, Tag, Task, Team};

/// What can be asked of what records refer to.
pub const ATTRIBUTES: &[Attribute] = &[
    name(Person),
    more(Person, "email", "email", LINE),
    more(Person, "company", "company_id", FieldKind::Company),
    more(Person, "location", "location_id", FieldKind::Location),
    more(Person, "department", "department_id", FieldKind::Department),
    more(Person, "active", "active", FieldKind::Flag),
    more(Person, "created_at", "created_at", FieldKind::Instant),
    name(Team),
    more(Team, "company", "company_id", FieldKind::Company),
    more(Team, "active", "active", FieldKind::Flag),
    name(Company),
    more(Company, "created_at", "created_at", FieldKind::Instant),
    name(Service),
    more(Service, "company", "company_id", FieldKind::Company),
    more(Service, "active", "active", FieldKind::Flag),
    name(Category),
    open(Category, "parent", "parent_id", FieldKind::Category),
    open(Category, "active", "active", FieldKind::Flag),
    name(Location),
    more(Location, "parent", "parent_id", FieldKind::Location),
    more(Location, "company", "company_id", FieldKind::Company),
    more(Location, "active", "active", FieldKind::Flag),
    name(Department),
    more(Department, "parent", "parent_id", FieldKind::Department),
    more(Department, "company", "company_id", FieldKind::Company),
    more(Department, "head", "head_id", FieldKind::Person),
    more(Department, "active", "active", FieldKind::Flag),
    itself(Person, FieldKind::Person),
    itself(Team, FieldKind::Team),
    itself(Company, FieldKind::Company),
    open(Task, "state", "state", FieldKind::Options(&["open", "done", "skipped"])),
    open(Task, "stage", "stage", FieldKind::Number(0, 1_000_000)),
    open(Task, "mandatory", "mandatory", FieldKind::Flag),
    open(Task, "team", "team_id", FieldKind::Team),
    open(Task, "assignee", "assignee_id", FieldKind::Person),
    open(Task, "due_at", "due_at", FieldKind::Instant),
    open(Task, "opened_at", "opened_at", FieldKind::Instant),
    open(Task, "ended_at", "ended_at", FieldKind::Instant),
    open(Tag, "word", "folded", LINE),
    open(Tag, "created_at", "created_at", FieldKind::Instant),
];

const fn pairs(
    of: Option<Entity>,
    code: &'static str,
    (table, owner, member): (&'static str, &'static str, &'static str),
    to: Entity,
) -> Relation {
    Relation {
        of,
        code,
        table,
        owner,
        member: Some(member),
        to,
        only: None,
        value: "id",
        inside: false,
    }
}

/// Rows of a table of their own that hang on the record; they belong to its inside.
const fn rows(
    code: &'static str,
    (table, owner): (&'static str, &'static str),
    to: Entity,
    value: &'static str,
) -> Relation {
    Relation { of: None, code, table, owner, member: None, to, only: None, value, inside: true }
}

/// What belongs to records and to what they refer to.
pub const RELATIONS: &[Relation] = &[
    rows("tasks", ("task", "parent_id"), Task, "state"),
    rows("tags", ("tag", "subject_id"), Tag, "word"),
    Relation {
        inside: true,
        ..pairs(None, "watchers", ("watcher", "subject_id", "person_id"), Person)
    },
    pairs(Some(Team), "members", ("team_member", "team_id", "person_id"), Person),
    Relation {
        only: Some("is_lead"),
        ..pairs(Some(Team), "leads", ("team_member", "team_id", "person_id"), Person)
    },
    pairs(Some(Person), "teams", ("team_member", "person_id", "team_id"), Team),
    Relation {
        only: Some("is_lead"),
        ..pairs(Some(Person), "leads", ("team_member", "person_id", "team_id"), Team)
    },
    pairs(Some(Person), "companies", ("person_company", "person_id", "company_id"), Company),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_asks_for_an_attribute_there_is() {
        for relation in RELATIONS {
            assert!(relation.to.attribute(relation.value).is_some(), "{}", relation.code);
        }
    }
}
