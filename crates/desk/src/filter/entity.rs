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

/// Many of one entity that belong to one of another: `team.members`.
#[derive(Debug, PartialEq, Eq)]
pub struct Relation {
    /// Of what.
    pub of: Entity,
    /// The step in a path.
    pub code: &'static str,
    /// The table with a row for each pair.
    pub table: &'static str,
    /// Its column that holds whose they are.
    pub owner: &'static str,
    /// Its column that holds what belongs to it.
    pub member: &'static str,
    /// What belongs to it.
    pub to: Entity,
    /// A column of the table that must be 1 for a pair to count.
    pub only: Option<&'static str>,
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
        }
    }

    /// The column that says to which company one belongs; categories belong to none.
    #[must_use]
    pub const fn company_column(self) -> Option<&'static str> {
        match self {
            Entity::Company => Some("id"),
            Entity::Category => None,
            _ => Some("company_id"),
        }
    }

    /// Whether they form a tree, by the column `parent_id`.
    #[must_use]
    pub const fn is_tree(self) -> bool {
        matches!(self, Entity::Category | Entity::Location)
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

    /// What belongs to it in numbers.
    pub fn relations(self) -> impl Iterator<Item = &'static Relation> {
        RELATIONS.iter().filter(move |r| r.of == self)
    }
}

/// Longest name or address.
const LINE: FieldKind = FieldKind::Line(254);

const fn name(of: Entity) -> Attribute {
    Attribute { of, code: "name", column: "name", kind: LINE, guarded: false }
}

const fn more(of: Entity, code: &'static str, column: &'static str, kind: FieldKind) -> Attribute {
    Attribute { of, code, column, kind, guarded: true }
}

use Entity::{Category, Company, Location, Person, Service, Team};

/// What can be asked of what records refer to.
pub const ATTRIBUTES: &[Attribute] = &[
    name(Person),
    more(Person, "email", "email", LINE),
    more(Person, "company", "company_id", FieldKind::Company),
    more(Person, "location", "location_id", FieldKind::Location),
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
    Attribute {
        of: Category,
        code: "parent",
        column: "parent_id",
        kind: FieldKind::Category,
        guarded: false,
    },
    Attribute {
        of: Category,
        code: "active",
        column: "active",
        kind: FieldKind::Flag,
        guarded: false,
    },
    name(Location),
    more(Location, "parent", "parent_id", FieldKind::Location),
    more(Location, "company", "company_id", FieldKind::Company),
];

const fn pairs(
    of: Entity,
    code: &'static str,
    (table, owner, member): (&'static str, &'static str, &'static str),
    to: Entity,
) -> Relation {
    Relation { of, code, table, owner, member, to, only: None }
}

/// What belongs to what records refer to, in numbers.
pub const RELATIONS: &[Relation] = &[
    pairs(Team, "members", ("team_member", "team_id", "person_id"), Person),
    Relation {
        only: Some("is_lead"),
        ..pairs(Team, "leads", ("team_member", "team_id", "person_id"), Person)
    },
    pairs(Person, "teams", ("team_member", "person_id", "team_id"), Team),
    Relation {
        only: Some("is_lead"),
        ..pairs(Person, "leads", ("team_member", "person_id", "team_id"), Team)
    },
    pairs(Person, "companies", ("person_company", "person_id", "company_id"), Company),
];
