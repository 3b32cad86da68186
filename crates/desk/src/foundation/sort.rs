//! What foundation data there is: a row for each sort.

use db::Tx;

use super::item::Item;
use super::make;
use crate::{Context, Result};

/// A sort of thing that people and records refer to, and that administrators keep.
#[derive(Debug)]
pub struct Sort {
    /// Its stable code; the journal's verbs end in it and call the thing by it.
    pub code: &'static str,
    /// The last part of its address.
    pub path: &'static str,
    /// Its table.
    pub table: &'static str,
    /// The columns that say which one it is.
    pub key: &'static [&'static str],
    /// The code of its name, and the column.
    pub name: &'static str,
    /// What the journal calls the name it had before.
    pub name_before: &'static str,
    /// What is known of one besides its name, in order.
    pub parts: &'static [Part],
    /// The columns within which no two have one name; none when that is the whole installation.
    pub within: &'static [&'static str],
    /// What can have it, what most is asked for first.
    pub uses: &'static [Use],
    /// Whether that is all that can have it while in use. Fields of one's own hold teams, companies and
    /// the like as well, and nobody counts those.
    pub all_counted: bool,
    /// Makes one that was checked, and answers its key.
    pub(super) make: fn(&Tx<'_>, &Context, &Item) -> Result<String>,
}

impl PartialEq for Sort {
    fn eq(&self, other: &Sort) -> bool {
        self.code == other.code
    }
}

impl Eq for Sort {}

/// Something that is known of a thing.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// Its stable code.
    pub code: &'static str,
    /// What the journal calls what it held before.
    pub before: &'static str,
    /// The column.
    pub column: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// Whether it must be said.
    pub required: bool,
    /// Whether it stays as it was said first.
    pub fixed: bool,
}

/// What a part holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// The company it belongs to.
    Company,
    /// Another of its sort that it lies below.
    Parent,
    /// A person.
    Person,
    /// A kind of record.
    Kind,
    /// A list of a kind of record that its fields choose from.
    List,
    /// A code that nothing else in its list has.
    Code,
    /// Its place in its list.
    Place,
}

/// Rows that can have a thing, and are counted.
#[derive(Debug, PartialEq, Eq)]
pub struct Use {
    /// Its stable code; the texts go by it.
    pub code: &'static str,
    /// The table of the rows.
    pub table: &'static str,
    /// Which of its columns hold which columns of the thing.
    pub matches: &'static [(&'static str, &'static str)],
    /// Columns that must hold these for a row to count.
    pub only: &'static [(&'static str, i64)],
    /// Whether the rows are records, found by an index that begins with their kind.
    pub by_kind: bool,
    /// The one list whose choices it is about, where it is about choices.
    pub list: Option<&'static str>,
}

const ID: &[&str] = &["id"];
/// What makes a record count: nobody withdrew it, and it is open.
const OPEN: &[(&str, i64)] = &[("withdrawn", 0), ("is_open", 1)];

/// By its codes in the present and in the past, its column, and what it holds.
const fn part([code, before, column]: [&'static str; 3], holds: Holds) -> Part {
    Part { code, before, column, holds, required: false, fixed: false }
}

const fn required(part: Part) -> Part {
    Part { required: true, ..part }
}

const fn fixed(part: Part) -> Part {
    Part { required: true, fixed: true, ..part }
}

const fn used(
    code: &'static str,
    table: &'static str,
    matches: &'static [(&'static str, &'static str)],
    only: &'static [(&'static str, i64)],
) -> Use {
    Use { code, table, matches, only, by_kind: false, list: None }
}

const COMPANY: Part = required(part(["company", "company_before", "company_id"], Holds::Company));
const PARENT: Part = part(["parent", "parent_before", "parent_id"], Holds::Parent);
const KIND: Part = fixed(part(["kind", "kind_before", "kind"], Holds::Kind));

/// Teams.
pub const TEAM: Sort = Sort {
    code: "team",
    path: "teams",
    table: "team",
    key: ID,
    name: "name",
    name_before: "name_before",
    parts: &[COMPANY],
    within: &[],
    uses: &[
        Use { by_kind: true, ..used("team_records", "record", &[("team_id", "id")], OPEN) },
        used("members", "team_member", &[("team_id", "id")], &[]),
        used("team_tasks", "task", &[("team_id", "id")], &[("is_open", 1)]),
        used("escalating", "team", &[("escalates_to_id", "id")], &[("active", 1)]),
        used("rules", "assignment_rule", &[("team_id", "id")], &[("active", 1)]),
        used("team_views", "saved_view", &[("team_id", "id")], &[]),
    ],
    all_counted: false,
    make: make::team,
};

/// Companies.
pub const COMPANIES: Sort = Sort {
    code: "company",
    path: "companies",
    table: "company",
    key: ID,
    name: "name",
    name_before: "name_before",
    parts: &[],
    within: &[],
    uses: &[
        used("people", "person", &[("company_id", "id")], &[("active", 1)]),
        Use { by_kind: true, ..used("company_records", "record", &[("company_id", "id")], OPEN) },
        used("teams", "team", &[("company_id", "id")], &[("active", 1)]),
        used("sites", "location", &[("company_id", "id")], &[("active", 1)]),
        used("departments", "department", &[("company_id", "id")], &[("active", 1)]),
        used("services", "service", &[("company_id", "id")], &[("active", 1)]),
        used("company_views", "saved_view", &[("company_id", "id")], &[]),
    ],
    all_counted: false,
    make: make::company,
};

