//! Foundation data: the teams, companies, sites, departments, services, categories and choices that
//! people and records refer to, and that administrators keep.
//!
//! One table says what there is of each sort ([`SORTS`]); listing, adding, renaming, moving, retiring
//! and the history of each go by it. Nothing is ever deleted: what was retired is kept by whatever has
//! it, and cannot be chosen any more.

mod check;
mod effect;
mod find;
mod item;
mod make;
mod members;
mod mention;
mod people;
mod refer;
mod set;
mod sort;
mod tree;
mod usage;

pub use effect::{Effect, effects, mark, tried};
pub(crate) use find::called;
pub use find::{Asked, Found, MOST, at_path, find, list, one};
pub use item::Item;
pub use members::{MEMBER, TeamMember, members, put_member, take_member};
pub(crate) use mention::mentions;
pub use people::{PERSON, people_of, put_person, take_person};
pub(crate) use people::{log_move, log_no_head};
pub use refer::lists_of;
pub use set::{Expecting, change, create, restore, retire};
pub use sort::{
    CATEGORY, CHOICE, COMPANIES, DEPARTMENT, Holds, Part, SERVICE, SITE, SORTS, Sort, TEAM, Use,
};
pub use tree::{DEEPEST, above, in_order};
pub use usage::{COUNTED, Usage, count, usage};

/// Every static statement of these modules.
pub(crate) fn statements() -> Vec<db::Statement> {
    [members::STATEMENTS, mention::STATEMENTS, people::STATEMENTS, set::STATEMENTS].concat()
}
