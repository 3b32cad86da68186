//! Shared views as settings.

use desk::baseline::Asked;
use testkit::{Desk, each_engine};

use crate::{MORE, apply, asked, faults, plan, told, written};

#[test]
fn a_view_is_changed_and_taken_away_but_for_what_somebody_keeps_to_themselves() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        apply(&desk, &asked(MORE)).unwrap();
        let views = MORE.split_once("[[view]]").unwrap().1;
        let other =
            format!("form = 1\n\n[[view]]{}", views.replace("x.floor = ground", "priority = 1"));
        assert_eq!(
            told(&apply(&desk, &asked(&other)).unwrap()),
            ["change view incident · ada@alder.example · Ground floor"]
        );
        let nobody = |with: &str| {
            format!(
                "form = 1\n[[view]]\nkind = \"incident\"\nowner = \"{with}\"\nname = \"Mine\"\nshared_with = \"nobody\"\n"
            )
        };
        let refused = faults(plan(&desk, &asked(&nobody("ada@alder.example"))));
        assert_eq!(refused[0].code, "view_not_shared", "{refused:?}");
        let gone = nobody("nobody@alder.example").replace("\"nobody\"", "\"everybody\"");
        let refused = faults(plan(&desk, &asked(&gone)));
        assert_eq!(refused[0].code, "no_such", "{refused:?}");
        let one = "form = 1\n[[view]]\nkind = \"incident\"\nowner = \"ada@alder.example\"\nname = \"Ground floor\"\n";
        let whole = Asked { everything: true, ..asked(one) };
        let taken = ["take view incident · lena@alder.example · Ground floor"];
        assert_eq!(told(&apply(&desk, &whole).unwrap()), taken);
    });
}

#[test]
fn a_view_is_the_same_however_it_is_written_and_shared_as_far_as_it_says() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let view = |more: &str| {
            let key = "kind = \"incident\"\nname = \"Floors\"\n";
            let owner = if more.contains("owner") { "" } else { "owner = \"ada@alder.example\"\n" };
            format!("form = 1\n[[view]]\n{key}{owner}{more}\n")
        };
        let refused = |more: &str| {
            let faults = faults(apply(&desk, &asked(&view(more))));
            (faults[0].field.rsplit('.').next().unwrap().to_owned(), faults[0].code)
        };
        let no = |field: &str, code| (field.to_owned(), code);
        assert_eq!(refused("owner = \"Ada@alder.example\""), no("owner", "write_as"));
        assert_eq!(refused("shared_with = \"\""), no("shared_with", "view_not_shared"));
        assert_eq!(refused("shared_with = \"company\""), no("company", "required"));
        assert_eq!(refused("owner = \"rosa@alder.example\""), no("owner", "cannot_own_view"));
        let text = view("team = \"Network\"\nq = \"\"\"\npriority = 1\n\"\"\"");
        assert_eq!(told(&apply(&desk, &asked(&text)).unwrap()).len(), 1);
        assert_eq!(plan(&desk, &asked(&text)).unwrap(), [], "it is so already");
        let said = written(&desk);
        assert!(said.contains("shared_with = \"team\"\nteam = \"Network\""), "{said}");
        let alone = view("shared_with = \"nobody\"");
        assert_eq!(faults(plan(&desk, &asked(&alone)))[0].code, "view_not_shared");
    });
}
