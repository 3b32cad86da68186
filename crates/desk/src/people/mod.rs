//! Who and what a record points at: people, companies, departments, teams, services, categories,
//! locations and the choices a verb offers.

mod anybody;
mod category;
mod change;
mod choice;
mod company;
mod creation;
mod department;
mod email;
mod location;
mod member;
mod name;
mod organisation;
mod organise;
mod person;
mod service;
mod team;

pub use category::Category;
pub(crate) use change::change;
pub use choice::Choice;
pub use company::Company;
pub use department::Department;
pub use email::normalise_email;
pub use location::Location;
pub use member::{Member, Membership};
pub(crate) use name::{checked_name, keep_name, names_in, taken};
pub use organisation::Organisation;
pub use organise::{has_administrator, organise};
pub use person::{NewPerson, Person};
pub use service::Service;
pub use team::Team;

/// Every static statement of these stores.
#[must_use]
pub fn statements() -> Vec<db::Statement> {
    [
        anybody::STATEMENTS,
        category::STATEMENTS,
        change::STATEMENTS,
        choice::STATEMENTS,
        company::STATEMENTS,
        department::STATEMENTS,
        location::STATEMENTS,
        member::STATEMENTS,
        name::STATEMENTS,
        organisation::STATEMENTS,
        organise::STATEMENTS,
        person::STATEMENTS,
        service::STATEMENTS,
        team::STATEMENTS,
    ]
    .concat()
}
