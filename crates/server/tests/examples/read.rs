//! The pages the description is read on.

use crate::house::House;
use crate::practices;

const HOST: &str = "desk.example.org";

/// The address of every operation's page.
fn operations(house: &House) -> Vec<String> {
    let methods = house.description["paths"].as_object().unwrap().values();
    let each = methods.flat_map(|methods| methods.as_object().unwrap().values());
    each.map(|one| format!("/docs/api/{}", one["operationId"].as_str().unwrap())).collect()
}

#[test]
fn every_operation_is_listed_and_has_a_page_that_holds_together() {
    let house = House::new();
    let (status, list) = house.page(&house.desk.requester, HOST, "/docs/api");
    assert_eq!(status, 200);
    assert!(list.len() < 200_000, "{} bytes", list.len());
    let operations = operations(&house);
    assert!(operations.len() > 100);
    for path in operations {
        assert!(list.contains(&format!("href=\"{path}\"")), "{path}");
        let (status, page) = house.page(&house.desk.requester, HOST, &path);
        assert_eq!(status, 200, "{path}: {page}");
        assert!(page.len() < 200_000, "{path}: {} bytes", page.len());
        for to in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(page.contains(&format!("id=\"{to}\"")), "{path}: {to} leads nowhere");
        }
        assert!(!page.contains("reference-type-") && !page.contains("reference-in-"), "{path}");
    }
}

#[test]
fn what_is_looked_for_is_found_and_what_is_not_there_is_said() {
    let house = House::new();
    let agent = &house.desk.agent;
    let (_, found) = house.page(agent, HOST, "/docs/api?q=post+Hold");
    assert!(found.contains("href=\"/docs/api/hold_incident\""));
    assert!(!found.contains("href=\"/docs/api/readMe\""));
    let (status, none) = house.page(agent, HOST, "/docs/api?q=%3Cb%3Enothing");
    assert_eq!(status, 200);
    assert!(none.contains("Nothing like it") && !none.contains("<b>nothing"));
    assert_eq!(house.page(agent, HOST, "/docs/api/no_such_thing").0, 404);
    assert_eq!(house.page(agent, HOST, "/docs/api?x=1").0, 400);
}

#[test]
fn a_page_says_what_the_operation_takes_and_how_it_is_called() {
    let house = House::new();
    let (_, page) = house.page(&house.desk.requester, HOST, "/docs/api/resolve_incident");
    for part in [
        "http://desk.example.org/api/v1/incidents/INC0000042/resolution",
        "Authorization: Bearer $TOKEN",
        "the permission: resolve it (incidents)",
        "You do not have it.",
        "At most 100000 characters",
        "id=\"type-Incident\"",
        "is not the present one",
        "What is left of it",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    let (_, page) = house.page(&house.desk.agent, HOST, "/docs/api/resolve_incident");
    assert!(!page.contains("You do not have it."));
}

#[test]
fn a_hostile_host_is_not_copied_into_a_shell() {
    let house = House::new();
    for host in ["$(reboot)", "a';reboot;'", "\"><script>alert(1)</script>"] {
        for path in ["/docs/api", "/docs/api/readMe"] {
            let (_, page) = house.page(&house.desk.agent, host, path);
            assert!(!page.contains("reboot") && !page.contains("alert"), "{host}");
            assert!(page.contains("https://desk.example.org/api/v1"), "{host}");
        }
    }
}

#[test]
fn custom_fields_are_shown_to_those_who_may_read_them() {
    let house = House::new();
    for kind in practices::kinds() {
        for (code, audience) in [("seen", "public"), ("inside", "internal")] {
            let mut draft = testkit::fields::draft(code, "line");
            draft.audience = Some(audience.to_owned());
            house.desk.add_field(kind, draft);
        }
        let path = format!("/docs/api/read_{}", kind.code);
        let told = |who| {
            let (_, page) = house.page(who, HOST, &path);
            (page.contains("x.seen"), page.contains("x.inside"))
        };
        assert_eq!(told(&house.desk.agent), (true, true));
        assert_eq!(told(&house.desk.requester), (true, false));
    }
}
