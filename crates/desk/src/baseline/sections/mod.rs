//! The sections, in the order in which their entries can be made: what is named stands before what
//! names it.

mod assignment;
mod demand;
mod escalation;
mod fields;
mod foundation;
mod organisation;
mod priorities;
mod roles;
mod rules;
mod views;

use super::section::Section;
use crate::foundation::{CATEGORY, CHOICE, COMPANIES, DEPARTMENT, SERVICE, SITE, TEAM};
use assignment::Assignment;
use demand::SecondFactor;
use escalation::Escalation;
use fields::Fields;
use foundation::{Foundation, Tree};
use organisation::TheOrganisation;
use priorities::Priorities;
use roles::Roles;
use rules::{Closing, Retention};
use views::Views;

/// Every section.
pub(super) static SECTIONS: [&dyn Section; 17] = [
    &TheOrganisation,
    &Foundation { sort: &COMPANIES, key: &["name"], parts: &["active"] },
    &Tree { sort: &SITE, key: &["company", "path"], parts: &["active"] },
    &Tree { sort: &DEPARTMENT, key: &["company", "path"], parts: &["head", "active"] },
    &Foundation { sort: &TEAM, key: &["name"], parts: &["company", "active"] },
    &Escalation,
    &Foundation { sort: &SERVICE, key: &["name"], parts: &["company", "active"] },
    &Tree { sort: &CATEGORY, key: &["kind", "path"], parts: &["active"] },
    &Foundation {
        sort: &CHOICE,
        key: &["kind", "list", "code"],
        parts: &["label", "place", "active"],
    },
    &Priorities,
    &Roles,
    &SecondFactor,
    &Fields,
    &Closing,
    &Retention,
    &Assignment,
    &Views,
];

/// Every static statement of these modules.
pub(super) fn statements() -> Vec<db::Statement> {
    foundation::STATEMENTS.to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_and_their_values_are_told_apart() {
        for (place, section) in SECTIONS.iter().enumerate() {
            assert!(SECTIONS.iter().skip(place + 1).all(|other| other.code() != section.code()));
            let mut names: Vec<&str> =
                section.key().iter().chain(section.parts()).copied().collect();
            let all = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), all, "{}", section.code());
        }
    }
}
