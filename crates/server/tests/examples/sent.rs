//! What is shown is sent as it stands, and taken.

use crate::house::House;

/// The life of an incident, in an order in which each step is allowed.
const LIFE: &[&str] = &[
    "PATCH /api/v1/incidents/{number}",
    "POST /api/v1/incidents/{number}/priority",
    "POST /api/v1/incidents/{number}/assignment",
    "POST /api/v1/incidents/{number}/work",
    "POST /api/v1/incidents/{number}/hold",
    "DELETE /api/v1/incidents/{number}/hold",
    "POST /api/v1/incidents/{number}/comments",
    "POST /api/v1/incidents/{number}/notes",
    "POST /api/v1/incidents/{number}/tags",
    "DELETE /api/v1/incidents/{number}/tags/{tag}",
    "POST /api/v1/incidents/{number}/watch",
    "DELETE /api/v1/incidents/{number}/watch",
    "POST /api/v1/incidents/{number}/watchers",
    "POST /api/v1/incidents/{number}/effort",
    "POST /api/v1/incidents/{number}/reminders",
    "POST /api/v1/incidents/{number}/links",
    "POST /api/v1/incidents/{number}/split",
    "POST /api/v1/incidents/{number}/resolution",
    "POST /api/v1/incidents/{number}/closure",
    "DELETE /api/v1/incidents/{number}/resolution",
    "POST /api/v1/incidents/{number}/cancellation",
];

/// What an incident is opened for, each by itself.
const APART: &[&str] = &[
    "POST /api/v1/incidents/{number}/merge",
    "POST /api/v1/incidents/{number}/recurrences",
    "DELETE /api/v1/incidents/{number}",
];

#[test]
fn an_incident_lives_its_life_by_the_examples() {
    let house = House::new();
    let agent = &house.desk.agent;
    // Other records are mentioned by the numbers the examples have.
    let others: Vec<String> = (0..8).map(|_| house.open()).collect();
    assert!(others.iter().any(|number| number == "INC0000007"));
    let number = house.open();
    for row in LIFE {
        house.send(agent, row, &[("{number}", &number), ("{tag}", "vip")]);
    }
    for row in APART {
        let number = house.open();
        house.send(&house.desk.administrator, row, &[("{number}", &number)]);
    }
}

#[test]
fn a_task_and_a_booking_are_kept_by_the_examples() {
    let house = House::new();
    let agent = &house.desk.agent;
    let number = house.open();
    let at = ("{number}", number.as_str());
    for ends in [
        &["POST /api/v1/tasks/{task}/completion", "DELETE /api/v1/tasks/{task}/completion"][..],
        &["POST /api/v1/tasks/{task}/skip"],
    ] {
        let task = house.send(agent, "POST /api/v1/incidents/{number}/tasks", &[at]);
        let task = ("{task}", task["number"].as_str().unwrap());
        house.send(agent, "PATCH /api/v1/incidents/{number}/tasks/{task}", &[at, task]);
        for row in ends {
            house.send(agent, row, &[task]);
        }
    }
    let effort = house.send(agent, "POST /api/v1/incidents/{number}/effort", &[at]);
    let effort = ("{effort}", effort["id"].as_str().unwrap());
    house.send(agent, "PATCH /api/v1/incidents/{number}/effort/{effort}", &[at, effort]);
}

#[test]
fn what_belongs_to_no_record_is_made_by_the_examples() {
    let house = House::new();
    let (agent, administrator) = (&house.desk.agent, &house.desk.administrator);
    house.send(agent, "POST /api/v1/absences", &[]);
    house.send(agent, "PUT /api/v1/notifications/settings", &[]);
    let view = house.send(agent, "POST /api/v1/views", &[]);
    let view = ("{view}", view["id"].as_str().unwrap());
    house.send(agent, "PATCH /api/v1/views/{view}", &[view]);
    let field = house.send(administrator, "POST /api/v1/fields", &[]);
    let field = ("{id}", field["id"].as_str().unwrap());
    house.send(administrator, "POST /api/v1/fields/{id}/preview", &[field]);
    house.send(administrator, "PATCH /api/v1/fields/{id}", &[field]);
    house.send(administrator, "POST /api/v1/fields/{id}/retirement", &[field]);
    house.send(
        administrator,
        "PUT /api/v1/administration/retention/{scope}",
        &[("{scope}", "reads")],
    );
    for sort in ["companies", "sites", "departments", "teams", "services", "categories", "choices"]
    {
        let all = format!("/api/v1/administration/organisation/{sort}");
        let made = house.send(administrator, &format!("POST {all}"), &[]);
        let at = [("{item}", made["id"].as_str().unwrap())];
        house.send(administrator, &format!("PATCH {all}/{{item}}"), &at);
        house.send(administrator, &format!("POST {all}/{{item}}/retirement"), &at);
        house.send(administrator, &format!("DELETE {all}/{{item}}/retirement"), &at);
        if let Some((_, who)) = [("teams", "members"), ("departments", "people")]
            .into_iter()
            .find(|(of, _)| *of == sort)
        {
            let at = [at[0], ("{member}", "ada@alder.example")];
            house.send(administrator, &format!("PUT {all}/{{item}}/{who}/{{member}}"), &at);
        }
    }
    house.send(administrator, "PUT /api/v1/administration/second-factor", &[]);
    set_by_the_examples(&house);
    let imports = "POST /api/v1/administration/people/imports";
    let import = house.send(administrator, imports, &[]);
    assert_eq!(import["new"], 1, "{import}");
    let import = ("{import}", import["id"].as_str().unwrap());
    house.send(administrator, &format!("{imports}/{{import}}/run"), &[import]);
    (0..43).for_each(|_| drop(house.open()));
    let bulk = house.send(agent, "POST /api/v1/incidents/bulk", &[]);
    assert_eq!(bulk["total"], 2);
    let gone = ("{person}", house.desk.birch_requester.email.as_deref().unwrap());
    house.send(administrator, "POST /api/v1/people/{person}/erasure", &[gone]);
}

/// A role is made and set, and priorities are.
fn set_by_the_examples(house: &House) {
    let administrator = &house.desk.administrator;
    let made = house.send(administrator, "POST /api/v1/administration/roles", &[]);
    let role = ("{role}", made["code"].as_str().unwrap());
    let one = "/api/v1/administration/roles/{role}";
    house.send(administrator, &format!("POST {one}/preview"), &[role]);
    let set = house.send(administrator, &format!("PUT {one}/permissions"), &[role]);
    assert_eq!(set["permissions"].as_array().unwrap().len(), 3, "{set}");
    house.send(administrator, &format!("PATCH {one}"), &[role]);
    let kind = ("{kind}", "incident");
    let one = "/api/v1/administration/priority/{kind}";
    house.send(administrator, &format!("POST {one}/preview"), &[kind]);
    house.send(administrator, &format!("PUT {one}"), &[kind]);
    house.send(administrator, &format!("DELETE {one}"), &[kind]);
    let general = "PUT /api/v1/administration/organisation-settings";
    let set = house.send(administrator, general, &[]);
    assert_eq!(set["language"], "de", "{set}");
}