/// Sites: the locations of records and people.
pub const SITE: Sort = Sort {
    code: "location",
    path: "sites",
    table: "location",
    key: ID,
    name: "name",
    name_before: "name_before",
    parts: &[COMPANY, PARENT],
    within: &["company_id"],
    uses: &[
        used("open_records", "record", &[("location_id", "id")], OPEN),
        used("people_at", "person", &[("location_id", "id")], &[("active", 1)]),
        used("below", "location", &[("parent_id", "id")], &[("active", 1)]),
    ],
    all_counted: false,
    make: make::site,
};

/// Departments.
pub const DEPARTMENT: Sort = Sort {
    code: "department",
    path: "departments",
    table: "department",
    key: ID,
    name: "name",
    name_before: "name_before",
    parts: &[COMPANY, PARENT, part(["head", "head_before", "head_id"], Holds::Person)],
    within: &["company_id"],
    uses: &[
        used("people", "person", &[("department_id", "id")], &[("active", 1)]),
        used("below", "department", &[("parent_id", "id")], &[("active", 1)]),
    ],
    all_counted: true,
    make: make::department,
};

/// Services.
pub const SERVICE: Sort = Sort {
    code: "service",
    path: "services",
    table: "service",
    key: ID,
    name: "name",
    name_before: "name_before",
    parts: &[COMPANY],
    within: &[],
    uses: &[used("open_records", "record", &[("service_id", "id")], OPEN)],
    all_counted: false,
    make: make::service,
};

/// Categories: a tree for each kind of record.
pub const CATEGORY: Sort = Sort {
    code: "category",
    path: "categories",
    table: "category",
    key: ID,
    name: "name",
    name_before: "name_before",
    parts: &[KIND, PARENT],
    within: &["kind", "parent_id"],
    uses: &[
        used("open_records", "record", &[("category_id", "id")], OPEN),
        used("below", "category", &[("parent_id", "id")], &[("active", 1)]),
    ],
    all_counted: true,
    make: make::category,
};

/// Choices: why something waits, how it was solved.
pub const CHOICE: Sort = Sort {
    code: "choice",
    path: "choices",
    table: "choice",
    key: &["kind", "list", "code"],
    name: "label",
    name_before: "label_before",
    parts: &[
        KIND,
        fixed(part(["list", "list_before", "list"], Holds::List)),
        fixed(part(["code", "code_before", "code"], Holds::Code)),
        part(["place", "place_before", "place"], Holds::Place),
    ],
    within: &["kind", "list"],
    uses: &[Use {
        list: Some("hold_reason"),
        ..used("waiting", "record", &[("kind", "kind"), ("hold_reason", "code")], OPEN)
    }],
    all_counted: true,
    make: make::choice,
};

/// Every sort, in the order in which an installation is set up.
pub static SORTS: [&Sort; 7] =
    [&COMPANIES, &SITE, &DEPARTMENT, &TEAM, &SERVICE, &CATEGORY, &CHOICE];

impl Sort {
    /// The sort at this address.
    #[must_use]
    pub fn at(path: &str) -> Option<&'static Sort> {
        SORTS.into_iter().find(|sort| sort.path == path)
    }

    /// The part with this code.
    #[must_use]
    pub fn part(&self, code: &str) -> Option<&'static Part> {
        self.parts_in_order().find(|part| part.code == code)
    }

    /// The part that holds this.
    #[must_use]
    pub fn holding(&self, holds: Holds) -> Option<&'static Part> {
        self.parts_in_order().find(|part| part.holds == holds)
    }

    /// Its parts.
    pub fn parts_in_order(&self) -> impl Iterator<Item = &'static Part> {
        self.parts.iter()
    }

    /// Whether they form a tree.
    #[must_use]
    pub fn is_tree(&self) -> bool {
        self.holding(Holds::Parent).is_some()
    }

    /// Whether one is known by an identity, and its name by the keys of names.
    #[must_use]
    pub fn has_identity(&self) -> bool {
        self.key == ID
    }

    /// Every column that is read, each once.
    pub(super) fn columns(&self) -> Vec<&'static str> {
        let own = [self.name, "active"];
        let mut columns: Vec<&'static str> = self.key.to_vec();
        for column in own.into_iter().chain(self.parts.iter().map(|part| part.column)) {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_are_told_apart_and_go_by_columns_they_read() {
        for (place, sort) in SORTS.iter().enumerate() {
            let others = SORTS.iter().skip(place + 1);
            assert!(others.clone().all(|other| other.code != sort.code && other.path != sort.path));
            let columns = sort.columns();
            let asked = sort.uses.iter().flat_map(|one| one.matches).map(|(_, own)| own);
            for column in asked.chain(sort.within) {
                assert!(columns.contains(column), "{}: {column}", sort.code);
            }
        }
    }
}
