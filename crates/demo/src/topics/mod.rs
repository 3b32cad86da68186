//! What goes wrong, by topic: where it belongs, how often it comes and how it is told.

mod access;
mod applications;
mod devices;
mod mail;
mod network;
mod plant;
mod routine;

use access::{LOCKED, PASSWORD, RIGHTS};
use applications::{ERP, EXPENSES, INTRANET, PAYROLL, QUALITY, TIME};
use devices::{LAPTOP, MOBILE, PRINTER, SCREEN};
use mail::{CALENDAR, MAILBOX, SENDING, SPAM};
use network::{INTERNET, SHARES, TELEPHONE, VIDEO, VPN, WIFI, WIRED};
use plant::{RESTORE, SCANNERS, TERMINALS};

pub(crate) use routine::ROUTINE;

/// Every topic.
pub(crate) const TOPICS: &[Topic] = &[
    LAPTOP, PRINTER, SCREEN, MOBILE, WIFI, VPN, WIRED, INTERNET, SENDING, CALENDAR, MAILBOX, SPAM,
    PASSWORD, LOCKED, RIGHTS, ERP, TIME, PAYROLL, EXPENSES, INTRANET, QUALITY, SHARES, RESTORE,
    TELEPHONE, VIDEO, SCANNERS, TERMINALS,
];

/// A kind of trouble.
#[derive(Debug)]
pub(crate) struct Topic {
    /// Its place in the tree of categories.
    pub(crate) category: &'static str,
    /// The service it disturbs, unless the case names another.
    pub(crate) service: &'static str,
    /// The team that knows about it.
    pub(crate) team: &'static str,
    /// How often it comes, relative to the others.
    pub(crate) weight: u64,
    /// What is reported, in several ways.
    pub(crate) cases: &'static [Case],
}

/// One trouble, told from the report to the repair. Words in braces are filled in per incident.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) title: &'static str,
    pub(crate) description: &'static str,
    pub(crate) note: &'static str,
    pub(crate) fix: &'static str,
    /// The resolution's code.
    pub(crate) code: &'static str,
    /// Whether it takes many people's work away at once.
    pub(crate) wide: bool,
    /// The service it disturbs, where that is not the topic's.
    pub(crate) service: Option<&'static str>,
}

const fn case(
    title: &'static str,
    description: &'static str,
    note: &'static str,
    fix: &'static str,
) -> Case {
    Case { title, description, note, fix, code: "fixed", wide: false, service: None }
}

impl Case {
    const fn coded(mut self, code: &'static str) -> Case {
        self.code = code;
        self
    }

    const fn wide(mut self) -> Case {
        self.wide = true;
        self
    }

    const fn of(mut self, service: &'static str) -> Case {
        self.service = Some(service);
        self
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::cast::TEAMS;
    use crate::organisation::SERVICES;

    #[test]
    fn every_topic_belongs_somewhere_and_says_something_new() {
        let (mut categories, mut titles) = (HashSet::new(), HashSet::new());
        for topic in TOPICS {
            assert!(SERVICES.contains(&topic.service), "{}", topic.service);
            assert!(TEAMS.iter().any(|team| team.name == topic.team), "{}", topic.team);
            assert!(
                topic.category.contains(" › ") && categories.insert(topic.category),
                "{}",
                topic.category
            );
            assert!(topic.weight > 0 && topic.cases.len() >= 3, "{}", topic.category);
            for case in topic.cases {
                assert!(case.service.is_none_or(|service| SERVICES.contains(&service)));
                assert!(titles.insert(case.title), "{}", case.title);
                assert!(
                    !case.description.is_empty() && !case.fix.is_empty() && !case.note.is_empty()
                );
            }
        }
        assert!(titles.len() >= 150, "{}", titles.len());
    }

    #[test]
    fn every_service_has_its_troubles() {
        for service in SERVICES {
            let troubled = |topic: &Topic| {
                topic.cases.iter().any(|case| case.service.unwrap_or(topic.service) == *service)
            };
            assert!(TOPICS.iter().any(troubled), "{service}");
        }
    }
}
