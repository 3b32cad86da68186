//! Entries whose order says something.

use desk::baseline::Does;
use testkit::{Desk, each_engine};

use crate::{MORE, apply, asked, told};

#[test]
fn rules_stand_in_the_order_of_the_text() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        apply(&desk, &asked(MORE)).unwrap();
        let (head, rules) = MORE.split_once("[[assignment_rule]]").unwrap();
        let (rules, views) = rules.split_once("[[view]]").unwrap();
        let (first, second) = rules.split_once("[[assignment_rule]]").unwrap();
        let turned = format!(
            "{head}[[assignment_rule]]{second}\n[[assignment_rule]]{first}\n[[view]]{views}"
        );
        let steps = apply(&desk, &asked(&turned)).unwrap();
        assert_eq!(told(&steps), ["order assignment_rule incident"]);
        assert!(matches!(steps[0].does, Does::Order(_)));
        assert_eq!(steps[0].does.changes()[0].after, "Rest, Printers of Cedar");
        assert_eq!(apply(&desk, &asked(&turned)).unwrap(), []);
    });
}

#[test]
fn one_rule_alone_stays_where_it_is() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        apply(&desk, &asked(MORE)).unwrap();
        let one =
            "form = 1\n[[assignment_rule]]\nkind = \"incident\"\nname = \"Rest\"\nactive = false\n";
        let steps = apply(&desk, &asked(one)).unwrap();
        assert_eq!(told(&steps), ["change assignment_rule incident · Rest"]);
    });
}
